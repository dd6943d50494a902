import Foundation
import Harness
import PolicyOptimization
import Results
import Testing

@Suite struct QuestionSuiteTests {
  private func arms(_ algorithms: String, _ more: [String: String] = [:]) throws -> [Arm] {
    var lines = more
    lines["algorithms"] = "algorithms: {\(algorithms)}"
    return try Questions.resolve(Questions.text(lines)).arms
  }

  @Test func `algorithms are planned where they have a meaning`() throws {
    let arms = try arms("mover: {}, solver: {}, alpha: {}, ref: {algorithm: teacher}")
    #expect(
      arms.map { "\($0.task) \($0.algorithm)" } == [
        "CartPole-v1 mover", "CartPole-v1 alpha", "arithmetic-2 solver", "arithmetic-2 alpha",
        "arithmetic-2 ref",
      ])
  }

  @Test func `a task says what it measures, in what unit`() throws {
    let suite = try Questions.resolve(Questions.text())
    let (control, questions) = (suite.tasks[0], suite.tasks[1])
    #expect((control.kind, control.budgetUnit) == (.control, "environment steps"))
    #expect(control.headlineMetric == "evaluationReturn")
    #expect((questions.kind, questions.budgetUnit) == (.arithmetic, "completions"))
    #expect((questions.name, questions.headlineMetric) == ("arithmetic-2", "sampledAccuracy"))
    #expect(
      (questions.randomScore, questions.scriptedScore, questions.floorReturn) == (0, 1, 0))
    #expect(
      suite.arms.map(suite.budgetUnit) == [
        "environment steps", "demonstrations", "completions", "completions",
      ])
  }

  @Test func `each kind of task has a metric of its own`() throws {
    let suite = try Questions.resolve(
      Questions.text(adding: "metric: sampledReturn\nquestionMetric: verifiedAccuracy\n"))
    #expect(suite.tasks.map(\.headlineMetric) == ["sampledReturn", "verifiedAccuracy"])
  }

  @Test func `an arm stores the options of its scope alone`() throws {
    let arms = try arms("ref: {algorithm: teacher}, alpha: {}")
    for (arm, scope) in zip(arms, [OptionScope.control, .supervised, .questions]) {
      #expect(
        arm.options.keys.sorted()
          == Options.declarations(in: scope).filter { $0.unwritten == nil }.map(\.name).sorted())
    }
    #expect(arms[0].options["environments"] != nil && arms[0].options["temperature"] == nil)
    #expect(arms[1].options["misread"] != nil && arms[1].options["clipRange"] == nil)
  }

  @Test func `an option applies where it has a meaning`() throws {
    let arms = try arms(
      "ref: {algorithm: teacher, slip: 0.25}, alpha: {temperature: 0.5, environments: 3, discount: 0.5}"
    )
    #expect(arms[0].options["environments"] == .number(3))
    #expect(arms[0].options["discount"] == .number(0.5))
    #expect(arms[1].options["slip"] == .number(0.25))
    #expect(arms[2].options["temperature"] == .number(0.5))
    #expect(arms[2].options["environments"] == nil)
    #expect(arms[2].options["discount"] == .number(0.5))
  }

  @Test func `an arm starts from the first supervised entry, or the one it names`() throws {
    let arms = try arms(
      """
      solver: {}, late: {algorithm: solver, reference: clean},
      ref: {algorithm: teacher, slip: 0.5}, clean: {algorithm: teacher, budget: {demonstrations: 7}}
      """)
    let (solver, late, ref, clean) = (arms[0], arms[1], arms[2], arms[3])
    #expect(
      solver.reference == ReferenceArm(label: "ref", options: ref.options, budget: 300))
    #expect(
      late.reference == ReferenceArm(label: "clean", options: clean.options, budget: 7))
    #expect(ref.reference == nil && clean.reference == nil)
    #expect([solver.gate, late.gate] == [[0.3, 0.6], [0.3, 0.6]])
    #expect(ref.gate == nil && clean.gate == nil)
  }

  @Test func `the reference of an arm is part of its identity`() throws {
    func identity(_ slip: String) throws -> String {
      let suite = try Questions.resolve(
        Questions.text([
          "algorithms": "algorithms: {ref: {algorithm: teacher, slip: \(slip)}, solver: {}}"
        ]))
      return try #require(suite.cells.last).identity()
    }
    #expect(try identity("0.1") == identity("1e-1"))
    #expect(try identity("0.1") != identity("0.2"))
  }

  @Test func `a cell finds the cell it starts from`() throws {
    let suite = try Questions.resolve(Questions.text())
    let cells = suite.cells
    #expect(
      cells.map { suite.referenceCell(of: $0).map(\.path) } == [
        nil, nil, nil, nil, "arithmetic-2/ref/seed-0", "arithmetic-2/ref/seed-1",
        "arithmetic-2/ref/seed-0", "arithmetic-2/ref/seed-1",
      ])
    #expect(cells.indices.map(suite.referenceIndex) == [nil, nil, nil, nil, 2, 3, 2, 3])
  }

  @Test func `budgets are counted in the unit of the runs`() throws {
    #expect(try Questions.resolve(Questions.text()).arms.map(\.budget) == [1000, 300, 200, 200])
    let perTask = [
      "budget":
        "budget: {environmentSteps: 1, completions: 2, demonstrations: 3, perTask: {arithmetic-2: 20, CartPole-v1: 10}}"
    ]
    let algorithms = "ref: {algorithm: teacher}, alpha: {}"
    #expect(try arms(algorithms, perTask).map(\.budget) == [10, 3, 20])
    #expect(
      try arms(
        "ref: {algorithm: teacher, budget: {perTask: {arithmetic-2: 5}}}, alpha: {budget: {completions: 6}}",
        perTask
      ).map(\.budget) == [10, 5, 6])
    #expect(
      try arms(
        "ref: {algorithm: teacher, perTask: {arithmetic-2: {budget: {demonstrations: 8}}}}", perTask
      ).map(\.budget) == [8])
  }

  @Test func `episodes measure control, items questions`() throws {
    let text = Questions.text(
      adding: "evaluation: {points: 3, episodes: 4, finalEpisodes: 5, items: 6, finalItems: 7}\n")
    let arms = try Questions.resolve(text).arms
    #expect(arms.map(\.evaluations) == [3, 3, 3, 3])
    #expect(arms.map(\.evaluationEpisodes) == [4, 6, 6, 6])
    #expect(arms.map(\.finalEpisodes) == [5, 7, 7, 7])
    let plain = try Questions.resolve(Questions.text()).arms
    #expect(plain[1].evaluationEpisodes == 128 && plain[1].finalEpisodes == 500)
  }

  @Test func `a level can be listed by its name`() throws {
    let suite = try Questions.resolve(
      Questions.text([
        "tasks": "tasks: [arithmetic-3]",
        "algorithms": "algorithms: {ref: {algorithm: teacher}, solver: {tasks: [arithmetic-3]}}",
      ]))
    #expect(suite.tasks.map(\.name) == ["arithmetic-3"])
    #expect(suite.arms.allSatisfy { $0.gate == nil })
  }

  @Test func `a suite of questions survives the way through its file`() throws {
    let suite = try Questions.resolve(Questions.text())
    let data = try CanonicalJSON.encode(suite)
    #expect(try CanonicalJSON.decode(ResolvedSuite.self, from: data) == suite)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.components(separatedBy: "\"gate\"").count == 3)
    #expect(!text.contains("\"reference\" : null") && !text.contains("\"gate\" : null"))
  }
}
