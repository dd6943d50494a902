import Harness
import Testing

@Suite struct QuestionRefusalTests {
  private func refusal(_ key: String, _ line: String) throws -> String {
    try Questions.refusal(Questions.text([key: "\(key): \(line)"]))
  }

  @Test(arguments: ["0", "7", "two", "2.5", "null"])
  func `a level that there is not`(level: String) throws {
    #expect(
      try refusal("tasks", "[{arithmetic: {level: \(level)}}]")
        == "s.yaml, line 3, column 30: 'tasks.arithmetic.level' is \(level), but must be a whole number from 1 to 6"
    )
  }

  @Test(arguments: [
    ("[0.6, 0.3]", "[0.6, 0.3]"), ("[0.3, 0.3]", "[0.3, 0.3]"), ("[0.3]", "[0.3]"),
    ("[0, 1, 1]", "[0, 1, 1]"), ("[-1, 0.5]", "[-1, 0.5]"), ("[0.3, high]", "[0.3, high]"),
    ("0.5", "0.5"), ("[]", "[]"),
  ])
  func `a gate that cannot be`(gate: String, found: String) throws {
    #expect(
      try refusal("tasks", "[{arithmetic: {level: 2, gate: \(gate)}}]")
        == "s.yaml, line 3, column 39: 'tasks.arithmetic.gate' is \(found), but must be a list of two numbers from 0.0 to 1.0, the lesser first"
    )
  }

  @Test func `keys of a task that mean nothing, or are missing`() throws {
    #expect(
      try refusal("tasks", "[{arithmetik: {level: 2}}]")
        == "s.yaml, line 3, column 10: unknown key 'arithmetik' in a task (did you mean 'arithmetic'? allowed: arithmetic)"
    )
    #expect(
      try refusal("tasks", "[{arithmetic: {levels: 2}}]")
        == "s.yaml, line 3, column 23: unknown key 'levels' in the task 'arithmetic' (did you mean 'level'? allowed: level, gate)"
    )
    #expect(
      try refusal("tasks", "[{arithmetic: {gate: [0, 1]}}]")
        == "s.yaml, line 3, column 22: the key 'level' is missing in the task 'arithmetic'")
    #expect(
      try refusal("tasks", "[{arithmetic: {level: 2}}, arithmetic-2]")
        == "s.yaml, line 3, column 35: 'arithmetic-2' stands more than once in 'tasks'")
  }

  @Test func `a reference that there is not names the nearest`() throws {
    #expect(
      try refusal(
        "algorithms",
        "{ref: {algorithm: teacher}, clean: {algorithm: teacher}, solver: {reference: claen}}")
        == "s.yaml, line 4, column 90: 'claen' is no supervised entry that runs on 'arithmetic-2' (did you mean 'clean'? allowed: ref, clean)"
    )
    #expect(
      try refusal(
        "algorithms", "{ref: {algorithm: teacher}, alpha: {}, solver: {reference: alpha}}"
      ).hasSuffix("'alpha' is no supervised entry that runs on 'arithmetic-2' (allowed: ref)"))
  }

  @Test func `questions without a supervised entry`() throws {
    #expect(
      try refusal("algorithms", "{alpha: {}}")
        == "s.yaml, line 4, column 14: algorithm 'alpha' needs a reference to start from on 'arithmetic-2': add an entry such as 'reference: {algorithm: supervised}'"
    )
  }

  @Test func `a reference where nothing starts from one`() throws {
    #expect(
      try refusal(
        "algorithms", "{ref: {algorithm: teacher, reference: ref}}")
        == "s.yaml, line 4, column 51: 'reference' means nothing in algorithm 'ref', whose runs start at random parameters"
    )
    #expect(
      try refusal("algorithms", "{ref: {algorithm: teacher}, mover: {reference: ref}}").hasSuffix(
        "'reference' means nothing in algorithm 'mover', whose runs start at random parameters"))
  }

  @Test func `an algorithm on a task where it has no meaning`() throws {
    #expect(
      try refusal("algorithms", "{ref: {algorithm: teacher, tasks: [arithmetic-2, CartPole-v1]}}")
        == "s.yaml, line 4, column 62: algorithm 'ref' cannot run on 'CartPole-v1': it is for supervised training on questions"
    )
    #expect(
      try refusal(
        "algorithms", "{ref: {algorithm: teacher}, mover: {tasks: [arithmetic-2]}}"
      ).hasSuffix("algorithm 'mover' cannot run on 'arithmetic-2': it is for control tasks"))
    #expect(
      try refusal(
        "algorithms",
        "{ref: {algorithm: teacher}, solver: {perTask: {CartPole-v1: {epochs: 2}}}}"
      ).hasSuffix(
        "algorithm 'solver' cannot run on 'CartPole-v1': it is for reinforcement on questions"))
  }

  @Test func `an algorithm that runs on none of the tasks`() throws {
    #expect(
      try Questions.refusal(
        Questions.text([
          "tasks": "tasks: [CartPole-v1]", "algorithms": "algorithms: {mover: {}, solver: {}}",
        ]))
        == "s.yaml, line 4, column 25: algorithm 'solver' runs on none of the suite's tasks: it is for reinforcement on questions"
    )
  }

  @Test func `an option without a meaning`() throws {
    #expect(
      try refusal("algorithms", "{ref: {algorithm: teacher}, solver: {environments: 3}}")
        == "s.yaml, line 4, column 50: the option 'environments' means nothing in algorithm 'solver': it is for control tasks, not for reinforcement on questions"
    )
    #expect(
      try refusal("algorithms", "{ref: {algorithm: teacher, clipRange: 0.1}}").hasSuffix(
        "the option 'clipRange' means nothing in algorithm 'ref': it is for control tasks and reinforcement on questions, not for supervised training on questions"
      ))
    #expect(
      try refusal(
        "algorithms",
        "{ref: {algorithm: teacher}, alpha: {perTask: {CartPole-v1: {temperature: 2}}}}"
      ).hasSuffix(
        "the option 'temperature' means nothing in algorithm 'alpha': it is for reinforcement on questions, not for control tasks"
      ))
    #expect(
      try refusal("algorithms", "{ref: {algorithm: teacher}, alpha: {misread: 0.5}}").hasSuffix(
        "it is for supervised training on questions, not for control tasks and reinforcement on questions"
      ))
  }

  @Test func `a budget in a unit that no run uses`() throws {
    #expect(
      try refusal(
        "algorithms", "{ref: {algorithm: teacher, budget: {completions: 5}}, solver: {}}")
        == "s.yaml, line 4, column 49: a budget of 'completions' means nothing in algorithm 'ref', whose runs use demonstrations"
    )
    #expect(
      try refusal(
        "algorithms", "{ref: {algorithm: teacher}, alpha: {budget: {demonstrations: 5}}}"
      ).hasSuffix(
        "a budget of 'demonstrations' means nothing in algorithm 'alpha', whose runs use environmentSteps and completions"
      ))
  }

  @Test func `a budget that is missing`() throws {
    #expect(
      try refusal("budget", "{environmentSteps: 5, demonstrations: 5}")
        == "s.yaml, line 5, column 9: the key 'completions' is missing in 'budget', and 'arithmetic-2' has none of its own"
    )
    #expect(
      try refusal("budget", "{environmentSteps: 5, completions: 5, perTask: {arithmetic-2: 9}}")
        == "s.yaml, line 5, column 9: the key 'demonstrations' is missing in 'budget', and 'ref' has none of its own"
    )
  }

  @Test func `a metric that does not rank questions`() throws {
    #expect(
      try Questions.refusal(Questions.text(adding: "questionMetric: evaluationReturn\n"))
        == "s.yaml, line 6, column 17: 'questionMetric' is evaluationReturn, but must be one of sampledAccuracy, greedyAccuracy, passAt8, majorityAt8, verifiedAccuracy, areaUnderCurve"
    )
  }
}
