import Foundation

/// A transformer's parameters with what is needed to use them, as a self-describing file.
///
/// The bytes: the magic `ASSAYCKP`; the format's version (4 bytes); the header's length (4); the
/// file's length (8); the header, canonical JSON (sorted keys) of the shape, of every entry's name and
/// extents in the order of the vector, and of the note; the parameters as 4-byte floats; the 64-bit
/// FNV-1a hash of all before (8). Numbers have the low byte first. Equal checkpoints have equal bytes.
public struct Checkpoint: Sendable, Equatable {
  /// The extents of the transformer.
  public let shape: Transformer.Shape
  /// The flat vector of parameters, laid out as ``Transformer/Entries``.
  public let parameters: [Float]
  /// What else should be known of them: task, algorithm, step, as text.
  public let note: [String: String]

  /// The version of the format that is written and read.
  public static let version: UInt32 = 1
  private static let magic = Array("ASSAYCKP".utf8)
  private static let preambleLength = 24
  private static let hashLength = 8

  /// A checkpoint of `parameters`.
  ///
  /// - Precondition: the shape is possible and has as many parameters.
  public init(shape: Transformer.Shape, parameters: [Float], note: [String: String]) {
    let count = Header(shape, note: note).count
    precondition(
      parameters.count == count,
      "a transformer of this shape has \(count) parameters, not \(parameters.count)")
    self.shape = shape
    self.parameters = parameters
    self.note = note
  }

  /// The bytes of the file.
  public func encoded() -> [UInt8] {
    let header = Header(shape, note: note).encoded()
    let length =
      Self.preambleLength + header.count + 4 * parameters.count + Self.hashLength
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    bytes += Self.magic
    append(Self.version, to: &bytes)
    append(UInt32(header.count), to: &bytes)
    append(UInt64(length), to: &bytes)
    bytes += header
    for parameter in parameters { append(parameter.bitPattern, to: &bytes) }
    append(hash(bytes[...]), to: &bytes)
    return bytes
  }

  /// The checkpoint whose file has these bytes.
  ///
  /// - Throws: ``CheckpointError``: foreign, of another version, truncated or damaged.
  public init(decoding bytes: [UInt8]) throws(CheckpointError) {
    let prefix = bytes.prefix(Self.magic.count)
    guard prefix == Self.magic[..<prefix.count] else { throw .foreign }
    guard bytes.count >= Self.preambleLength else {
      throw .truncated(length: bytes.count, expected: nil)
    }
    let version = UInt32(truncatingIfNeeded: number(bytes[8..<12]))
    guard version == Self.version else {
      throw .otherVersion(version, supported: Self.version)
    }
    let length = number(bytes[16..<24])
    guard bytes.count >= length else {
      throw .truncated(length: bytes.count, expected: Int(exactly: length))
    }
    let headerEnd = Self.preambleLength + Int(number(bytes[12..<16]))
    let dataEnd = bytes.count - Self.hashLength
    guard bytes.count == length, headerEnd <= dataEnd,
      hash(bytes[..<dataEnd]) == number(bytes[dataEnd...])
    else { throw .damaged("its check sum is wrong") }
    let count = (dataEnd - headerEnd) / 4
    let header = try Header(
      decoding: bytes[Self.preambleLength..<headerEnd], parameterCount: count)
    guard header.count == count, (dataEnd - headerEnd) % 4 == 0 else {
      throw .damaged("it does not hold the \(header.count) parameters of its header")
    }
    shape = header.shape
    note = header.note
    parameters = (0..<count).map { index in
      let start = headerEnd + 4 * index
      return Float(bitPattern: UInt32(truncatingIfNeeded: number(bytes[start..<start + 4])))
    }
  }

  /// Throws ``CheckpointError/otherShape(found:expected:)`` unless the parameters are those of a
  /// transformer of `expected`.
  public func requireShape(_ expected: Transformer.Shape) throws(CheckpointError) {
    if shape != expected { throw .otherShape(found: shape, expected: expected) }
  }
}

/// What a checkpoint says of its parameters.
private struct Header: Codable {
  struct Entry: Codable, Equatable {
    let name: String
    let rows: Int
    let columns: Int
  }

  let shape: Transformer.Shape
  let entries: [Entry]
  let note: [String: String]

  init(_ shape: Transformer.Shape, note: [String: String]) {
    self.shape = shape
    self.note = note
    entries = Self.entries(of: shape)
  }

  init(decoding bytes: ArraySlice<UInt8>, parameterCount: Int) throws(CheckpointError) {
    guard let header = try? JSONDecoder().decode(Header.self, from: Data(bytes)) else {
      throw .damaged("its header cannot be read")
    }
    self = header
    if let problem = shape.problem() {
      throw .damaged("its shape is impossible: \(problem)")
    }
    // No extent exceeds the parameters there are, so none of their products overflows.
    let extents = [
      shape.vocabulary, shape.outputs, shape.width, shape.layers,
      shape.positions == .learnt ? shape.context : 1,
    ]
    guard extents.allSatisfy({ $0 <= parameterCount }), entries == Self.entries(of: shape) else {
      throw .damaged("its entries are not those of its shape")
    }
  }

  /// The parameters of all entries.
  var count: Int { entries.reduce(0) { $0 + $1.rows * $1.columns } }

  func encoded() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Text and integers alone: nothing that could not be encoded.
    return [UInt8]((try? encoder.encode(self)) ?? Data())
  }

  private static func entries(of shape: Transformer.Shape) -> [Entry] {
    var layout = ParameterLayout()
    _ = Transformer.Entries(shape, layout: &layout)
    return layout.entries.map { Entry(name: $0.name, rows: $0.rows, columns: $0.columns) }
  }
}

/// Why a checkpoint cannot be used.
public enum CheckpointError: Error, Equatable {
  /// The file does not begin as a checkpoint does.
  case foreign
  /// The file's format is of another version.
  case otherVersion(UInt32, supported: UInt32)
  /// The file ends early; the expected length is nil where even that is missing.
  case truncated(length: Int, expected: Int?)
  /// The bytes are not those that were written, for the reason given.
  case damaged(String)
  /// The parameters are those of another transformer.
  case otherShape(found: Transformer.Shape, expected: Transformer.Shape)
}

extension CheckpointError: CustomStringConvertible {
  /// A sentence on what is wrong and what to do.
  public var description: String {
    switch self {
    case .foreign:
      "This is not a checkpoint: it does not begin with ASSAYCKP."
    case .otherVersion(let version, let supported):
      "The checkpoint has format \(version), but this version of Assay reads format \(supported): "
        + "use the version that wrote it, or train again."
    case .truncated(let length, let expected):
      "The checkpoint is truncated: it has \(length) "
        + (expected.map { "of \($0) bytes" } ?? "bytes, fewer than its preamble")
        + ". Copy or write it again."
    case .damaged(let reason):
      "The checkpoint is damaged: \(reason). Copy or write it again."
    case .otherShape(let found, let expected):
      "The checkpoint is of another transformer: \(Self.difference(found, expected)). Use one that was "
        + "trained with the same model."
    }
  }

  /// The extents in which two shapes differ.
  private static func difference(
    _ found: Transformer.Shape, _ expected: Transformer.Shape
  ) -> String {
    let extents: [(String, String, String)] = [
      ("vocabulary", "\(found.vocabulary)", "\(expected.vocabulary)"),
      ("outputs", "\(found.outputs)", "\(expected.outputs)"),
      ("context", "\(found.context)", "\(expected.context)"),
      ("width", "\(found.width)", "\(expected.width)"),
      ("layers", "\(found.layers)", "\(expected.layers)"),
      ("heads", "\(found.heads)", "\(expected.heads)"),
      ("positions", found.positions.rawValue, expected.positions.rawValue),
      ("tiedHead", "\(found.tiedHead)", "\(expected.tiedHead)"),
    ]
    return extents.filter { $0.1 != $0.2 }.map { "\($0.0) is \($0.1), not \($0.2)" }
      .joined(separator: "; ")
  }
}

/// Appends an integer, low byte first.
private func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
  withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
}

/// The number of up to eight bytes, low byte first.
private func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
}

/// The 64-bit FNV-1a hash.
private func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
