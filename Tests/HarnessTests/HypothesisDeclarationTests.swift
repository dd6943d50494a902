import Foundation
import Harness
import Results
import Testing

/// The key `hypotheses` of suite files: what it resolves to and what is refused.
@Suite struct HypothesisDeclarationTests {
  static let two = [
    "tasks": "tasks: [CartPole-v1, Acrobot-v1]",
    "algorithms":
      "algorithms: {alpha: {}, beta: {}, only: {algorithm: alpha, tasks: [Acrobot-v1]}}",
  ]

  /// A suite with two tasks, two algorithms on both and one on the second; line 6 holds `hypotheses`.
  static func text(_ hypotheses: String...) -> String {
    Sample.text(
      two, adding: "hypotheses:\n" + hypotheses.map { "  - {\($0)}\n" }.joined())
  }

  static func hypotheses(_ hypotheses: String...) throws -> [Hypothesis] {
    try #require(
      try Sample.resolve(
        Sample.text(two, adding: "hypotheses:\n" + hypotheses.map { "  - {\($0)}\n" }.joined())
      ).hypotheses)
  }

  @Test func `what a hypothesis leaves out is filled in`() throws {
    #expect(
      try Self.hypotheses("metric: evaluationReturn, claim: beta better-than alpha") == [
        Hypothesis(
          metric: "evaluationReturn", first: "beta", relation: .betterThan, second: "alpha",
          alpha: 0.05, family: "sample", tasks: ["CartPole-v1", "Acrobot-v1"])
      ])
  }

  @Test func `what a hypothesis says is kept, in the order of the file`() throws {
    let hypotheses = try Self.hypotheses(
      "metric: peakModelBytes, claim: alpha less-than beta, family: memory, alpha: 1e-2",
      "metric: sampledReturn, claim: 'alpha equivalent-to beta', margin: 2_0, task: Acrobot-v1",
      "metric: updates, claim: alpha greater-than beta, family: memory, alpha: 0.01",
      "metric: areaUnderCurve, claim: alpha non-inferior-to beta, margin: 0.5",
      "metric: trainingReturn, claim: alpha worse-than beta")
    #expect(
      hypotheses.map(\.relation) == [
        .lessThan, .equivalentTo, .greaterThan, .nonInferiorTo, .worseThan,
      ])
    #expect(hypotheses.map(\.margin) == [nil, 20, nil, 0.5, nil])
    #expect(hypotheses.map(\.alpha) == [0.01, 0.05, 0.01, 0.05, 0.05])
    #expect(hypotheses.map(\.family) == ["memory", "sample", "memory", "sample", "sample"])
    #expect(hypotheses[1].tasks == ["Acrobot-v1"])
  }

  @Test func `a claim is made on the tasks on which both run and the metric is measured`() throws {
    #expect(
      try Self.hypotheses("metric: evaluationReturn, claim: only better-than alpha")[0].tasks
        == ["Acrobot-v1"])
    let questions = try Questions.resolve(
      Questions.text(adding: "hypotheses: [{metric: klReference, claim: alpha less-than solver}]\n")
    )
    #expect(questions.hypotheses?[0].tasks == ["arithmetic-2"])
    let both = try Questions.resolve(
      Questions.text(
        ["algorithms": "algorithms: {ref: {algorithm: teacher}, alpha: {}, b: {algorithm: alpha}}"],
        adding: "hypotheses: [{metric: peakModelBytes, claim: alpha less-than b}]\n"))
    #expect(both.hypotheses?[0].tasks == ["CartPole-v1", "arithmetic-2"])
  }

  @Test func `accuracy and return are the metrics that rank`() throws {
    #expect(
      try Self.hypotheses("metric: return, claim: beta better-than alpha")[0].metric
        == "evaluationReturn")
    let suite = try Questions.resolve(
      Questions.text(
        adding:
          "questionMetric: greedyAccuracy\nhypotheses: [{metric: accuracy, claim: alpha equivalent-to solver, margin: 0.03}]\n"
      ))
    #expect(suite.hypotheses?[0].metric == "greedyAccuracy")
  }

  @Test func `a suite without hypotheses keeps its bytes, one with them its cells`() throws {
    let without = try Sample.resolve(Sample.text(Self.two))
    #expect(without.hypotheses == nil)
    #expect(
      !String(decoding: try CanonicalJSON.encode(without), as: UTF8.self).contains("hypotheses"))
    var with = try Sample.resolve(
      Self.text("metric: evaluationReturn, claim: beta better-than alpha"))
    #expect(try CanonicalJSON.hash(with) != CanonicalJSON.hash(without))
    #expect(try with.cells.map { try $0.identity() } == without.cells.map { try $0.identity() })
    #expect(
      try CanonicalJSON.decode(ResolvedSuite.self, from: CanonicalJSON.encode(with)) == with)
    with.hypotheses = nil
    #expect(try CanonicalJSON.encode(with) == CanonicalJSON.encode(without))
  }

  @Test func `a folder takes no other hypotheses than those it was made for`() throws {
    let folder = try TemporaryFolder()
    let suite = try Sample.resolve(
      Self.text("metric: evaluationReturn, claim: beta better-than alpha"))
    _ = try ResultStore(folder: folder.path, creatingFor: suite)
    _ = try ResultStore(folder: folder.path, creatingFor: suite)
    let others = [
      Sample.text(Self.two), Self.text("metric: evaluationReturn, claim: beta worse-than alpha"),
      Self.text("metric: evaluationReturn, claim: beta better-than alpha, alpha: 0.1"),
    ]
    for text in others {
      let error = #expect(throws: StoreError.self) {
        try ResultStore(folder: folder.path, creatingFor: Sample.resolve(text))
      }
      #expect(
        error?.description
          == "'\(folder.path)' holds results of another suite, whose 'hypotheses' are others, and what is claimed is settled before the first run: give another folder with --out"
      )
    }
  }

  @Test func `another form of the suite may add hypotheses and change nothing else`() throws {
    let folder = try TemporaryFolder()
    let declared = "metric: evaluationReturn, claim: beta better-than alpha"
    let suite = try Sample.resolve(Self.text(declared))
    let store = try ResultStore(folder: folder.path, creatingFor: suite)
    let more = try Sample.resolve(
      Self.text(declared, "metric: updates, claim: beta less-than alpha"))
    #expect(try store.laterHypotheses(in: suite) == [])
    #expect(try store.laterHypotheses(in: more) == more.hypotheses.map { Array($0.suffix(1)) })
    var other = more
    other.suiteSeed = 9
    #expect(
      throws: StoreError.moreThanHypotheses(
        folder: folder.path, difference: "'seed' is 0, not 9")
    ) { try store.laterHypotheses(in: other) }
  }

  @Test(arguments: [
    (
      "metric: evaluationReturn, claim: gamma better-than alpha",
      "line 7, column 39: 'gamma' is not among the suite's algorithms (allowed: alpha, beta, only)"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than aplha",
      "line 7, column 39: 'aplha' is not among the suite's algorithms (did you mean 'alpha'? allowed: alpha, beta, only)"
    ),
    (
      "metric: evaluationReturn, claim: beta beter-than alpha",
      "line 7, column 39: nothing can be claimed with 'beter-than' (did you mean 'better-than'? allowed: better-than, worse-than, greater-than, less-than, equivalent-to, non-inferior-to)"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than",
      "line 7, column 39: 'hypotheses.claim' is beta better-than, but must be two different algorithms with a relation between them, such as 'ppo better-than grpo'"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than beta",
      "line 7, column 39: 'hypotheses.claim' is beta better-than beta, but must be two different algorithms with a relation between them, such as 'ppo better-than grpo'"
    ),
    (
      "metric: evaluationReturn, claim: [beta, alpha]",
      "line 7, column 39: 'hypotheses.claim' is a list, but must be two different algorithms with a relation between them, such as 'ppo better-than grpo'"
    ),
    (
      "claim: beta better-than alpha",
      "line 7, column 5: the key 'metric' is missing in a hypothesis"
    ),
    (
      "metric: evaluationReturn", "line 7, column 5: the key 'claim' is missing in a hypothesis"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than alpha, alhpa: 0.1",
      "line 7, column 63: unknown key 'alhpa' in a hypothesis (did you mean 'alpha'? allowed: metric, claim, margin, alpha, family, task)"
    ),
    (
      "metric: evaluationReturn, claim: beta equivalent-to alpha",
      "line 7, column 5: the key 'margin' is missing in a hypothesis"
    ),
    (
      "metric: evaluationReturn, claim: beta non-inferior-to alpha",
      "line 7, column 5: the key 'margin' is missing in a hypothesis"
    ),
    (
      "metric: evaluationReturn, claim: beta equivalent-to alpha, margin: 0",
      "line 7, column 73: 'hypotheses.margin' is 0, but must be a number above 0"
    ),
    (
      "metric: evaluationReturn, claim: beta equivalent-to alpha, margin: -3",
      "line 7, column 73: 'hypotheses.margin' is -3, but must be a number above 0"
    ),
    (
      "metric: evaluationReturn, claim: beta equivalent-to alpha, margin: 1e999",
      "line 7, column 73: 'hypotheses.margin' is 1e999, but must be a number above 0"
    ),
    (
      "metric: evaluationReturn, claim: beta equivalent-to alpha, margin: '5'",
      "line 7, column 73: 'hypotheses.margin' is '5', but must be a number above 0"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than alpha, margin: 5",
      "line 7, column 71: 'margin' means nothing with 'better-than': it is for equivalent-to and non-inferior-to"
    ),
    (
      "metric: environmentSteps, claim: beta better-than alpha",
      "line 7, column 39: 'better-than' means nothing for the metric 'environmentSteps', which is better neither high nor low: claim greater-than, less-than or equivalent-to"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than alpha, alpha: 0",
      "line 7, column 70: 'hypotheses.alpha' is 0, but must be a number above 0, at most 0.2"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than alpha, alpha: 0.21",
      "line 7, column 70: 'hypotheses.alpha' is 0.21, but must be a number above 0, at most 0.2"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than alpha, family: My own",
      "line 7, column 71: 'hypotheses.family' is My own, but must be a name of a-z, 0-9 and -, at most 64 characters"
    ),
    (
      "metric: evaluationReturn, claim: beta better-than alpha, task: Pong",
      "line 7, column 69: 'Pong' is not among the suite's tasks (allowed: CartPole-v1, Acrobot-v1)"
    ),
    (
      "metric: evaluationReturn, claim: only better-than alpha, task: CartPole-v1",
      "line 7, column 69: 'only better-than alpha' cannot be judged on 'CartPole-v1': 'only' does not run there"
    ),
    (
      "metric: sampledAccuracy, claim: beta better-than alpha, task: Acrobot-v1",
      "line 7, column 68: 'beta better-than alpha' cannot be judged on 'Acrobot-v1': 'sampledAccuracy' is not measured there"
    ),
    (
      "metric: sampledAccuracy, claim: beta better-than alpha",
      "line 7, column 5: 'beta better-than alpha' cannot be judged on any of the suite's tasks: there is none on which both run and 'sampledAccuracy' is measured"
    ),
    (
      "metric: accuracy, claim: beta equivalent-to alpha, margin: 3",
      "line 7, column 65: 'hypotheses.margin' is 3, but must be a number above 0 and below 1.0"
    ),
  ])
  func `a hypothesis that cannot be`(hypothesis: String, message: String) throws {
    #expect(try Sample.refusal(Self.text(hypothesis)) == "s.yaml, " + message)
  }

  @Test func `an unknown metric lists the metrics`() throws {
    let message = try Sample.refusal(
      Self.text("metric: evaluatonReturn, claim: beta better-than alpha"))
    #expect(
      message.hasPrefix(
        "s.yaml, line 7, column 14: unknown metric 'evaluatonReturn' (did you mean 'evaluationReturn'? allowed: accuracy, return, evaluationReturn, "
      ))
    #expect(message.hasSuffix(", partBytes.<owner>.<part>)"))
  }

  @Test func `a family with two error rates, and a claim that is made twice`() throws {
    #expect(
      try Sample.refusal(
        Self.text(
          "metric: evaluationReturn, claim: beta better-than alpha, alpha: 0.01",
          "metric: sampledReturn, claim: beta better-than alpha, alpha: 0.02"))
        == "s.yaml, line 8, column 67: 'alpha' is 0.02, but 0.01 elsewhere in the family 'sample': a family has one error rate"
    )
    #expect(
      try Sample.refusal(
        Self.text(
          "metric: evaluationReturn, claim: beta better-than alpha",
          "metric: return, claim: beta better-than alpha, task: Acrobot-v1"))
        == "s.yaml, line 8, column 5: 'beta better-than alpha' is claimed more than once of 'evaluationReturn' on 'Acrobot-v1'"
    )
    #expect(
      try Self.hypotheses(
        "metric: return, claim: beta better-than alpha, task: CartPole-v1",
        "metric: return, claim: beta better-than alpha, task: Acrobot-v1"
      ).count == 2)
  }

  @Test(arguments: ["[]", "{}", "none", ""])
  func `hypotheses that are no list`(value: String) throws {
    #expect(
      try Sample.refusal(Sample.text(Self.two, adding: "hypotheses: \(value)\n")).hasSuffix(
        "but must be a list of at least one hypothesis"))
  }
}
