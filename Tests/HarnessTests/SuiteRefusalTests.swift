import Foundation
import Harness
import PolicyOptimization
import Results
import Testing

@Suite struct SuiteRefusalTests {
  @Test func `an unknown key names its line, itself and the nearest`() throws {
    #expect(
      try Sample.refusal(Sample.text(adding: "seds: 3\n"))
        == "s.yaml, line 6, column 1: unknown key 'seds' in the suite (did you mean 'seeds'? allowed: suite, seed, seeds, metric, questionMetric, tasks, algorithms, budget, evaluation, hypotheses, stress)"
    )
    #expect(
      try Sample.refusal(Sample.text(adding: "evaluation: {episode: 3}\n"))
        == "s.yaml, line 6, column 14: unknown key 'episode' in 'evaluation' (did you mean 'episodes'? allowed: points, episodes, finalEpisodes, items, finalItems)"
    )
    #expect(
      try Sample.refusal(Sample.text(["budget": "budget: {steps: 3}"]))
        == "s.yaml, line 5, column 10: unknown key 'steps' in 'budget' (allowed: environmentSteps, completions, demonstrations, perTask)"
    )
  }

  @Test func `an unknown option lists the options and names the nearest`() throws {
    let allowed =
      ["algorithm", "tasks", "reference", "perTask", "budget"] + Options.declarations.map(\.name)
    #expect(
      try Sample.refusal(Sample.text(["algorithms": "algorithms:\n  alpha: {clipRnge: 0.1}"]))
        == "s.yaml, line 5, column 11: unknown key 'clipRnge' in algorithm 'alpha' (did you mean 'clipRange'? allowed: \(allowed.joined(separator: ", ")))"
    )
  }

  @Test func `an unknown option on one task names both`() throws {
    let message = try Sample.refusal(
      Sample.text(["algorithms": "algorithms: {alpha: {perTask: {CartPole-v1: {tasks: 1}}}}"]))
    #expect(
      message.hasPrefix(
        "s.yaml, line 4, column 46: unknown key 'tasks' in algorithm 'alpha' on 'CartPole-v1' ("))
  }

  @Test func `an unknown task lists the tasks`() throws {
    #expect(
      try Sample.refusal(Sample.text(["tasks": "tasks:\n  - CartPole-v1\n  - Acrobat-v1"]))
        == "s.yaml, line 5, column 5: unknown task 'Acrobat-v1' (did you mean 'Acrobot-v1'? allowed: CartPole-v1, Acrobot-v1)"
    )
  }

  @Test func `an unknown algorithm lists the algorithms`() throws {
    #expect(
      try Sample.refusal(Sample.text(["algorithms": "algorithms: {alhpa: {}}"]))
        == "s.yaml, line 4, column 14: unknown algorithm 'alhpa' (did you mean 'alpha'? allowed: alpha, beta); a label of your own says which it is with the key 'algorithm'"
    )
    #expect(
      try Sample.refusal(Sample.text(["algorithms": "algorithms: {mine: {algorithm: gamma}}"]))
        == "s.yaml, line 4, column 32: unknown algorithm 'gamma' (allowed: alpha, beta); a label of your own says which it is with the key 'algorithm'"
    )
  }

  @Test(arguments: [
    ("seeds: 0", "'seeds' is 0, but must be a whole number from 1 to 10000"),
    ("seeds: 10001", "'seeds' is 10001, but must be a whole number from 1 to 10000"),
    ("seeds: eight", "'seeds' is eight, but must be a whole number from 1 to 10000"),
    ("seeds: '8'", "'seeds' is '8', but must be a whole number from 1 to 10000"),
    ("seeds: 2.5", "'seeds' is 2.5, but must be a whole number from 1 to 10000"),
    ("seeds: [1]", "'seeds' is a list, but must be a whole number from 1 to 10000"),
    ("seeds:", "'seeds' is null, but must be a whole number from 1 to 10000"),
  ])
  func `a number of seeds that cannot be`(line: String, sentence: String) throws {
    #expect(
      try Sample.refusal(Sample.text(["seeds": line])).hasPrefix("s.yaml, line 2, column "))
    #expect(try Sample.refusal(Sample.text(["seeds": line])).hasSuffix(": " + sentence))
  }

  @Test(arguments: ["-5", "0", "1e30", "many", "1__0", "0x10", "1:30"])
  func `a budget that cannot be`(value: String) throws {
    #expect(
      try Sample.refusal(Sample.text(["budget": "budget: {environmentSteps: \(value)}"]))
        == "s.yaml, line 5, column 28: 'budget.environmentSteps' is \(value), but must be a whole number from 1 to 1000000000000"
    )
  }

  @Test(arguments: [
    ("clipRange: -1", "clipRange", "-1", "a number from 0.001 to 10.0, or null"),
    ("clipRange: wide", "clipRange", "wide", "a number from 0.001 to 10.0, or null"),
    ("clipRange: 1e999", "clipRange", "1e999", "a number from 0.001 to 10.0, or null"),
    ("learningRate: null", "learningRate", "null", "a number from 0.0 to 10.0"),
    ("epochs: 1.5", "epochs", "1.5", "a whole number from 1 to 1000"),
    ("normalizeReturns: yes", "normalizeReturns", "yes", "true or false"),
    ("normalizeReturns: 1", "normalizeReturns", "1", "true or false"),
    ("activation: sigmoid", "activation", "sigmoid", "tanh, relu, gelu"),
    ("activation: {a: 1}", "activation", "a mapping", "tanh, relu, gelu"),
    (
      "hiddenSizes: 64", "hiddenSizes", "64", "a list of 0 to 8 whole numbers from 1 to 4096"
    ),
    (
      "hiddenSizes: [64, x]", "hiddenSizes", "a list",
      "a list of 0 to 8 whole numbers from 1 to 4096"
    ),
  ])
  func `a value that an option does not take`(
    entry: String, option: String, found: String, allowed: String
  ) throws {
    let column = 14 + option.count
    #expect(
      try Sample.refusal(Sample.text(["algorithms": "algorithms:\n  alpha:\n    \(entry)"]))
        == "s.yaml, line 6, column \(column - 7): 'algorithms.alpha.\(option)' is \(found), but must be \(allowed)"
    )
  }

  @Test func `a metric that does not rank`() throws {
    #expect(
      try Sample.refusal(Sample.text(adding: "metric: updates\n"))
        == "s.yaml, line 6, column 9: 'metric' is updates, but must be one of evaluationReturn, sampledReturn, trainingReturn, areaUnderCurve"
    )
  }

  @Test(arguments: ["Quick", "a b", "", "é"])
  func `a name that is no folder's`(name: String) throws {
    #expect(
      try Sample.refusal(Sample.text(["suite": "suite: '\(name)'"]))
        == "s.yaml, line 1, column 8: 'suite' is '\(name)', but must be a name of a-z, 0-9 and -, at most 64 characters"
    )
  }

  @Test func `a label that is no folder's`() throws {
    #expect(
      try Sample.refusal(Sample.text(["algorithms": "algorithms: {../x: {algorithm: alpha}}"]))
        == "s.yaml, line 4, column 14: an algorithm is labelled '../x', but must be labelled with letters, digits, '.', '_' and '-', a letter or digit first, at most 64 characters"
    )
  }

  @Test func `a task that the suite does not have`() throws {
    let message =
      "'Acrobot-v1' is not among the suite's tasks (allowed: CartPole-v1)"
    for entry in ["tasks: [Acrobot-v1]", "perTask: {Acrobot-v1: {}}"] {
      #expect(
        try Sample.refusal(Sample.text(["algorithms": "algorithms:\n  alpha: {\(entry)}"]))
          .hasSuffix(message))
    }
    #expect(
      try Sample.refusal(
        Sample.text(["budget": "budget: {environmentSteps: 1, perTask: {Acrobot-v1: 1}}"])
      ).hasSuffix(message))
  }

  @Test func `options that do not go together`() throws {
    #expect(
      try Sample.refusal(
        Sample.text([
          "algorithms":
            "algorithms:\n  alpha: {perTask: {CartPole-v1: {surrogate: logProbability}}}"
        ]))
        == "s.yaml, line 5, column 3: in algorithm 'alpha' on 'CartPole-v1', clipRange: 0.2 needs surrogate: ratio, since a log-probability has no ratio to clip"
    )
  }

  @Test func `what is given twice`() throws {
    #expect(
      try Sample.refusal(Sample.text(adding: "seeds: 3\n"))
        == "s.yaml, line 2, column 1: the key 'seeds' stands more than once in the same mapping")
    #expect(
      try Sample.refusal(Sample.text(["tasks": "tasks: [CartPole-v1, CartPole-v1]"]))
        == "s.yaml, line 3, column 22: 'CartPole-v1' stands more than once in 'tasks'")
  }

  @Test(arguments: ["suite", "seeds", "tasks", "algorithms", "budget"])
  func `what is missing`(key: String) throws {
    #expect(
      try Sample.refusal(Sample.text([key: "# nothing"])).hasSuffix(
        "the key '\(key)' is missing in the suite"))
  }

  @Test func `a task without a budget`() throws {
    #expect(
      try Sample.refusal(
        Sample.text([
          "tasks": "tasks: [CartPole-v1, Acrobot-v1]",
          "budget": "budget: {perTask: {CartPole-v1: 10}}",
        ]))
        == "s.yaml, line 5, column 9: the key 'environmentSteps' is missing in 'budget', and 'Acrobot-v1' has none of its own"
    )
  }

  @Test(arguments: ["tasks: []", "tasks: CartPole-v1", "tasks: {}"])
  func `tasks that are no list`(line: String) throws {
    #expect(
      try Sample.refusal(Sample.text(["tasks": line])).hasSuffix("but must be a list of tasks"))
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n"])
  func `an empty file`(text: String) throws {
    #expect(
      try Sample.refusal(text)
        == "s.yaml: the file is empty; a suite needs at least suite, seeds, tasks, algorithms and budget"
    )
  }

  @Test func `what is not YAML`() throws {
    #expect(
      try Sample.refusal("suite: [a\nseeds: 2\n")
        == "s.yaml, line 2, column 6: not YAML: did not find expected ',' or ']'")
    #expect(
      try Sample.refusal("just words")
        == "s.yaml, line 1, column 1: the suite is just words, but must be a mapping")
    #expect(
      try Sample.refusal("[1, 2]: 3")
        == "s.yaml, line 1, column 1: a key in the suite is a list or a mapping, but must be a name"
    )
    #expect(
      try Sample.refusal(String(repeating: "x", count: 99) + "\ny")
        == "s.yaml, line 1, column 1: the suite is \(String(repeating: "x", count: 60))…, but must be a mapping"
    )
    #expect(
      try Sample.refusal("a: 1\n---\nb: 2\n")
        == "s.yaml, line 2, column 1: not YAML: but found another document")
  }

  @Test func `a tab in the indentation`() throws {
    #expect(
      try Sample.refusal("suite: a\nalgorithms:\n  \talpha: {}\n")
        == "s.yaml, line 3, column 3: a tab; YAML is indented with spaces only")
  }

  @Test func `a file that is not UTF-8, or cannot be read`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.yaml"
    try Data([0x73, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: path))
    let reader = SuiteReader(vocabulary: try Sample.vocabulary())
    #expect(throws: SuiteError.notText(file: path)) { try reader.read(path) }
    #expect(throws: StoreError.cannotRead(path: folder.path, code: EISDIR)) {
      try reader.read(folder.path)
    }
    #expect(throws: StoreError.cannotRead(path: path + "x", code: ENOENT)) {
      try reader.read(path + "x")
    }
  }
}
