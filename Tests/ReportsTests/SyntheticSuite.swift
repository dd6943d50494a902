import Randomness
import Reports
import Results

/// A suite and its cells, made up by formula.
struct SyntheticSuite {
  var suite: ResolvedSuite
  var cells: [StoredCell]

  var input: ReportInput {
    ReportInput(suite: suite, suiteHash: String(repeating: "a", count: 64), cells: cells)
  }

  /// The random score, the scripted score and the floor of each task, by its position.
  static let scales: [(random: Double, scripted: Double, floor: Double)] = [
    (22, 500, 0), (-499, -85, -500), (-200, -110, -200), (-20, 92, -100), (-1220, -160, -2000),
  ]

  /// Every algorithm on every task for which `steps` gives a budget: returns rise towards a level
  /// that depends on both.
  init(
    name: String = "synthetic", tasks: [String], algorithms: [String], seeds: Int,
    evaluations: Int = 10,
    steps: (_ task: String, _ algorithm: String) -> Int? = { _, _ in 100_000 }
  ) {
    suite = ResolvedSuite(
      suite: name, suiteSeed: 7, seeds: seeds,
      tasks: tasks.enumerated().map { index, task in
        let scale = Self.scales[index % Self.scales.count]
        return TaskSummary(
          name: task, summary: "A made-up task.", randomScore: scale.random,
          scriptedScore: scale.scripted, scriptedPolicy: "moves towards the goal.",
          floorReturn: scale.floor)
      },
      algorithms: algorithms.map {
        AlgorithmSummary(label: $0, method: "ppo", summary: "A made-up algorithm.")
      },
      arms: tasks.flatMap { task in
        algorithms.enumerated().compactMap { index, algorithm in
          guard let steps = steps(task, algorithm) else { return nil }
          return Arm(
            task: task, algorithm: algorithm, method: "ppo",
            options: [
              "discount": .number(0.99), "clipRange": index == 0 ? .null : .number(0.2),
              "hiddenSizes": .array([.number(64), .number(64)]),
              "normalizeObservations": .bool(task == tasks[0]),
            ],
            budget: steps, evaluations: evaluations, evaluationEpisodes: 2,
            finalEpisodes: 4)
        }
      },
      resultsVersion: 1)
    cells = []
    for (index, arm) in suite.arms.enumerated() {
      for seed in 0..<seeds {
        cells.append(
          StoredCell(
            arm: index, seed: seed,
            state: .result(
              Self.result(
                of: arm, seed: seed, suite: suite, task: tasks.firstIndex(of: arm.task) ?? 0,
                algorithm: algorithms.firstIndex(of: arm.algorithm) ?? 0))))
      }
    }
  }

  private static func result(
    of arm: Arm, seed: Int, suite: ResolvedSuite, task: Int, algorithm: Int
  ) -> CellResult {
    let scale = scales[task % scales.count]
    var stream = RandomStream(seed: 11, purpose: "score", task, algorithm, seed)
    let level = 0.35 + 0.13 * Double(algorithm % 6) + 0.25 * (stream.uniform() - 0.5)
    let evaluations = (1...arm.evaluations).map { share in
      let progress = Double(share) / Double(arm.evaluations)
      let rise = progress * (2 - progress)
      let returns = (0..<2).map { _ in
        let noise = 0.08 * (stream.uniform() - 0.5)
        return scale.random
          + min(1.02, level * rise + noise) * (scale.scripted - scale.random)
      }
      return CellResult.Evaluation(
        position: arm.budget * share / arm.evaluations, greedyReturns: returns,
        sampledReturns: returns.map { $0 - 1 })
    }
    let final = evaluations[evaluations.count - 1].greedyReturns
    return CellResult(
      cell: CellSpecification(
        arm: arm, seed: seed, suiteSeed: suite.suiteSeed, resultsVersion: suite.resultsVersion),
      outcome: .completed,
      metrics: [
        "evaluationReturn": (final[0] + final[1]) / 2, "sampledReturn": final[0] - 1,
        "peakModelBytes": 150_000 + 4096 * Double(algorithm), "updates": 48,
      ], evaluations: evaluations)
  }

  /// The position of a cell in ``cells``.
  func index(_ task: String, _ algorithm: String, _ seed: Int) -> Int {
    cells.firstIndex { cell in
      let arm = suite.arms[cell.arm]
      return arm.task == task && arm.algorithm == algorithm && cell.seed == seed
    } ?? -1
  }

  /// Replaces the state of a cell.
  mutating func set(
    _ task: String, _ algorithm: String, _ seed: Int, _ state: StoredCell.State
  ) {
    cells[index(task, algorithm, seed)].state = state
  }

  /// Changes the result of a cell.
  mutating func edit(
    _ task: String, _ algorithm: String, _ seed: Int, _ change: (inout CellResult) -> Void
  ) {
    let index = index(task, algorithm, seed)
    guard case .result(var result) = cells[index].state else { return }
    change(&result)
    cells[index].state = .result(result)
  }

  /// Gives the runs of an arm these headline scores, by seed.
  mutating func setScores(_ task: String, _ algorithm: String, _ scores: [Double]) {
    for (seed, score) in scores.enumerated() {
      edit(task, algorithm, seed) { $0.metrics["evaluationReturn"] = score }
    }
  }
}
