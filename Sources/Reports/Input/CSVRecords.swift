/// A line of a CSV file, or several where a quoted field spans them.
struct CSVRecord: Equatable {
  /// The number of its first line, from 1.
  var line: Int
  /// Its fields: unquoted ones without the spaces around them.
  var fields: [String]
}

/// Splits CSV text (RFC 4180) into records.
struct CSVRecords {
  private let take: (CSVRecord) throws -> Void
  private var fields: [String] = []
  private var field: [UInt8] = []
  private var isQuoted = false
  private var line = 1
  private var firstLine = 1

  private init(take: @escaping (CSVRecord) throws -> Void) { self.take = take }

  /// Hands out the records of a text, one at a time; empty lines are skipped, as is a byte-order mark.
  ///
  /// - Throws: ``ScoreFileProblem/unclosedQuote(line:)``, ``ScoreFileProblem/strayQuote(line:)``, and
  ///   what `body` throws.
  static func forEach(in text: String, _ body: (CSVRecord) throws -> Void) throws {
    try withoutActuallyEscaping(body) { body in
      var parser = CSVRecords(take: body)
      try parser.read(text)
    }
  }

  private mutating func read(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): try readQuoted(&bytes)
      case UInt8(ascii: ","): endField()
      case 0x0D where bytes.first == 0x0A: continue
      case 0x0A, 0x0D: try endRecord()
      default:
        if isQuoted && byte != 0x20 && byte != 0x09 {
          throw ScoreFileProblem.strayQuote(line: line)
        }
        if !isQuoted { field.append(byte) }
      }
    }
    try endRecord()
  }

  /// Reads the rest of a field whose opening quote was just read, and its closing quote.
  private mutating func readQuoted(_ bytes: inout ArraySlice<UInt8>) throws {
    let quote = UInt8(ascii: "\"")
    guard !isQuoted, field.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
      throw ScoreFileProblem.strayQuote(line: line)
    }
    let openingLine = line
    field = []
    isQuoted = true
    while let byte = bytes.popFirst() {
      if byte == 0x0A { line += 1 }
      if byte != quote {
        field.append(byte)
      } else if bytes.first == quote {
        field.append(quote)
        bytes.removeFirst()
      } else {
        return
      }
    }
    throw ScoreFileProblem.unclosedQuote(line: openingLine)
  }

  private mutating func endField() {
    var text = field[...]
    if !isQuoted {
      let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
      text = text.drop(while: isSpace)
      while text.last.map(isSpace) == true { text.removeLast() }
    }
    fields.append(String(decoding: text, as: UTF8.self))
    field = []
    isQuoted = false
  }

  private mutating func endRecord() throws {
    let isEmptyLine = fields.isEmpty && !isQuoted && field.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if isEmptyLine {
      field = []
    } else {
      endField()
      try take(CSVRecord(line: firstLine, fields: fields))
    }
    fields = []
    line += 1
    firstLine = line
  }
}
