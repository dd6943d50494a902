import Foundation
import Harness
import PolicyOptimization
import Results
import Testing

@Suite struct SuiteResolutionTests {
  private func arms(_ algorithms: String, budget: String = "environmentSteps: 100") throws -> [Arm]
  {
    try Sample.resolve(
      Sample.text([
        "tasks": "tasks: [CartPole-v1, Acrobot-v1]", "algorithms": "algorithms: {\(algorithms)}",
        "budget": "budget: {\(budget)}",
      ])
    ).arms
  }

  @Test func `what a suite leaves out is filled in`() throws {
    let suite = try Sample.resolve(Sample.text())
    #expect(suite.suite == "sample")
    #expect(suite.suiteSeed == 0)
    #expect(suite.seeds == 2)
    #expect(suite.tasks[0].headlineMetric == "evaluationReturn")
    #expect(suite.resultsVersion == 1)
    #expect(suite.tasks.map(\.name) == ["CartPole-v1"])
    #expect(suite.tasks[0].scriptedScore == 500)
    #expect(
      suite.algorithms == [
        AlgorithmSummary(label: "alpha", method: "alpha", summary: "The first.")
      ])
    let arm = try #require(suite.arms.first)
    #expect(arm.budget == 1000)
    #expect((arm.evaluations, arm.evaluationEpisodes, arm.finalEpisodes) == (10, 10, 50))
    #expect(arm.options["clipRange"] == .number(0.2))
    #expect(arm.options["valueClipRange"] == .null)
    #expect(
      arm.options.keys.sorted()
        == Options.declarations(in: .control).filter { $0.unwritten == nil }.map(\.name).sorted())
  }

  @Test func `what a suite says is kept`() throws {
    let suite = try Sample.resolve(
      Sample.text(
        adding: """
          seed: 18446744073709551615
          metric: areaUnderCurve
          evaluation: {points: 3, episodes: 4, finalEpisodes: 5}

          """))
    #expect(suite.suiteSeed == .max)
    #expect(suite.tasks[0].headlineMetric == "areaUnderCurve")
    let arm = try #require(suite.arms.first)
    #expect((arm.evaluations, arm.evaluationEpisodes, arm.finalEpisodes) == (3, 4, 5))
  }

  @Test func `arms come task by task, in the order of the file`() throws {
    let arms = try arms("beta: {}, alpha: , mine: {algorithm: alpha, tasks: [Acrobot-v1]}")
    #expect(
      arms.map { "\($0.task) \($0.algorithm) \($0.method)" } == [
        "CartPole-v1 beta beta", "CartPole-v1 alpha alpha", "Acrobot-v1 beta beta",
        "Acrobot-v1 alpha alpha", "Acrobot-v1 mine alpha",
      ])
  }

  @Test func `defaults give way to the entry, the entry to the task`() throws {
    let arms = try arms(
      "alpha: {epochs: 7, clipRange: null, perTask: {Acrobot-v1: {epochs: 9, learningRate: 1e-3}}}")
    #expect(arms[0].options["epochs"] == .number(7))
    #expect(arms[0].options["clipRange"] == .null)
    #expect(arms[0].options["learningRate"] == .number(3e-4))
    #expect(arms[1].options["epochs"] == .number(9))
    #expect(arms[1].options["clipRange"] == .null)
    #expect(arms[1].options["learningRate"] == .number(1e-3))
  }

  @Test func `the nearest budget counts`() throws {
    let budget = "environmentSteps: 100, perTask: {Acrobot-v1: 200}"
    #expect(try arms("alpha: {}", budget: budget).map(\.budget) == [100, 200])
    #expect(
      try arms("alpha: {budget: {environmentSteps: 300}}", budget: budget)
        .map(\.budget) == [300, 300])
    #expect(
      try arms("alpha: {budget: {perTask: {Acrobot-v1: 400}}}", budget: budget)
        .map(\.budget) == [100, 400])
    #expect(
      try arms(
        "alpha: {budget: {environmentSteps: 300}, perTask: {CartPole-v1: {budget: {environmentSteps: 1_5}}}}",
        budget: budget
      ).map(\.budget) == [15, 300])
    #expect(
      try arms("alpha: {}", budget: "perTask: {CartPole-v1: 1, Acrobot-v1: 2}")
        .map(\.budget) == [1, 2])
  }

  @Test func `values of every kind are read`() throws {
    let options = try arms(
      "alpha: {normalizeReturns: true, activation: 'relu', hiddenSizes: [3, 1_6], normalizeAdvantages: none, discount: .5, klStop: ~}"
    )[0].options
    #expect(options["normalizeReturns"] == .bool(true))
    #expect(options["activation"] == .string("relu"))
    #expect(options["hiddenSizes"] == .array([.number(3), .number(16)]))
    #expect(options["normalizeAdvantages"] == .string("none"))
    #expect(options["discount"] == .number(0.5))
    #expect(options["klStop"] == .null)
  }

  @Test func `options survive the way through a resolved suite`() throws {
    let arm = try arms("alpha: {hiddenSizes: [], epochs: 3, activation: gelu, klStop: 0.1}")[0]
    let data = try CanonicalJSON.encode(arm)
    let options = try ArmOptions.options(
      of: CanonicalJSON.decode(Arm.self, from: data), in: .control)
    #expect(ArmOptions.json(of: options, in: .control) == arm.options)
    #expect(options.epochs == 3)
    #expect(options.hiddenSizes == [])
  }

  @Test func `a resolved suite with other options is refused`() throws {
    var arm = try arms("alpha: {}")[0]
    arm.options["epochs"] = .number(0)
    #expect(
      throws: RunError.badOption(
        name: "epochs", arm: "CartPole-v1/alpha", allowed: "a whole number from 1 to 1000")
    ) { try ArmOptions.options(of: arm, in: .control) }
    arm = try arms("alpha: {}")[0]
    arm.options["discount"] = nil
    #expect(throws: RunError.self) { try ArmOptions.options(of: arm, in: .control) }
    arm = try arms("alpha: {}")[0]
    arm.options["another"] = .null
    let error = #expect(throws: RunError.self) { try ArmOptions.options(of: arm, in: .control) }
    #expect(
      error?.description
        == "the resolved suite gives option 'another' of CartPole-v1/alpha a value that is not allowed: it must be absent: there is no such option"
    )
  }

  @Test func `a resolved suite is read back, with the seeds asked for`() throws {
    let folder = try TemporaryFolder()
    let suite = try Sample.resolve(Sample.text())
    let path = folder.path + "/suite.json"
    try CanonicalJSON.encode(suite).write(to: URL(fileURLWithPath: path))
    #expect(try SuiteReader().read(path) == suite)
    #expect(try SuiteReader().read(path, seeds: 5).seeds == 5)
    let error = #expect(throws: RunError.self) { try SuiteReader().read(path, seeds: 0) }
    #expect(error?.description == "--seeds is 0, but must be a whole number from 1 to 10000")
  }

  @Test func `spelling does not change the hash, values do`() throws {
    let plain = try CanonicalJSON.hash(Sample.resolve(Sample.text()))
    let spelt = Sample.text([
      "algorithms": "algorithms:\n  alpha:   # defaults\n    clipRange: 2.0e-1",
      "budget": "budget: {environmentSteps: 1e3}",
    ])
    #expect(try CanonicalJSON.hash(Sample.resolve(spelt)) == plain)
    #expect(try CanonicalJSON.hash(Sample.resolve(Sample.text(["seeds": "seeds: 3"]))) != plain)
  }
}
