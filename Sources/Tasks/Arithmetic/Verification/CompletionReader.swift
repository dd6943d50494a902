/// Reads a completion from left to right; no token is looked at more than twice.
struct CompletionReader {
  /// The most digits a number can have; a longer run of digits is no number.
  static let maximumDigits = 6

  /// A step as it is written: `<< left operation right = result >>`.
  struct Calculation {
    var operation: LatentProgram.Operator
    var left: Int
    var right: Int
    var result: Int
  }

  private let tokens: [Int]
  /// The position of the next token.
  private(set) var position = 0

  init(_ tokens: [Int]) {
    self.tokens = tokens
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { position == tokens.count }

  /// The next token, which stays; nil at the end.
  var next: Int? { isAtEnd ? nil : tokens[position] }

  /// Passes the next token if it is this one, and says whether it was.
  mutating func take(_ token: Int) -> Bool {
    guard next == token else { return false }
    position += 1
    return true
  }

  /// Passes a run of digits; nil where it is empty, too long, or has a leading zero.
  mutating func number() -> Int? {
    let start = position
    var value = 0
    while position < tokens.count, Symbol.digits.contains(tokens[position]) {
      if position - start < Self.maximumDigits {
        value = value * 10 + tokens[position] - Symbol.digits.lowerBound
      }
      position += 1
    }
    let count = position - start
    guard (1...Self.maximumDigits).contains(count),
      count == 1 || tokens[start] != Symbol.digits.lowerBound
    else { return nil }
    return value
  }

  /// Passes a calculation; nil where it is malformed, and then what was read of it is passed.
  mutating func calculation() -> Calculation? {
    guard take(Symbol.open), let left = number(), let operation = operation(),
      let right = number(), take(Symbol.equals), let result = number(), take(Symbol.close)
    else { return nil }
    return Calculation(operation: operation, left: left, right: right, result: result)
  }

  private mutating func operation() -> LatentProgram.Operator? {
    guard let operation = next.flatMap(Symbol.operation) else { return nil }
    position += 1
    return operation
  }

  /// Passes the rest of a piece that is no step: all before the next `<<`, `####` or end token, or up
  /// to and with the next `>>`.
  mutating func skipPiece() {
    while let token = next, token != Symbol.open, token != Symbol.answer, token != Symbol.end {
      position += 1
      if token == Symbol.close { return }
    }
  }

  /// Passes one token, whatever it is, and the rest of the piece that it starts.
  mutating func skipPieceWithFirst() {
    guard !isAtEnd else { return }
    position += 1
    if tokens[position - 1] != Symbol.close { skipPiece() }
  }
}

extension Symbol {
  /// The operation that a token stands for; nil for any other token.
  static func operation(_ token: Int) -> LatentProgram.Operator? {
    switch token {
    case plus: .add
    case minus: .subtract
    case times: .multiply
    case over: .divide
    default: nil
    }
  }
}
