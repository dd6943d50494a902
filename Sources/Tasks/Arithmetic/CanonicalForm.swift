extension LatentProgram {
  /// The program as one expression, in a form that does not depend on the story's wording, on the
  /// order in which it gives its numbers, on the order of steps, or of operands that can change
  /// places: `((15+44)*4)`.
  ///
  /// Where operands can change places, the one whose text is first in the order of ASCII comes first.
  ///
  /// - Precondition: There is a step, and every operand is a given or the result of an earlier step.
  public var canonicalForm: String {
    var writer = CanonicalWriter(program: self, namesNumbers: true)
    return String(decoding: writer.write(), as: UTF8.self)
  }

  /// The operations and how they are wired, without the numbers: `((n+n)*n)`.
  ///
  /// A given that several steps take is written `m`, and a result that several steps take is marked
  /// by `!`. ``canonicalForm`` tells what else it does not depend on.
  public var structure: String {
    var writer = CanonicalWriter(program: self, namesNumbers: false)
    return String(decoding: writer.write(), as: UTF8.self)
  }

  /// The ``StableHash`` of ``canonicalForm``: what identifies the problem behind the words.
  public var key: UInt64 {
    var writer = CanonicalWriter(program: self, namesNumbers: true)
    return StableHash.hash(writer.write())
  }

  /// The ``StableHash`` of ``structure``.
  var structureKey: UInt64 {
    var writer = CanonicalWriter(program: self, namesNumbers: false)
    return StableHash.hash(writer.write())
  }
}

/// Writes a program as an expression.
private struct CanonicalWriter {
  let program: LatentProgram
  let namesNumbers: Bool
  private var bytes: [UInt8] = []
  private var givenUses: [Int]
  private var stepUses: [Int]

  init(program: LatentProgram, namesNumbers: Bool) {
    self.program = program
    self.namesNumbers = namesNumbers
    givenUses = namesNumbers ? [] : Array(repeating: 0, count: program.givens.count)
    stepUses = namesNumbers ? [] : Array(repeating: 0, count: program.steps.count)
    bytes.reserveCapacity(64)
    if !namesNumbers {
      for step in program.steps {
        count(step.left)
        count(step.right)
      }
    }
  }

  private mutating func count(_ operand: LatentProgram.Operand) {
    switch operand {
    case .given(let index): givenUses[index] += 1
    case .step(let index): stepUses[index] += 1
    }
  }

  mutating func write() -> [UInt8] {
    precondition(!program.steps.isEmpty, "a program without steps has no canonical form")
    append(step: program.steps.count - 1)
    return bytes
  }

  private mutating func append(step index: Int) {
    let step = program.steps[index]
    bytes.append(UInt8(ascii: "("))
    let left = bytes.count
    append(step.left, of: index)
    let middle = bytes.count
    bytes.append(Self.byte(of: step.operation))
    append(step.right, of: index)
    if step.operation.isCommutative,
      bytes[(middle + 1)...].lexicographicallyPrecedes(bytes[left..<middle])
    {
      // Turning the whole round, then each operand, exchanges the operands in place.
      let rightCount = bytes.count - middle - 1
      bytes[left...].reverse()
      bytes[left..<(left + rightCount)].reverse()
      bytes[(left + rightCount + 1)...].reverse()
    }
    bytes.append(UInt8(ascii: ")"))
    if !namesNumbers, stepUses[index] > 1 { bytes.append(UInt8(ascii: "!")) }
  }

  private mutating func append(_ operand: LatentProgram.Operand, of step: Int) {
    switch operand {
    case .given(let index):
      if namesNumbers {
        append(number: program.givens[index])
      } else {
        bytes.append(UInt8(ascii: givenUses[index] > 1 ? "m" : "n"))
      }
    case .step(let index):
      precondition(
        index < step, "step \(step) takes the result of step \(index), which is not before")
      append(step: index)
    }
  }

  private mutating func append(number: Int) {
    precondition(number >= 0, "a given must not be negative; one is \(number)")
    var power = 1
    while number / power > 9 { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / power % 10))
      power /= 10
    }
  }

  private static func byte(of operation: LatentProgram.Operator) -> UInt8 {
    switch operation {
    case .add: UInt8(ascii: "+")
    case .subtract: UInt8(ascii: "-")
    case .multiply: UInt8(ascii: "*")
    case .divide: UInt8(ascii: "/")
    }
  }
}
