import Randomness

/// A level's problems in pairs: one as training could have it, and one changed in a single factor.
///
/// The clean problem is of the split and of the level's kinds. The changed one has held-out facts or
/// a held-out structure only where that is its factor, and its program is of the same split, so that
/// validation and test never share one. The factor says what the two have in common.
public struct ArithmeticVariant: Sendable {
  /// The level that is changed.
  public let family: ArithmeticFamily
  /// What it is changed in.
  public let factor: Factor
  /// No changed question has more tokens; together with ``maximumSolutionLength`` at most 224.
  public let maximumQuestionLength: Int
  /// No changed solution has more tokens.
  public let maximumSolutionLength: Int
  /// The settings of the changed problems.
  let settings: Level

  /// No problem with its solution has more tokens.
  public static let context = 224

  init(_ family: ArithmeticFamily, _ factor: Factor) throws(ArithmeticError) {
    if let reason = Self.obstacle(to: factor, at: family.settings) {
      throw .factorNotAtLevel(factor, level: family.level, reason: reason)
    }
    self.family = family
    self.factor = factor
    var settings = family.settings
    var longer = 0
    switch factor {
    case .range:
      settings.operands = (settings.operands.upperBound + 1)...99
      settings.largestNumber = family.level < 3 ? 999 : 9999
    case .length:
      let longest = Self.lengths(at: settings).last ?? settings.steps.upperBound
      longer = 12 * (longest - settings.steps.upperBound)
      settings.steps = longest...longest
      settings.largestNumber = family.level < 3 ? 999 : 9999
    case .distractors: longer = 30
    case .surface: longer = 4
    case .inverse: longer = 2
    case .structure, .facts, .order: break
    }
    self.settings = settings
    maximumSolutionLength = settings.maximumSolutionLength
    maximumQuestionLength = min(
      settings.maximumQuestionLength + longer, Self.context - maximumSolutionLength)
  }

  /// Why a level cannot be changed in a factor; nil where it can.
  private static func obstacle(to factor: Factor, at level: Level) -> String? {
    switch factor {
    case .structure where level.steps.upperBound < 2: "one step has no other order"
    case .inverse where level.number == 1: "hardly a question has an inverse in the same split"
    case .length where lengths(at: level).isEmpty: "no problem has more than 8 steps"
    default: nil
    }
  }

  /// The numbers of steps of problems longer than a level's, ascending.
  static func lengths(at level: Level) -> [Int] {
    [1, 2, 4].map { level.steps.upperBound + $0 }.filter { $0 <= 8 }
  }

  /// One pair, a pure function of its arguments.
  ///
  /// - Precondition: the split is not training's.
  public func pair(
    _ split: Split, seed: UInt64, index: Int
  ) -> (clean: Problem, changed: Problem) {
    precondition(split != .train, "\(ArithmeticError.trainingOnChangedProblems(factor))")
    var stream = RandomStream(
      seed: seed, purpose: "arithmetic \(factor.rawValue)", family.level, split.index, index)
    let sampler = StorySampler(
      level: family.settings, moves: factor == .order ? .relations : .any)
    while true {
      let (story, clean) = family.draw(split, sampler: sampler, using: &stream)
      for _ in 0..<attempts {
        guard let changed = change(story, index: index, using: &stream) else { continue }
        let program = changed.program()
        guard program.hasHeldOutFact == (factor == .facts),
          program.hasHeldOutStructure == (factor == .structure), split.contains(program)
        else { continue }
        let problem = Problem(changed, program: program, level: family.level)
        if problem.question.count <= maximumQuestionLength { return (clean, problem) }
      }
    }
  }

  /// The first `count` pairs of seed 0 whose programs are all different, in the order of their
  /// indices; fewer where there are fewer, as ``ArithmeticFamily/evaluationSet(_:count:)`` says.
  ///
  /// - Precondition: the split is not training's.
  public func evaluationSet(
    _ split: Split, count: Int
  ) -> [(clean: Problem, changed: Problem)] {
    family.distinct(count) { index in
      let pair = pair(split, seed: 0, index: index)
      return (pair, [pair.clean.program.key, pair.changed.program.key])
    }
  }

  /// How often a story is changed before another is drawn: where the numbers are drawn anew, often
  /// enough for a program of the split, one in ten.
  private var attempts: Int {
    switch factor {
    case .range, .facts, .length: 32
    case .structure, .order, .distractors: 6
    case .surface, .inverse: 1
    }
  }
}

extension ArithmeticFamily {
  /// The level's problems changed in one factor, each with its unchanged twin.
  ///
  /// - Throws: ``ArithmeticError/factorNotAtLevel(_:level:reason:)``: level 1 has one structure a
  ///   question, level 6 the most steps.
  public func variant(_ factor: Factor) throws(ArithmeticError) -> ArithmeticVariant {
    try ArithmeticVariant(self, factor)
  }
}
