import Foundation
import Harness
import Results
import Testing

/// `seeds: {adaptive: …}` in suite files.
@Suite struct AdaptiveSeedSuiteTests {
  private func text(_ seeds: String) -> String { Sample.text(["seeds": "seeds: \(seeds)"]) }

  private func refusal(_ keys: String) throws -> String {
    try Sample.refusal(text("{adaptive: \(keys)}"))
  }

  @Test func `the largest number counts the cells, the rule stands beside it`() throws {
    let suite = try Sample.resolve(
      text("{adaptive: {initial: 8, step: 4, maximum: 40, alpha: 0.05}}"))
    #expect(suite.seeds == 40 && suite.cells.count == 40)
    #expect(suite.adaptiveSeeds == AdaptiveSeeds(initial: 8, step: 4, alpha: 0.05))
    let data = try CanonicalJSON.encode(suite)
    #expect(try CanonicalJSON.decode(ResolvedSuite.self, from: data) == suite)
  }

  @Test func `a plain number resolves to the bytes that it always did`() throws {
    let suite = try Sample.resolve(text("40"))
    #expect(suite.adaptiveSeeds == nil)
    let json = String(decoding: try CanonicalJSON.encode(suite), as: UTF8.self)
    #expect(!json.contains("adaptive"))
  }

  @Test func `hypotheses are refused beside it`() throws {
    let text = Sample.text(
      [
        "seeds": "seeds: {adaptive: {initial: 4, step: 1, maximum: 8, alpha: 0.1}}",
        "algorithms": "algorithms: {alpha: {}, beta: {algorithm: alpha}}",
      ],
      adding: "hypotheses: [{metric: evaluationReturn, claim: alpha better-than beta}]\n")
    #expect(
      try Sample.refusal(text).hasSuffix(
        "hypotheses cannot be declared where seeds are adaptive, as their tests take the number of runs for fixed: give 'seeds' a number"
      ))
  }

  @Test func `a cell is the same cell whatever the rule`() throws {
    let fixed = try Sample.resolve(text("8"))
    let adaptive = try Sample.resolve(
      text("{adaptive: {initial: 4, step: 1, maximum: 8, alpha: 0.1}}"))
    #expect(fixed.cells == adaptive.cells)
    #expect(try CanonicalJSON.hash(fixed) != CanonicalJSON.hash(adaptive))
  }

  @Test func `another number of seeds on the command line fixes it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.yaml"
    let text = text("{adaptive: {initial: 4, step: 1, maximum: 8, alpha: 0.1}}")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let suite = try SuiteReader(vocabulary: Sample.vocabulary()).read(path, seeds: 5)
    #expect(suite == (try Sample.resolve(self.text("5"))))
  }

  @Test(arguments: [
    (
      "{initial: 3, step: 4, maximum: 40, alpha: 0.05}",
      "column 29: 'seeds.adaptive.initial' is 3, but must be a whole number from 4 to 1000"
    ),
    (
      "{initial: 8, step: 0, maximum: 40, alpha: 0.05}",
      "column 38: 'seeds.adaptive.step' is 0, but must be a whole number from 1 to 1000"
    ),
    (
      "{initial: 8, step: 4, maximum: 7, alpha: 0.05}",
      "column 50: 'seeds.adaptive.maximum' is 7, but must be a whole number from 8 to 1000"
    ),
    (
      "{initial: 8, step: 4, maximum: 40, alpha: 0.5}",
      "column 61: 'seeds.adaptive.alpha' is 0.5, but must be a number above 0 and below 0.5"
    ),
    (
      "{initial: 8, step: 4, maximum: 40, alpha: 0}",
      "column 61: 'seeds.adaptive.alpha' is 0, but must be a number above 0 and below 0.5"
    ),
    (
      "{initial: 8, step: 4, maximum: 40, alpha: .nan}",
      "column 61: 'seeds.adaptive.alpha' is .nan, but must be a number above 0 and below 0.5"
    ),
    (
      "{initial: 8, step: 4, maximum: 40}",
      "column 19: the key 'alpha' is missing in 'seeds.adaptive'"
    ),
    (
      "{initial: 8, steps: 4, maximum: 40, alpha: 0.05}",
      "column 32: unknown key 'steps' in 'seeds.adaptive' (did you mean 'step'? allowed: initial, step, maximum, alpha)"
    ),
    ("8", "column 19: 'seeds.adaptive' is 8, but must be a mapping"),
  ])
  func `a rule that cannot be`(keys: String, sentence: String) throws {
    #expect(try refusal(keys) == "s.yaml, line 2, \(sentence)")
  }

  @Test func `another key beside the rule`() throws {
    #expect(
      try Sample.refusal(text("{adaptiv: {}}"))
        == "s.yaml, line 2, column 9: unknown key 'adaptiv' in 'seeds' (did you mean 'adaptive'? allowed: adaptive)"
    )
    #expect(
      try Sample.refusal(text("{}"))
        == "s.yaml, line 2, column 8: the key 'adaptive' is missing in 'seeds'")
  }
}
