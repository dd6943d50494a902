import Randomness
import Reports
import Results

extension SyntheticSuite {
  /// The arms of a made-up suite with questions, in its order.
  enum QuestionArm: String, CaseIterable {
    /// The reference, from demonstrations with a declared error.
    case sft
    /// Two algorithms that start from it.
    case ppo, grpo
    /// One that optimises a reward of its own.
    case grpoSum = "grpo-sum"
    /// The negative control.
    case grpoRandom = "grpo-random"
    /// A supervised control with clean demonstrations.
    case clean = "sft-clean"

    var method: String {
      switch self {
      case .sft, .clean: "supervised"
      case .ppo: "ppo"
      case .grpo, .grpoSum, .grpoRandom: "grpo"
      }
    }

    var isSupervised: Bool { method == "supervised" }

    var reward: String {
      switch self {
      case .grpoSum: "processSum"
      case .grpoRandom: "random"
      default: "outcome"
      }
    }

    /// The sampled accuracy about which its runs end.
    var level: Double {
      switch self {
      case .sft: 0.5
      case .ppo: 0.62
      case .grpo: 0.7
      case .grpoSum: 0.41
      case .grpoRandom: 0.495
      case .clean: 0.8
      }
    }
  }

  /// A suite that asks questions of level 3, and controls a cart where `withControl`.
  static func questions(
    withControl: Bool = false, seeds: Int = 6, arms: [QuestionArm] = QuestionArm.allCases,
    evaluations: Int = 5
  ) -> SyntheticSuite {
    let labels = arms.map(\.rawValue)
    var suite = SyntheticSuite(
      name: "questions", tasks: withControl ? ["CartPole-v1"] : [],
      algorithms: labels, seeds: seeds, evaluations: evaluations
    ) { _, label in label == "ppo" || label == "grpo" ? 100_000 : nil }
    suite.suite.tasks.append(
      TaskSummary(
        name: "arithmetic-3", summary: "Word problems of level 3.", kind: .arithmetic,
        budgetUnit: "completions", headlineMetric: "sampledAccuracy", randomScore: 0,
        scriptedScore: 1, scriptedPolicy: "every answer right", floorReturn: 0))
    suite.suite.algorithms = arms.map {
      AlgorithmSummary(label: $0.rawValue, method: $0.method, summary: "A made-up algorithm.")
    }
    for arm in arms {
      suite.suite.arms.append(Self.arm(arm, evaluations: evaluations))
      let index = suite.suite.arms.count - 1
      for seed in 0..<seeds {
        let result = Self.result(of: suite.suite.arms[index], arm, seed: seed, suite.suite)
        suite.cells.append(
          StoredCell(
            arm: index, seed: seed, state: .result(result),
            samples: seed == 0 ? Self.samples(arm) : []))
      }
    }
    return suite
  }

  private static func arm(_ arm: QuestionArm, evaluations: Int) -> Arm {
    let mistakes: [String: JSONValue] = ["misread": .number(0.3), "slip": .number(0.05)]
    let none: [String: JSONValue] = ["misread": .number(0), "slip": .number(0)]
    return Arm(
      task: "arithmetic-3", algorithm: arm.rawValue, method: arm.method,
      options: arm.isSupervised
        ? (arm == .clean ? none : mistakes)
        : ["reward": .string(arm.reward), "groupSize": .number(8)],
      budget: arm.isSupervised ? 20_000 : 30_000, evaluations: evaluations, evaluationEpisodes: 4,
      finalEpisodes: 4,
      reference: arm.isSupervised
        ? nil : ReferenceArm(label: "sft", options: mistakes, budget: 20_000),
      gate: arm.isSupervised ? nil : [0.2, 0.8])
  }

  private static func result(
    of arm: Arm, _ kind: QuestionArm, seed: Int, _ suite: ResolvedSuite
  ) -> CellResult {
    var stream = RandomStream(seed: 13, purpose: "questions", seed)
    let reference = 0.5 + 0.06 * (stream.uniform() - 0.5)
    var own = RandomStream(seed: 13, purpose: kind.rawValue, seed)
    let final =
      kind == .sft ? reference : reference + kind.level - 0.5 + 0.06 * (own.uniform() - 0.5)
    let evaluations = (1...arm.evaluations).map { share in
      let progress = Double(share) / Double(arm.evaluations)
      let start = kind.isSupervised ? 0 : reference
      let value = start + (final - start) * progress * (2 - progress)
      return CellResult.Evaluation(
        position: arm.budget * share / arm.evaluations, greedyReturns: [0, 1],
        sampledReturns: [value - 0.01, value + 0.01])
    }
    return CellResult(
      cell: CellSpecification(
        arm: arm, seed: seed, suiteSeed: suite.suiteSeed, resultsVersion: suite.resultsVersion),
      outcome: .completed, metrics: metrics(kind, final: final, reference: reference),
      evaluations: evaluations)
  }

  private static func metrics(
    _ kind: QuestionArm, final: Double, reference: Double
  ) -> [String: Double] {
    var metrics: [String: Double] = [
      "sampledAccuracy": final, "greedyAccuracy": final + 0.02, "passAt8": final + 0.15,
      "majorityAt8": final + 0.05, "verifiedAccuracy": final - 0.04, "luckyRate": 0.04,
      "truncationRate": 0.01, "completionLength": 31.25, "entropy": 0.21,
      "baseline.majority": 0.013, "baseline.sum": 0.075, "baseline.firstMinusLast": 0.011,
      "steps.2.sampledAccuracy": final + 0.1, "steps.3.sampledAccuracy": final - 0.1,
      "reward.outcome": final, "reward.processSum": kind == .grpoSum ? 3.4 : 1.9,
      "reward.processMinimum": final - 0.05, "peakModelBytes": 2_000_000,
    ]
    for (index, factor) in ["surface", "structure", "range", "facts", "length"].enumerated() {
      metrics["ood.\(factor).sampledAccuracy"] = final - 0.06 * Double(index + 1)
      metrics["ood.\(factor).greedyAccuracy"] = final - 0.05 * Double(index + 1)
    }
    for factor in ["distractors", "order"] {
      metrics["ood.\(factor).sampledAccuracy"] = final - 0.2
      metrics["ood.\(factor).cleanSampledAccuracy"] = final + 0.01
    }
    if !kind.isSupervised {
      metrics["klReference"] = 0.125
      metrics["trainingReward"] = kind == .grpoSum ? 3.3 : final
      metrics["trainingAccuracy"] = final
      metrics["referenceSampledAccuracy"] = reference
      metrics["accuracyGain"] = final - reference
    }
    return metrics
  }

  /// Four questions, before training and after it.
  private static func samples(_ kind: QuestionArm) -> [CellSample] {
    let questions = [
      ("Mia has 44 apples. Leo has 4 times as many. How many apples does Leo have now?", 176),
      ("Ann has 9 pears. Ann eats 3 pears. How many pears does Ann have now?", 6),
      ("Bob buys 12 pens. Bob gives away 5 pens. How many pens does Bob have now?", 7),
      ("Tim has 2 nuts. Tim finds 3 more nuts. How many nuts does Tim have now?", 5),
    ]
    return [0, kind.isSupervised ? 20_000 : 30_000].flatMap { position in
      questions.map { question, answer in
        let isRight = position > 0 && kind.level > 0.5
        return CellSample(
          position: position, question: question,
          completion: "<<\(answer - 1)+1=\(answer)>> #### \(isRight ? answer : answer + 10)",
          answer: answer, isCorrect: isRight, isVerified: isRight && answer != 6)
      }
    }
  }

  /// Gives the runs of an arm on the questions these values of a metric, by seed.
  mutating func setMetric(_ label: String, _ name: String, _ values: [Double]) {
    for (seed, value) in values.enumerated() {
      edit("arithmetic-3", label, seed) { $0.metrics[name] = value }
    }
  }
}
