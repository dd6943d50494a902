import NeuralNetworks
import Testing

@Suite struct `Checkpoints` {
  static let shape = Transformer.Shape(
    vocabulary: 7, outputs: 7, context: 5, width: 4, layers: 2, heads: 2, positions: .learnt,
    tiedHead: false)

  static func checkpoint() -> Checkpoint {
    var layout = ParameterLayout()
    _ = Transformer.Entries(shape, layout: &layout)
    let parameters = (0..<layout.count).map { Float($0) * 0.37 - 11 }
    return Checkpoint(
      shape: shape, parameters: parameters, note: ["task": "arithmetic/2", "step": "10", "a": "ä"])
  }

  func error(_ bytes: [UInt8]) -> CheckpointError? {
    do {
      _ = try Checkpoint(decoding: bytes)
      return nil
    } catch { return error }
  }

  @Test func `a checkpoint survives being written and read`() throws {
    let checkpoint = Self.checkpoint()
    let bytes = checkpoint.encoded()
    #expect(try Checkpoint(decoding: bytes) == checkpoint)
    #expect(bytes == Self.checkpoint().encoded())
    #expect(bytes.starts(with: Array("ASSAYCKP".utf8) + [1, 0, 0, 0]))
  }

  @Test func `not a number and infinities keep their bits`() throws {
    var parameters = Self.checkpoint().parameters
    parameters[3] = Float(bitPattern: 0x7FC1_2345)
    parameters[4] = -.infinity
    let checkpoint = Checkpoint(shape: Self.shape, parameters: parameters, note: [:])
    let read = try Checkpoint(decoding: checkpoint.encoded())
    #expect(read.parameters.map(\.bitPattern) == parameters.map(\.bitPattern))
  }

  @Test func `every truncation is found`() {
    let bytes = Self.checkpoint().encoded()
    for length in 0..<bytes.count {
      let expected: Int? = length < 24 ? nil : bytes.count
      #expect(error(Array(bytes[..<length])) == .truncated(length: length, expected: expected))
    }
    #expect(
      CheckpointError.truncated(length: 30, expected: 99).description
        == "The checkpoint is truncated: it has 30 of 99 bytes. Copy or write it again.")
    #expect(
      CheckpointError.truncated(length: 3, expected: nil).description
        == "The checkpoint is truncated: it has 3 bytes, fewer than its preamble. Copy or write it "
        + "again.")
  }

  @Test func `every flipped bit is found`() {
    let bytes = Self.checkpoint().encoded()
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      #expect(error(changed) != nil, "byte \(index)")
    }
    var changed = bytes
    changed[bytes.count - 20] ^= 4
    #expect(
      error(changed)?.description
        == "The checkpoint is damaged: its check sum is wrong. Copy or write it again.")
    #expect(error(bytes + [0]) == .damaged("its check sum is wrong"))
  }

  @Test func `other files and versions are named`() {
    #expect(
      error(Array("PK\u{3}\u{4} and more than that".utf8))?.description
        == "This is not a checkpoint: it does not begin with ASSAYCKP.")
    var bytes = Self.checkpoint().encoded()
    bytes[8] = 2
    #expect(
      error(bytes)?.description
        == "The checkpoint has format 2, but this version of Assay reads format 1: use the version "
        + "that wrote it, or train again.")
  }

  @Test func `another shape is refused with what differs`() throws {
    let checkpoint = Self.checkpoint()
    try checkpoint.requireShape(Self.shape)
    var other = Self.shape
    other.width = 8
    other.positions = .rotary
    let error = #expect(throws: CheckpointError.self) { try checkpoint.requireShape(other) }
    #expect(
      error?.description
        == "The checkpoint is of another transformer: width is 4, not 8; positions is learnt, not "
        + "rotary. Use one that was trained with the same model.")
  }
}
