extension ReferenceScore {
  /// Measures a policy of a task over the Gymnasium seeds 0 to `episodes − 1`.
  ///
  /// The standard deviation is the sample's (divided by `episodes − 1`).
  ///
  /// - Precondition: `episodes ≥ 2`.
  /// - Throws: ``TaskError`` where the task has no such policy.
  package static func measured(
    _ policy: ActionSource, of task: ControlTask, policyName: String, episodes: Int
  ) throws(TaskError) -> ReferenceScore {
    precondition(episodes >= 2, "a standard deviation needs 2 episodes, not \(episodes)")
    var returns: [Double] = []
    for seed in 0..<episodes {
      var episode = try Episode(
        of: task, seeding: .gymnasium, seed: UInt64(seed), actions: policy)
      returns.append(episode.finish())
    }
    let mean = returns.reduce(0, +) / Double(episodes)
    let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return ReferenceScore(
      policy: policyName, mean: mean,
      standardDeviation: (squares / Double(episodes - 1)).squareRoot(), episodes: episodes)
  }
}
