extension Options {
  /// The switches of runs on questions, and of both kinds of them.
  static let questionDeclarations: [OptionDeclaration] = [
    .number(
      "temperature", \.temperature, 0.01...10,
      "Divides the logits, in drawing tokens and in the loss alike; evaluation draws at 1.",
      source: "https://github.com/huggingface/trl, GRPOConfig"
    ).only(.questions),
    .optionalInteger(
      "topK", \.topK, 1...1024, "Draws from the k most probable tokens alone. null: from all.",
      source: "https://github.com/huggingface/trl, GRPOConfig"
    ).only(.questions),
    .optionalNumber(
      "topP", \.topP, 0.01...1,
      "Draws from the smallest set of tokens that holds this probability (nucleus). null: from all.",
      source: "Holtzman et al., arXiv 1904.09751"
    ).only(.questions),
    .optionalInteger(
      "dynamicSampling", \.dynamicSampling, 1...64,
      "Replaces groups whose rewards are all equal by others, in at most this many rounds. null: keeps them.",
      source: "DAPO (arXiv 2503.14476), section 3.2"
    ).only(.questions),
    .choice(
      "reward", \.reward,
      "What is optimised: `outcome`; what the steps earn as a sum (`processSum`), by the worst step (`processMinimum`) or as differences of a potential (`processPotential`); a learnt `rewardModel`; or a coin (`random`).",
      source:
        "DeepSeekMath (arXiv 2402.03300), section 4.1; PURE (arXiv 2504.15275); Ng et al. 1999"
    ).only(.questions),
    .choice(
      "credit", \.credit, "What counts as one action: a `token`, or the whole `answer`.",
      source: "DeepSeekMath, equation 3; RLOO (arXiv 2402.14740), section 3"
    ).only(.questions),
    .number(
      "rewardDivergence", \.rewardDivergence, 0...10,
      "β: each token's reward is lowered by β·(log π_old − log π_ref).",
      source: "Ziegler et al., arXiv 1909.08593, equation 2"
    ).only(.questions),
    .choice(
      "valueStart", \.valueStart,
      "Whether the value transformer starts at the reference's layers or at random ones.",
      source: "The N implementation details of RLHF with PPO, detail 8"
    ).only(.questions),
    .integer(
      "rewardModelPrompts", \.rewardModelPrompts, 8...65_536,
      "Questions whose completions the reward model learns preferences from (reward: rewardModel).",
      source: "Ouyang et al., arXiv 2203.02155, section 3.5"
    ).only(.questions),
    .integer(
      "rewardModelEpochs", \.rewardModelEpochs, 1...100,
      "Passes over those preferences.", source: "Ouyang et al., appendix C.2"
    ).only(.questions),
    .number(
      "rewardModelLearningRate", \.rewardModelLearningRate, 1e-6...1,
      "Adam's step size for the reward model.", source: "Ouyang et al., appendix C.2"
    ).only(.questions),
    .flag(
      "outOfDistribution", \.outOfDistribution,
      "Whether the last evaluation includes the sets that differ in one factor.",
      source: "Guides/arithmetic.md"
    ).only([.questions, .supervised]),
    .integer(
      "warmUpUpdates", \.warmUpUpdates, 0...100_000,
      "Updates over which the policy's learning rate rises linearly, from 1/n of it.",
      source: "Vaswani et al., arXiv 1706.03762, section 5.3"
    ).only([.questions, .supervised]),
    .number(
      "adamBeta2", \.adamBeta2, 0.5...0.99999,
      "β₂ of Adam.", source: "Adam (arXiv 1412.6980), algorithm 1"
    ).only([.questions, .supervised]),
  ]

  /// The switches of supervised training, and of the transformer that it trains.
  static let supervisedDeclarations: [OptionDeclaration] = [
    .integer(
      "demonstrationsPerUpdate", \.demonstrationsPerUpdate, 1...65_536,
      "Worked solutions in one Adam step.", source: "Guides/arithmetic.md"
    ).only(.supervised),
    .optionalNumber(
      "stopAccuracy", \.stopAccuracy, 0.01...1,
      "Ends training once the sampled accuracy on validation items reaches this, looked at every 32 updates. null: at the budget's end.",
      source: "Guides/algorithms/supervised.md"
    ).only(.supervised),
    .number(
      "misread", \.misread, 0...1,
      "The probability that a demonstration reads a subtraction as an addition: a declared systematic error.",
      source: "Guides/arithmetic.md"
    ).only(.supervised),
    .number(
      "slip", \.slip, 0...1,
      "The probability that a demonstration's step has a result that is off by 1, 2 or 10.",
      source: "Guides/arithmetic.md"
    ).only(.supervised),
    .integer(
      "width", \.width, 8...1024, "Numbers in the transformer's residual stream.",
      source: "Radford et al. 2019 (GPT-2)"
    ).only(.supervised),
    .integer(
      "layers", \.layers, 1...48, "Blocks of attention and perceptron.",
      source: "Radford et al. 2019"
    ).only(.supervised),
    .integer(
      "heads", \.heads, 1...64, "Heads of the attention; they must divide the width.",
      source: "Vaswani et al., section 3.2"
    ).only(.supervised),
    .choice(
      "positions", \.positions, "Position embeddings that are `learnt`, or `rotary` ones.",
      source: "Radford et al. 2019; Su et al., arXiv 2104.09864"
    ).only(.supervised),
    .flag(
      "tiedHead", \.tiedHead, "Whether the head shares the weights of the token embedding.",
      source: "Press and Wolf, arXiv 1608.05859"
    ).only(.supervised),
    .integer(
      "context", \.context, 16...1024, "The most tokens of a question and its completion.",
      source: "Guides/arithmetic.md"
    ).only(.supervised),
  ]
}
