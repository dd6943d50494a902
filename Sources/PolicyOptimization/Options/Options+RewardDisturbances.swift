extension Options {
  /// The switches that spoil what a run is trained on and leave what it is measured by as it is.
  static let rewardDisturbances: [OptionDeclaration] = [
    .flag(
      "shuffleRewards", \.shuffleRewards,
      "Permutes the rewards of each batch at random: among all steps on control, among all completions on questions. Their distribution stays, and what they say of actions goes: a negative control.",
      source: "Zhang et al., arXiv 1611.03530, section 2.1, with labels for rewards"
    ).unwritten(at: .flag(false)),
    .number(
      "rewardNoise", \.rewardNoise, 0...1000,
      "Standard deviation of the Gaussian noise added to the reward of every step of training, in units of the reward. 0: none.",
      source: "Everitt et al., arXiv 1705.08417, section 2; Wang et al., arXiv 1810.01032"
    ).only(.control).unwritten(at: .number(0)),
    .number(
      "rewardFlip", \.rewardFlip, 0...1,
      "The probability that a completion's outcome counts as its opposite in training: 1 for a wrong answer, 0 for a right one. 0: never.",
      source: "Wang et al., arXiv 1810.01032, section 3.1 (binary rewards, e₋ = e₊)"
    ).only(.questions).unwritten(at: .number(0)),
  ]
}
