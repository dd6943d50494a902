/// Two options that exclude each other, or one that needs another.
public enum OptionConflict: Error, Sendable, Equatable, CustomStringConvertible {
  /// `option` set to `value` needs something else.
  case needs(option: String, value: String, need: String)

  /// The sentence that a person reads.
  public var description: String {
    switch self {
    case .needs(let option, let value, let need): "\(option): \(value) needs \(need)"
    }
  }
}

extension Options {
  /// Whether the run keeps a value network.
  package var usesValueFunction: Bool { !advantage.comparesGroup && baseline == .value }

  /// Whether a run on questions keeps the reference for its loss or its reward.
  package var usesReference: Bool { referenceCoefficient > 0 || rewardDivergence > 0 }

  /// Environments stepped side by side: as many as named, or one an episode of the groups.
  package var environmentCount: Int {
    rollout == .steps ? environments : groupSize * groupsPerUpdate
  }

  /// Checks what no single option's range can: that they go together.
  public func validate() throws(OptionConflict) {
    func require(_ holds: Bool, _ option: String, _ value: String, _ need: String)
      throws(OptionConflict)
    {
      if !holds { throw .needs(option: option, value: value, need: need) }
    }
    try require(
      !advantage.comparesGroup || rollout == .groups, "advantage", advantage.rawValue,
      "rollout: groups")
    try require(
      !advantage.comparesGroup || groupSize > 1, "groupSize", "\(groupSize)",
      "an advantage that does not compare the members of a group")
    try require(
      aggregation == .step || rollout == .groups, "aggregation", aggregation.rawValue,
      "rollout: groups, since other rollouts cut episodes")
    try require(
      credit == .token || (advantage != .groupProcess && advantage != .kStep), "credit", "answer",
      "an advantage of whole answers: group, leaveOneOut, monteCarlo or gae")
    try require(
      credit == .token || aggregation == .step, "credit", "answer",
      "aggregation: step, since every answer is one action")
    try require(
      advantage != .groupProcess || reward == .processSum, "advantage", "groupProcess",
      "reward: processSum, whose steps it compares")
    try require(
      advantage != .groupProcess || rewardDivergence == 0, "advantage", "groupProcess",
      "rewardDivergence: 0, since it compares the steps' own rewards")
    try require(
      dynamicSampling == nil || advantage.comparesGroup, "dynamicSampling",
      "\(dynamicSampling ?? 0)", "an advantage that compares the members of a group")
    try require(
      !shuffleRewards || reward == .outcome || reward == .rewardModel, "shuffleRewards", "true",
      "a reward of whole completions that says something: outcome or rewardModel")
    try require(
      !shuffleRewards || !normalizeReturns, "shuffleRewards", "true",
      "normalizeReturns: false, since rewards are scaled one by one as they come")
    try require(
      rewardFlip == 0 || reward == .outcome, "rewardFlip", "\(rewardFlip)", "reward: outcome")
    if let clipRange {
      try require(
        surrogate == .ratio, "clipRange", "\(clipRange)",
        "surrogate: ratio, since a log-probability has no ratio to clip")
    }
    if let clipRangeHigh {
      try require(clipRange != nil, "clipRangeHigh", "\(clipRangeHigh)", "a clipRange")
    }
    if let klPenaltyTarget {
      try require(klPenalty != nil, "klPenaltyTarget", "\(klPenaltyTarget)", "a klPenalty")
    }
    if let referenceRefresh {
      try require(
        referenceCoefficient > 0, "referenceRefresh", "\(referenceRefresh)",
        "a referenceCoefficient above 0")
    }
    try require(
      width % heads == 0, "heads", "\(heads)", "a width that it divides; \(width) is none")
    try require(
      positions != .rotary || (width / heads) % 2 == 0, "positions", "rotary",
      "heads of an even size; \(heads) heads of a width of \(width) have \(width / heads)")
    if step != .adam {
      try require(
        !usesValueFunction || valueEpochs != nil, "step", step.rawValue,
        "valueEpochs, since the value network cannot be trained jointly")
      try require(
        normalizeAdvantages != .minibatch, "normalizeAdvantages", "minibatch", "step: adam")
    }
  }
}
