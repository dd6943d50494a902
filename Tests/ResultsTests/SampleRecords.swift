import Results

/// Small records to store.
enum Sample {
  static func suite(seeds: Int = 2, version: Int = 1) -> ResolvedSuite {
    ResolvedSuite(
      suite: "sample", suiteSeed: 7, seeds: seeds,
      tasks: [
        TaskSummary(
          name: "Task-v0", summary: "A task.", randomScore: 0, scriptedScore: 1,
          scriptedPolicy: "does well", floorReturn: -1)
      ],
      algorithms: [AlgorithmSummary(label: "mine", method: "ppo", summary: "An algorithm.")],
      arms: [
        Arm(
          task: "Task-v0", algorithm: "mine", method: "ppo", options: ["clipRange": .number(0.2)],
          budget: 100, evaluations: 2, evaluationEpisodes: 1, finalEpisodes: 3)
      ],
      resultsVersion: version)
  }

  static func result(_ cell: CellSpecification, score: Double = 0.1) -> CellResult {
    CellResult(
      cell: cell, outcome: .completed, metrics: ["evaluationReturn": score],
      evaluations: [.init(position: 100, greedyReturns: [1, 2.5], sampledReturns: [])])
  }

  static let curve = CurveTable(columns: ["update", "kl"], rows: [[0, .nan], [1, 0.25]])
}
