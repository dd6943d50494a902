import Foundation
import Harness
import PolicyOptimization
import Results
import Tasks
import Testing

/// Suites with questions, over algorithms of every kind: `alpha` runs everywhere, `solver` on questions
/// and `mover` on control tasks alone, `teacher` is supervised.
enum Questions {
  static func vocabulary() throws -> SuiteVocabulary {
    var alpha = try #require(AlgorithmRegistry.all.first)
    alpha.name = "alpha"
    alpha.controlDefaults = Options()
    alpha.questionDefaults = Options {
      $0.rollout = .groups
      $0.learningRate = 0.5
    }
    var solver = alpha
    solver.name = "solver"
    solver.controlDefaults = nil
    var mover = alpha
    mover.name = "mover"
    mover.questionDefaults = nil
    var teacher = solver
    teacher.name = "teacher"
    teacher.kind = .supervised
    return SuiteVocabulary(
      tasks: SuiteVocabulary.registered.tasks, algorithms: [alpha, solver, mover, teacher])
  }

  /// A suite on CartPole-v1 and the questions of level 2, whose lines can be replaced by key.
  static func text(_ replacements: [String: String] = [:], adding more: String = "") -> String {
    let lines = [
      ("seeds", "seeds: 2"),
      ("tasks", "tasks: [CartPole-v1, {arithmetic: {level: 2, gate: [0.3, 0.6]}}]"),
      ("algorithms", "algorithms: {ref: {algorithm: teacher}, alpha: {}, solver: {}}"),
      ("budget", "budget: {environmentSteps: 1_000, completions: 200, demonstrations: 300}"),
    ]
    return "suite: sample\n"
      + lines.map { replacements[$0.0] ?? $0.1 }.joined(separator: "\n") + "\n" + more
  }

  static func resolve(_ text: String) throws -> ResolvedSuite {
    try SuiteReader(vocabulary: vocabulary()).read(text: text, file: "s.yaml")
  }

  /// The sentence that a suite is refused with, after its place.
  static func refusal(_ text: String) throws -> String {
    let error = #expect(throws: SuiteError.self) { try resolve(text) }
    #expect(error?.exitStatus == .badInput)
    return error?.description ?? ""
  }

  /// A suite of questions alone: one supervised entry, two that start from it.
  static func small(seeds: Int = 1) throws -> ResolvedSuite {
    try resolve(
      text([
        "seeds": "seeds: \(seeds)", "tasks": "tasks: [{arithmetic: {level: 1}}]",
        "algorithms": "algorithms: {alpha: {}, solver: {}, ref: {algorithm: teacher}}",
      ]))
  }

  /// What a fake run leaves: its kind and what it started from, in the form of a checkpoint and metrics.
  static func record(_ request: TrainingRequest) -> TrainingRecord {
    TrainingRecord(
      divergence: nil,
      metrics: ["sampledAccuracy": 0.5, "startedFrom": Double(request.reference?.first ?? 0)],
      evaluations: [], updates: [], updateColumns: ["update"],
      samples: [
        SampleRecord(
          position: 0, question: "1 + 1", completion: "2", answer: 2, isCorrect: true,
          isVerified: true)
      ],
      checkpoint: request.kind == .supervised ? [UInt8(41 + request.seed.run), 2, 3] : nil)
  }
}
