import Statistics

/// The test that the verdict on a pair comes from.
public enum PairTest: String, Codable, Sendable {
  /// The permutation test of the difference of two means: independent samples.
  case permutation
  /// The sign-flip test of the mean of the differences, seed by seed.
  case signFlip
  /// The sign-gap test of the differences, seed by seed: their signs, and how far they keep from 0.
  case signGap

  /// Whether it compares seed by seed.
  public var isPaired: Bool { self != .permutation }

  /// The test in a table.
  var name: String {
    switch self {
    case .permutation: "permutation"
    case .signFlip: "sign-flip"
    case .signGap: "sign-gap"
    }
  }
}

/// Which pairs are tested seed by seed.
public enum Pairing: String, Codable, Sendable, CaseIterable {
  /// Those whose runs share random numbers by seed, where a paired test can reach significance.
  case auto
  /// All; arms with different seeds are an error.
  case yes
  /// None.
  case no
}

/// Why a pair has the test that it has. Each looks at where scores come from, at numbers of seeds and
/// at numbers of pairs, and never at a score.
public enum PairTestReason: String, Codable, Sendable {
  /// It was asked for.
  case asked
  /// Runs of one seed share random numbers, and the signs can reach significance.
  case sharedRandomNumbers
  /// Runs of one seed share random numbers, but with so few seeds signs alone could not be significant.
  case tooFewSeedsForSigns
  /// Runs of one seed share random numbers, but with so few seeds no paired test could be significant.
  case tooFewSeedsToPair
  /// Runs of one seed share random numbers, but the two arms have different seeds.
  case differentSeeds
  /// It is not known that the runs share anything.
  case unknownOrigin
  /// How many seeds there are follows from the scores.
  case adaptiveSeeds

  /// The reason as the end of a sentence.
  var words: String {
    switch self {
    case .asked: "as asked"
    case .sharedRandomNumbers: "runs of one seed share random numbers"
    case .tooFewSeedsForSigns:
      "runs of one seed share random numbers, but with so few seeds signs alone could not be significant"
    case .tooFewSeedsToPair:
      "runs of one seed share random numbers, but with so few seeds for so many pairs no signs could be "
        + "significant"
    case .differentSeeds: "the two were run with different seeds"
    case .unknownOrigin: "nothing says that runs of one seed share random numbers"
    case .adaptiveSeeds: "how many seeds there are follows from the scores"
    }
  }
}

/// How a pair is tested: decided by design, before a score is looked at.
struct PairDesign: Equatable {
  var test: PairTest
  var reason: PairTestReason

  /// The design of one of `pairs` pairs of a task.
  ///
  /// Runs that share random numbers get a paired test where ``paired(seeds:pairs:significance:)`` has one.
  /// Otherwise the independent-samples test is taken, which stays valid for them as long as sharing makes
  /// them alike.
  ///
  /// - Throws: ``ReportError/unequalSeeds(task:first:second:seed:missingIn:)`` where pairing was asked
  ///   for and cannot be.
  init(
    _ first: ScoreTable.Arm, _ second: ScoreTable.Arm, pairs: Int, _ settings: ComparisonSettings
  ) throws {
    switch settings.pairing {
    case .no: self.init(test: .permutation, reason: .asked)
    case .yes:
      try Self.checkSeeds(first, second)
      let test = Self.paired(
        seeds: first.seeds.count, pairs: pairs, significance: settings.significance)
      self.init(test: test ?? .signFlip, reason: .asked)
    case .auto:
      guard let root = first.sharedRoot, root == second.sharedRoot else {
        self.init(test: .permutation, reason: .unknownOrigin)
        return
      }
      guard first.seeds == second.seeds else {
        self.init(test: .permutation, reason: .differentSeeds)
        return
      }
      switch Self.paired(
        seeds: first.seeds.count, pairs: pairs, significance: settings.significance)
      {
      case .signGap: self.init(test: .signGap, reason: .tooFewSeedsForSigns)
      case .some(let test): self.init(test: test, reason: .sharedRandomNumbers)
      case nil: self.init(test: .permutation, reason: .tooFewSeedsToPair)
      }
    }
  }

  /// The design of independent samples.
  init(independent reason: PairTestReason) {
    self.init(test: .permutation, reason: reason)
  }

  private init(test: PairTest, reason: PairTestReason) {
    self.test = test
    self.reason = reason
  }

  /// The test of one of `pairs` pairs with so many common seeds: the sign-flip test where its least p,
  /// 2/2ⁿ, can be significant after Holm over the pairs; otherwise the sign-gap test, whose least p is
  /// half that, of a single pair; nil where neither can be significant.
  ///
  /// Of a single pair only: whatever the shape of symmetric differences, a false verdict then has a chance
  /// of at most 2/2ⁿ, which is little above the level (0.0625 at five seeds). Of several pairs the
  /// permutation test finds large differences more often.
  static func paired(seeds: Int, pairs: Int, significance: Double) -> PairTest? {
    if smallestSignFlipP(seeds: seeds) * Double(pairs) <= significance { return .signFlip }
    return pairs == 1 && SignGapTest.smallestP(pairs: seeds) <= significance ? .signGap : nil
  }

  /// The least two-sided p of a sign-flip test: 2/2ⁿ.
  static func smallestSignFlipP(seeds: Int) -> Double {
    Double(sign: .plus, exponent: 1 - seeds, significand: 1)
  }

  private static func checkSeeds(_ first: ScoreTable.Arm, _ second: ScoreTable.Arm) throws {
    for (arm, other) in [(first, second), (second, first)] {
      let seeds = Set(other.seeds)
      if let seed = arm.seeds.first(where: { !seeds.contains($0) }) {
        throw ReportError.unequalSeeds(
          task: arm.task, first: first.algorithm, second: second.algorithm, seed: seed,
          missingIn: other.algorithm)
      }
    }
  }
}
