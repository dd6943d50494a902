import Foundation
import Harness
import PolicyOptimization
import Results
import Testing

/// What a suite says under `stress`.
@Suite struct `Settings under stress` {
  /// Two algorithms, one of them with options of its own, on two tasks.
  static let two = [
    "tasks": "tasks: [CartPole-v1, Acrobot-v1]",
    "algorithms":
      "algorithms: {alpha: {}, beta: {algorithm: alpha, epochs: 3, perTask: {Acrobot-v1: {epochs: 5}}}}",
  ]

  static func text(_ items: String...) -> String {
    Sample.text(
      two, adding: "stress:\n" + items.map { "  - {\($0)}\n" }.joined())
  }

  static func resolve(_ items: String) throws -> ResolvedSuite { try Sample.resolve(text(items)) }

  @Test func `a setting is an arm of each algorithm that it names, beside the arm as declared`()
    throws
  {
    let suite = try Self.resolve(
      "setting: epochs-x2, of: [beta], epochs: {times: 2}, clipRange: 0.3")
    #expect(
      suite.arms.map { "\($0.task)/\($0.algorithm)" } == [
        "CartPole-v1/alpha", "CartPole-v1/beta", "CartPole-v1/beta.epochs-x2",
        "Acrobot-v1/alpha", "Acrobot-v1/beta", "Acrobot-v1/beta.epochs-x2",
      ])
    // The factor is of the option on the task.
    #expect(suite.arms.map { $0.options["epochs"] } == [4, 3, 6, 4, 5, 10].map { .number($0) })
    #expect(suite.arms[2].options["clipRange"] == .number(0.3))
    #expect(suite.algorithms.map(\.label) == ["alpha", "beta", "beta.epochs-x2"])
    #expect(suite.algorithms[2].method == "alpha")
    #expect(
      suite.stress
        == ["CartPole-v1", "Acrobot-v1"].map {
          StressedArm(
            task: $0, algorithm: "beta.epochs-x2", of: "beta", setting: "epochs-x2",
            changes: [.init(option: "epochs", factor: 2), .init(option: "clipRange")])
        })
    var other = suite.arms[1]
    (other.algorithm, other.options) = ("beta.epochs-x2", suite.arms[2].options)
    #expect(other == suite.arms[2])
  }

  @Test func `without names a setting is tried wherever all that it changes has a meaning`() throws
  {
    let suite = try Questions.resolve(
      Questions.text(
        adding: """
          stress:
            - {setting: noise, rewardNoise: 4}
            - {setting: flip, rewardFlip: 0.25}
            - {setting: rate, learningRate: {times: 0.5}, tasks: [arithmetic-2]}

          """))
    #expect(
      suite.stress?.map { "\($0.task)/\($0.algorithm)" } == [
        "CartPole-v1/alpha.noise", "arithmetic-2/alpha.flip", "arithmetic-2/solver.flip",
        "arithmetic-2/alpha.rate", "arithmetic-2/solver.rate",
      ])
    let arms = suite.arms.filter { $0.algorithm.contains(".") }
    #expect(arms.map(\.reference?.label) == [nil, "ref", "ref", "ref", "ref"])
    #expect(arms.dropFirst().allSatisfy { $0.gate == [0.3, 0.6] })
    #expect(arms[1].options["rewardFlip"] == .number(0.25))
    #expect(arms[3].options["learningRate"] == .number(0.25))
  }

  @Test func `items may share a setting`() throws {
    let suite = try Sample.resolve(
      Self.text(
        "setting: step-x4, of: [alpha], learningRate: {times: 4}",
        "setting: step-x4, of: [beta], maximumKL: {times: 4}"))
    #expect(
      suite.stress?.filter { $0.task == "CartPole-v1" }.map(\.changes) == [
        [.init(option: "learningRate", factor: 4)], [.init(option: "maximumKL", factor: 4)],
      ])
  }

  @Test func `a suite without stress keeps its bytes, and one with it the cells of its other arms`()
    throws
  {
    let without = try Sample.resolve(Sample.text(Self.two))
    let json = String(decoding: try CanonicalJSON.encode(without), as: UTF8.self)
    for word in ["stress", "shuffleRewards", "rewardNoise", "rewardFlip"] {
      #expect(!json.contains(word))
    }
    let with = try Self.resolve("setting: noise, rewardNoise: 4")
    #expect(try CanonicalJSON.hash(with) != CanonicalJSON.hash(without))
    let own = with.arms.filter { !$0.algorithm.contains(".") }
    #expect(own == without.arms)
    #expect(
      try CanonicalJSON.decode(ResolvedSuite.self, from: CanonicalJSON.encode(with)) == with)
  }

  @Test func `an arm is the same cell whether it is declared by hand or under stress`() throws {
    let stressed = try Self.resolve("setting: noise, of: [alpha], rewardNoise: 4")
    let byHand = try Sample.resolve(
      Sample.text([
        "tasks": "tasks: [CartPole-v1]",
        "algorithms": "algorithms: {alpha.noise: {algorithm: alpha, rewardNoise: 4}}",
      ]))
    let arm = try #require(stressed.arms.first { $0.algorithm == "alpha.noise" })
    #expect(byHand.arms == [arm])
  }

  @Test func `a folder takes no other settings than those it was made for`() throws {
    let folder = try TemporaryFolder()
    var suite = try Self.resolve("setting: noise, rewardNoise: 4")
    _ = try ResultStore(folder: folder.path, creatingFor: suite)
    suite.stress?.removeLast()
    let error = #expect(throws: StoreError.self) {
      try ResultStore(folder: folder.path, creatingFor: suite)
    }
    #expect(error?.description.contains("whose 'stress' is another") == true)
  }

  @Test(arguments: [
    (
      "of: [alpha], epochs: 2",
      "line 7, column 5: the key 'setting' is missing in an item of 'stress'"
    ),
    (
      "setting: x, of: [alpha]",
      "line 7, column 5: 'stress' is a mapping, but must be a setting that changes at least one option"
    ),
    (
      "setting: x, epochs: {tmes: 2}",
      "line 7, column 27: unknown key 'tmes' in 'stress.epochs' (did you mean 'times'? allowed: times)"
    ),
    (
      "setting: x, epochs: {times: 0}",
      "line 7, column 34: 'stress.epochs.times' is 0, but must be a number above 0"
    ),
    (
      "setting: x, advantage: {times: 2}",
      "line 7, column 29: 'stress.advantage' is a mapping, but must be gae, monteCarlo, kStep, group, leaveOneOut, groupProcess"
    ),
    (
      "setting: x, epohcs: 2",
      "line 7, column 18: unknown key 'epohcs' in an item of 'stress' (did you mean 'epochs'? "
    ),
    (
      "setting: X, epochs: 2",
      "line 7, column 15: 'stress.setting' is X, but must be a name of a-z, 0-9, '.' and '-', a letter or digit first, at most 64 characters"
    ),
    (
      "setting: x, of: [alhpa], epochs: 2",
      "line 7, column 23: 'alhpa' is not among the suite's algorithms (did you mean 'alpha'? allowed: alpha, beta)"
    ),
    (
      "setting: x, of: [alpha, alpha], epochs: 2",
      "line 7, column 30: 'alpha' stands more than once in 'stress.of'"
    ),
    (
      "setting: x, tasks: [Pong], epochs: 2",
      "line 7, column 26: 'Pong' is not among the suite's tasks (allowed: CartPole-v1, Acrobot-v1)"
    ),
    (
      "setting: x, of: [alpha], rewardFlip: 0.5",
      "line 7, column 23: the setting 'x' has no meaning for algorithm 'alpha': what it changes is for other tasks than those that it runs on"
    ),
    (
      "setting: x, rewardFlip: 0.5",
      "line 7, column 5: the setting 'x' has no meaning for any of the suite's algorithms: what it changes is for other tasks than those that it runs on"
    ),
    (
      "setting: x, of: [beta], epochs: {times: 0.5}",
      "line 7, column 30: 'epochs' of algorithm 'beta' on 'CartPole-v1', times 0.5, is 1.5, but must be a whole number from 1 to 1000"
    ),
    (
      "setting: x, of: [beta], klStop: {times: 4}",
      "line 7, column 30: 'klStop' of algorithm 'beta' on 'CartPole-v1', times 4.0, is no number, but must be a number from 1e-06 to 100.0, or null"
    ),
    (
      "setting: x, advantage: group",
      "line 7, column 5: in algorithm 'alpha.x' on 'CartPole-v1', advantage: group needs rollout: groups"
    ),
  ])
  func `a setting that cannot be`(item: String, message: String) throws {
    #expect(try Sample.refusal(Self.text(item)).hasPrefix("s.yaml, " + message))
  }

  @Test func `a setting that stands twice, a label that is taken, and adaptive seeds`() throws {
    #expect(
      try Sample.refusal(
        Self.text("setting: x, epochs: 2", "setting: x, of: [beta], epochs: 4"))
        == "s.yaml, line 8, column 5: the setting 'x' stands more than once for algorithm 'beta' on 'CartPole-v1'"
    )
    let taken = ["algorithms": "algorithms: {alpha: {}, alpha.x: {algorithm: alpha}}"]
    #expect(
      try Sample.refusal(Sample.text(taken, adding: "stress: [{setting: x, epochs: 2}]\n"))
        .hasSuffix(
          "the arm of this setting would be 'alpha.x', which is another entry's label or longer than 64 characters"
        ))
    #expect(
      try Sample.refusal(
        Sample.text(
          ["seeds": "seeds: {adaptive: {initial: 4, step: 1, maximum: 8, alpha: 0.1}}"],
          adding: "stress: [{setting: x, epochs: 2}]\n"
        )
      ).hasSuffix(
        "settings under 'stress' cannot be declared where seeds are adaptive, as their verdicts take the number of runs for fixed: give 'seeds' a number"
      ))
  }
}
