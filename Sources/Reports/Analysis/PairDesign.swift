import Statistics

/// The test that the verdict on a pair comes from.
public enum PairTest: String, Codable, Sendable {
  /// The permutation test of the difference of two means: independent samples.
  case permutation
  /// The sign-flip test of the mean of the differences, seed by seed.
  case signFlip

  /// The test in a table.
  var name: String {
    switch self {
    case .permutation: "permutation"
    case .signFlip: "sign-flip"
    }
  }
}

/// Which pairs are tested seed by seed.
public enum Pairing: String, Codable, Sendable, CaseIterable {
  /// Those whose runs share random numbers by seed, where signs can reach significance.
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
  /// Runs of one seed share random numbers, but with so few seeds no signs could be significant.
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
  /// Of n differences the signs have 2ⁿ arrangements, so the sign-flip test has no p below 2/2ⁿ. Where
  /// even that, after Holm over all pairs of the task, is above the level, the independent-samples test
  /// is taken. It stays valid for runs that share random numbers as long as sharing makes them alike.
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
      self.init(test: .signFlip, reason: .asked)
    case .auto:
      guard let root = first.sharedRoot, root == second.sharedRoot else {
        self.init(test: .permutation, reason: .unknownOrigin)
        return
      }
      guard first.seeds == second.seeds else {
        self.init(test: .permutation, reason: .differentSeeds)
        return
      }
      let reachable =
        Self.smallestSignFlipP(seeds: first.seeds.count) * Double(pairs) <= settings.significance
      self.init(
        test: reachable ? .signFlip : .permutation,
        reason: reachable ? .sharedRandomNumbers : .tooFewSeedsToPair)
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
