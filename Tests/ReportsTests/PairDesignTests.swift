import Foundation
import Reports
import Results
import Statistics
import Testing

/// Which test a pair gets, and what the comparison says of it.
@Suite struct PairDesignTests {
  private static func suite(_ algorithms: Int, seeds: Int) -> SyntheticSuite {
    SyntheticSuite(
      tasks: ["A"], algorithms: (0..<algorithms).map { "a\($0)" }, seeds: seeds, evaluations: 1)
  }

  private static func pairs(
    _ algorithms: Int, seeds: Int, _ settings: ComparisonSettings = ComparisonSettings()
  ) throws -> [PairComparison] {
    try compare(ScoreTable(suite(algorithms, seeds: seeds).input), settings: settings)
      .tasks[0].comparisons
  }

  private static func csv(_ lines: [String]) throws -> ScoreTable {
    try ScoreTable(
      csv: Data((["algorithm,task,seed,score"] + lines).joined(separator: "\n").utf8), name: "s.csv"
    )
  }

  @Test(arguments: [
    (2, 2, PairTest.permutation, PairTestReason.tooFewSeedsToPair),
    (2, 4, .permutation, .tooFewSeedsToPair), (2, 5, .signGap, .tooFewSeedsForSigns),
    (2, 6, .signFlip, .sharedRandomNumbers), (3, 5, .permutation, .tooFewSeedsToPair),
    (3, 6, .permutation, .tooFewSeedsToPair), (3, 7, .signFlip, .sharedRandomNumbers),
    (4, 5, .permutation, .tooFewSeedsToPair), (4, 7, .permutation, .tooFewSeedsToPair),
    (4, 8, .signFlip, .sharedRandomNumbers), (6, 8, .permutation, .tooFewSeedsToPair),
    (6, 10, .signFlip, .sharedRandomNumbers),
  ])
  func `runs of a suite are paired from the number of seeds on with which that can be significant`(
    algorithms: Int, seeds: Int, test: PairTest, reason: PairTestReason
  ) throws {
    let pairs = try Self.pairs(algorithms, seeds: seeds)
    #expect(pairs.allSatisfy { $0.test == test && $0.testReason == reason })
    #expect(pairs.allSatisfy { ($0.test == .permutation) == ($0.testP == $0.permutationP) })
  }

  @Test(arguments: [
    (0.05, 5, PairTest.signGap), (0.05, 4, .permutation), (0.1, 4, .signGap), (0.1, 5, .signFlip),
    (0.01, 7, .signGap), (0.01, 6, .permutation), (0.01, 8, .signFlip), (0.0625, 5, .signFlip),
    (0.03125, 5, .signGap), (0.031, 5, .permutation),
  ])
  func `at any level one number of seeds is too few for signs alone and enough with their gap`(
    significance: Double, seeds: Int, test: PairTest
  ) throws {
    var settings = ComparisonSettings()
    settings.significance = significance
    let pair = try Self.pairs(2, seeds: seeds, settings)[0]
    #expect(pair.test == test)
    #expect(pair.smallestHolmP <= significance || test == .permutation)
  }

  @Test func `five common seeds are judged by the sign gap, its smallest p and its own power`()
    throws
  {
    var suite = Self.suite(2, seeds: 5)
    suite.setScores("A", "a0", [11, 22, 33, 44, 55])
    suite.setScores("A", "a1", [10, 20, 30, 40, 50])
    let pair = try compare(ScoreTable(suite.input)).tasks[0].comparisons[0]
    // Differences 1 to 5: r = 1/3, below (1 − r)² = ½ only the floor is left.
    #expect(pair.test == .signGap && pair.testP == 1.0 / 32 && pair.rearrangements == 32)
    #expect(pair.testIsExact && pair.holmP == 1.0 / 32 && pair.smallestHolmP == 1.0 / 32)
    #expect(pair.verdict == .higher && pair.permutationP > 0.5 && pair.difference == 3)
    let interval = try #require(pair.pairedInterval)
    #expect(interval.method == "paired t" && pair.effectInterval == interval)
    let detectable = try #require(pair.minimumDetectableEffect)
    let power = try #require(
      try SignGapTest.power(pairs: 5, effect: detectable / 2.5.squareRoot()))
    #expect(abs(power - 0.8) < 1e-9)
    // One seed that disagrees leaves nothing.
    suite.setScores("A", "a1", [10, 20, 30, 40, 55.5])
    let split = try compare(ScoreTable(suite.input)).tasks[0].comparisons[0]
    #expect(split.test == .signGap && split.verdict == .undecided && split.testP > 0.1)
  }

  @Test func `sign flips are judged by their own p and smallest p`() throws {
    var suite = Self.suite(2, seeds: 6)
    suite.setScores("A", "a0", [11, 22, 33, 44, 55, 66])
    suite.setScores("A", "a1", [10, 20, 30, 40, 50, 60])
    let pair = try compare(ScoreTable(suite.input)).tasks[0].comparisons[0]
    #expect(pair.test == .signFlip && pair.testP == 2.0 / 64 && pair.rearrangements == 64)
    #expect(pair.holmP == 2.0 / 64 && pair.smallestHolmP == 2.0 / 64 && pair.verdict == .higher)
    #expect(pair.permutationP > 0.5 && pair.difference == 3.5)
    // 3.5 ± t(0.975, 5) · 1.8708287 / √6
    let interval = try #require(pair.pairedInterval)
    #expect(abs(interval.lower - 1.5366864) < 1e-6 && interval.method == "paired t")
    #expect(pair.effectInterval == interval && pair.interval != interval)
  }

  @Test func `the rule does not look at scores`() throws {
    var suite = Self.suite(2, seeds: 6)
    var five = Self.suite(2, seeds: 5)
    for scores in [[0.0, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1e6]] {
      suite.setScores("A", "a0", scores)
      #expect(try compare(ScoreTable(suite.input)).tasks[0].comparisons[0].test == .signFlip)
      five.setScores("A", "a0", Array(scores.prefix(5)))
      #expect(try compare(ScoreTable(five.input)).tasks[0].comparisons[0].test == .signGap)
    }
  }

  @Test func `scores of unknown origin are independent unless pairing is asked for`() throws {
    let table = try Self.csv(
      (0..<6).flatMap { ["a,T,\($0),\($0 * 11)", "b,T,\($0),\($0 * 10)"] })
    let independent = try compare(table).tasks[0].comparisons[0]
    #expect(independent.test == .permutation && independent.testReason == .unknownOrigin)
    var settings = ComparisonSettings()
    settings.pairing = .yes
    let paired = try compare(table, settings: settings).tasks[0].comparisons[0]
    #expect(paired.test == .signFlip && paired.testReason == .asked)
    #expect(paired.testP < independent.testP)
    let five = try compare(
      Self.csv((0..<5).flatMap { ["a,T,\($0),\($0 * 11)", "b,T,\($0),\($0 * 10)"] }),
      settings: settings
    ).tasks[0].comparisons[0]
    #expect(five.test == .signGap && five.testReason == .asked)
    let four = try compare(
      Self.csv((0..<4).flatMap { ["a,T,\($0),\($0 * 11)", "b,T,\($0),\($0 * 10)"] }),
      settings: settings
    ).tasks[0].comparisons[0]
    #expect(four.test == .signFlip && four.verdict == .unreachable)
    settings.pairing = .no
    let suite = try Self.pairs(2, seeds: 8, settings)[0]
    #expect(suite.test == .permutation && suite.testReason == .asked)
  }

  @Test func `pairing of unequal seeds is refused with the seed`() throws {
    let table = try Self.csv(["a,T,0,1", "a,T,1,2", "b,T,0,1", "b,T,2,2"])
    var settings = ComparisonSettings()
    settings.pairing = .yes
    #expect(
      ScoreTableTests.message { _ = try compare(table, settings: settings) }
        == "On T seed 1 of b has no score, so a and b cannot be paired by seed: give both the same "
        + "seeds, or use --paired no.")
  }

  @Test func `a baseline is compared with each other algorithm and Holm is over those`() throws {
    var settings = ComparisonSettings()
    settings.baseline = "a1"
    let pairs = try Self.pairs(4, seeds: 5, settings)
    #expect(pairs.map(\.first) == ["a0", "a2", "a3"])
    #expect(pairs.allSatisfy { $0.second == "a1" })
    #expect(pairs.allSatisfy { $0.smallestHolmP == 3 * 2.0 / 252 })
    settings.baseline = "a9"
    #expect(
      ScoreTableTests.message { _ = try Self.pairs(4, seeds: 5, settings) }
        == "The baseline a9 has no scores; the algorithms are a0, a1, a2, a3.")
  }

  @Test func `what could have been detected is in units of the score`() throws {
    // Standard deviations of 2 and 10 + 10 runs: d = 1.3247 finds 80 % at 0.05 (statsmodels).
    let ten = [1.0, -1, 1, -1, 1, -1, 1, -1, 1, -1].map { $0 * 2 * (0.9).squareRoot() }
    let table = try Self.csv(
      ten.enumerated().flatMap { seed, score in ["a,T,\(seed),\(score)", "b,T,\(seed),\(score)"] })
    let pair = try compare(table).tasks[0].comparisons[0]
    let detectable = try #require(pair.minimumDetectableEffect)
    #expect(abs(detectable - 2 * 1.3247) < 1e-3)
    let few = try Self.csv(["a,T,0,1", "a,T,1,2", "b,T,0,1", "b,T,1,2"])
    #expect(try compare(few).tasks[0].comparisons[0].minimumDetectableEffect == nil)
  }

  @Test func `the text names the test and the reason`() throws {
    let few = try compare(ScoreTable(Self.suite(2, seeds: 4).input)).text()
    #expect(few.contains("so few seeds for so many pairs no signs could be significant."))
    let five = try compare(ScoreTable(Self.suite(2, seeds: 5).input)).text()
    #expect(
      five.contains(
        "Sign-gap test of the differences seed by seed (assumes them symmetric with one mode), paired "
          + "t interval: runs of one seed share random numbers, but with so few seeds signs alone could "
          + "not be significant."))
    #expect(five.contains(" sign-gap "))
    let many = try compare(ScoreTable(Self.suite(2, seeds: 8).input)).text()
    #expect(
      many.contains(
        "Sign-flip test of the differences seed by seed, paired t interval: runs of one seed share "
          + "random numbers."))
  }
}
