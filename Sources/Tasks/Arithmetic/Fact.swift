/// What one step computes: two numbers and an operation, such as 15 + 44.
///
/// Operands that can change places are held in ascending order, so that 15 + 44 and 44 + 15 are one
/// fact.
public struct Fact: Sendable, Hashable {
  /// The first operand.
  public let left: Int
  /// What is done.
  public let operation: LatentProgram.Operator
  /// The second.
  public let right: Int

  /// A fact.
  public init(_ left: Int, _ operation: LatentProgram.Operator, _ right: Int) {
    let isReversed = operation.isCommutative && right < left
    self.left = isReversed ? right : left
    self.operation = operation
    self.right = isReversed ? left : right
  }

  /// Whether the fact is held out: one in ten, chosen by hash.
  ///
  /// No step of a training, validation or test problem computes a held-out fact, at any level; only
  /// problems changed in the factor ``Factor/facts`` do.
  public var isHeldOut: Bool {
    let code: UInt64 =
      switch operation {
      case .add: 1
      case .subtract: 2
      case .multiply: 3
      case .divide: 4
      }
    let first = StableHash.mix(code &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(bitPattern: Int64(left)))
    let second = StableHash.mix(first ^ UInt64(bitPattern: Int64(right)))
    return second % 10 == 0
  }
}

extension LatentProgram {
  /// The fact of each step; nil where a step has no result.
  public var facts: [Fact]? {
    guard let results else { return nil }
    var facts: [Fact] = []
    for step in steps {
      guard let left = value(step.left, results), let right = value(step.right, results) else {
        return nil
      }
      facts.append(Fact(left, step.operation, right))
    }
    return facts
  }

  /// Whether a step computes a held-out fact.
  public var hasHeldOutFact: Bool {
    facts?.contains(where: \.isHeldOut) ?? false
  }

  /// Whether the ``structure`` is held out, one in eight of those with two or more steps, chosen by
  /// hash.
  ///
  /// No training, validation or test problem has one, at any level; only problems changed in the
  /// factor ``Factor/structure`` do.
  public var hasHeldOutStructure: Bool {
    steps.count > 1 && StableHash.mix(structureKey &+ structureSalt) % 8 == 0
  }
}

/// Chosen so that at level 2, which has eight structures, exactly one is held out: `((n-n)+n)`.
private let structureSalt: UInt64 = 1
