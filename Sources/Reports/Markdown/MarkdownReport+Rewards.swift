extension MarkdownReport {
  /// The metrics of rewards that are measured whichever is optimised.
  static let rewardMetrics = [
    "reward.outcome", "reward.processSum", "reward.processMinimum", "reward.rewardModel",
  ]
  /// The metrics of the last completions of training.
  static let trainingMetrics = ["trainingReward", "trainingAccuracy"]

  /// The rewards beside the true accuracy, so that a reward that is earned without being right shows.
  func rewards(_ task: TaskSection, _ section: AccuracySection) -> String {
    let names = Self.rewardMetrics.filter { name in
      task.arms.contains { $0.metric(name) != nil }
    }
    let training = Self.trainingMetrics.filter { name in
      task.arms.contains { $0.metric(name) != nil }
    }
    guard !(names + training).isEmpty else { return "" }
    var table = TextTable(
      [("Algorithm", .left), ("Optimises", .left)]
        + training.map { ($0 == "trainingReward" ? "Reward in training" : "Accuracy then", .right) }
        + names.map { ("`\($0)`", .right) } + [("Sampled accuracy", .right), ("Verified", .right)])
    for arm in task.arms {
      let optimised = arm.control == .supervised ? nil : arm.options["reward"]?.text
      table.add(
        [Self.name(arm, in: section), optimised.map { "`\($0)`" } ?? "likelihood"]
          + (training + names).map { Self.cell(arm, $0, decimals: 3) }
          + ["sampledAccuracy", "verifiedAccuracy"].map { Self.cell(arm, $0, decimals: 3) })
    }
    return
      "What was optimised beside what was true, rewards of the same completions as the accuracy"
      + (training.isEmpty ? "" : "; in training: of the last completions sampled there")
      + ":\n\n" + table.markdown() + hacking(section)
  }

  /// The arms whose own reward rose while their accuracy fell or did not rise.
  private func hacking(_ section: AccuracySection) -> String {
    section.gains.compactMap { gain -> String? in
      guard let change = gain.rewardChange, change.value > 0, let own = gain.reward,
        own != "outcome", let accuracy = gain.accuracyChange, accuracy.value <= 0
      else { return nil }
      return "\n**\(Markdown.escape(gain.algorithm))** earns "
        + "\(NumberFormat.fixed(change.value, decimals: 3)) more of its own reward (`\(own)`) than "
        + "its reference, while its sampled accuracy changed by \(Self.estimate(accuracy)): that reward was "
        + "earned without being right more often.\n"
    }.joined()
  }
}
