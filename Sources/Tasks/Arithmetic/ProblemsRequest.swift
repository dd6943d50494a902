/// Problems to print.
public struct ProblemsRequest: Sendable {
  /// The name of the family; there is one, `arithmetic`.
  public var family: String
  /// The level, 1 to 6.
  public var level: Int
  /// The split.
  public var split: Split
  /// The seed.
  public var seed: UInt64
  /// How many problems, or pairs where there is a factor: those of the indices from 0.
  public var count: Int
  /// The form of a line.
  public var format: ProblemFormat
  /// The factor that every second problem is changed in.
  public var factor: Factor?

  /// The families there are.
  public static let families = ["arithmetic"]
  /// The numbers of problems that can be asked for.
  public static let counts = 1...10_000_000

  /// Memberwise.
  public init(
    family: String = "arithmetic", level: Int, split: Split = .train, seed: UInt64 = 0,
    count: Int = 10, format: ProblemFormat = .gsm8k, factor: Factor? = nil
  ) {
    self.family = family
    self.level = level
    self.split = split
    self.seed = seed
    self.count = count
    self.format = format
    self.factor = factor
  }

  /// The level's problems, once the name and the count are allowed.
  ///
  /// - Throws: ``ArithmeticError``.
  func checkedFamily() throws(ArithmeticError) -> ArithmeticFamily {
    guard Self.families.contains(family) else {
      throw .unknownFamily(
        name: family, nearest: nearestName(to: family, in: Self.families), all: Self.families)
    }
    guard Self.counts.contains(count) else { throw .badCount(count, allowed: Self.counts) }
    return try ArithmeticFamily(level: level)
  }
}

/// Writes problems as JSON Lines: what `assay problems` prints.
///
/// With a factor each pair is two lines, the clean problem first.
///
/// - Parameters:
///   - request: the problems.
///   - write: takes one line, without its line break.
/// - Throws: ``ArithmeticError`` before the first line; what `write` throws.
public func problems(_ request: ProblemsRequest, write: (String) throws -> Void) throws {
  let family = try request.checkedFamily()
  var origin = ProblemOrigin(split: request.split, seed: request.seed, index: 0)
  guard let factor = request.factor else {
    for index in 0..<request.count {
      origin.index = index
      let problem = family.problem(request.split, seed: request.seed, index: index)
      try write(request.format.line(problem, origin: origin))
    }
    return
  }
  guard request.split != .train else { throw ArithmeticError.trainingOnChangedProblems(factor) }
  let variant = try family.variant(factor)
  for index in 0..<request.count {
    origin.index = index
    let pair = variant.pair(request.split, seed: request.seed, index: index)
    for (problem, isChanged) in [(pair.clean, false), (pair.changed, true)] {
      origin.change = (factor, isChanged)
      try write(request.format.line(problem, origin: origin))
    }
  }
}

/// The rows of the contamination table of a level, a heading first: what `assay problems
/// --contamination` prints. Shares are in per cent.
///
/// - Parameters:
///   - request: the family and its level; `count` is the most problems of an evaluation set.
///   - trainingItems: the size of the training sample.
/// - Throws: ``ArithmeticError``.
public func contaminationTable(
  _ request: ProblemsRequest, trainingItems: Int
) throws(ArithmeticError) -> [[String]] {
  let family = try request.checkedFamily()
  guard ProblemsRequest.counts.contains(trainingItems) else {
    throw .badCount(trainingItems, allowed: ProblemsRequest.counts)
  }
  let heading = [
    "set", "problems", "text %", "latent %", "structure %", "facts %", "majority %", "sum %",
    "|first-last| %",
  ]
  let rows = family.contamination(trainingItems: trainingItems, evaluationItems: request.count)
  return [heading]
    + rows.map { row in
      let shares = [
        row.text, row.latent, row.structure, row.facts, row.shortcuts.majority, row.shortcuts.sum,
        row.shortcuts.firstMinusLast,
      ]
      return [row.set, "\(row.items)"] + shares.map(perCent)
    }
}

/// A share in per cent with one decimal; an en dash for NaN.
private func perCent(_ share: Double) -> String {
  guard share.isFinite else { return "–" }
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
