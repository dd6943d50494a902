extension MetricRegistry {
  /// The measures of runs on questions; accuracies are shares of the items of the last evaluation
  /// unless they say otherwise.
  static let arithmetic = [
    accuracy(
      "sampledAccuracy", "The share of right answers among completions drawn at temperature 1.",
      isHeadline: true),
    accuracy(
      "greedyAccuracy", "The share of items whose most probable completion answers right.",
      isHeadline: true),
    accuracy(
      "passAt8", "The share of items that at least one of 8 drawn completions answers right.",
      isHeadline: true),
    accuracy(
      "majorityAt8",
      "The share of items that the commonest answer of 8 drawn completions gets right.",
      isHeadline: true),
    accuracy(
      "verifiedAccuracy", "The share of drawn completions whose answer and steps are all right.",
      isHeadline: true),
    accuracy(
      "luckyRate", "The share of drawn completions with a right answer and a wrong step.",
      higherIsBetter: false),
    accuracy(
      "truncationRate", "The share of drawn completions that reach the longest length unfinished.",
      higherIsBetter: false),
    measure("completionLength", "The mean length of drawn completions.", "tokens"),
    measure(
      "klReference", "The mean divergence per token of the policy from its reference.", "nats"),
    measure("entropy", "The mean entropy per token of the policy.", "nats"),
    accuracy("referenceSampledAccuracy", "The reference's sampledAccuracy on the same items."),
    accuracy("referenceGreedyAccuracy", "The reference's greedyAccuracy on the same items."),
    measure(
      "accuracyGain", "sampledAccuracy less that of the reference.", "share, from -1 to 1",
      higherIsBetter: true, range: -1...1),
    measure(
      "trainingReward", "The mean reward of the completions of the last updates of training.",
      "reward per completion", higherIsBetter: true),
    accuracy(
      "trainingAccuracy", "The share of right answers in the last updates of training."),
    measure(
      "uniformGroups",
      "The share of groups of training whose completions all earned the same, so that they teach an algorithm that compares them nothing.",
      "share of groups", range: 0...1),
    measure("completions", "The completions that training drew.", "completions"),
    measure(
      "demonstrations", "The worked solutions that supervised training saw.", "demonstrations"),
  ]

  /// Measures whose names have a part that varies.
  static let arithmeticFamilies = [
    accuracy(
      "ood.<factor>.sampledAccuracy",
      "sampledAccuracy on items that differ from training's in one factor."),
    accuracy(
      "ood.<factor>.greedyAccuracy",
      "greedyAccuracy on items that differ from training's in one factor."),
    accuracy(
      "ood.<factor>.cleanSampledAccuracy",
      "sampledAccuracy on the same items without the factor, where items come in pairs."),
    accuracy("steps.<n>.sampledAccuracy", "sampledAccuracy on the items of n steps."),
    accuracy(
      "baseline.<rule>",
      "The accuracy of a rule that reads no question: the commonest answer (majority), the sum of its numbers (sum), or the first less the last (firstMinusLast)."
    ),
    measure(
      "reward.<kind>",
      "The mean of one kind of reward (outcome, processSum, processMinimum, rewardModel) over the completions of the last evaluation, whichever was optimised.",
      "reward per completion", higherIsBetter: true),
  ]

  private static func accuracy(
    _ name: String, _ summary: String, higherIsBetter: Bool = true, isHeadline: Bool = false
  ) -> MetricDescription {
    MetricDescription(
      name: name, summary: summary, unit: "share from 0 to 1", higherIsBetter: higherIsBetter,
      isHeadline: isHeadline, scope: .arithmetic, range: 0...1)
  }

  private static func measure(
    _ name: String, _ summary: String, _ unit: String, higherIsBetter: Bool? = nil,
    range: ClosedRange<Double>? = nil
  ) -> MetricDescription {
    MetricDescription(
      name: name, summary: summary, unit: unit, higherIsBetter: higherIsBetter, scope: .arithmetic,
      range: range)
  }
}
