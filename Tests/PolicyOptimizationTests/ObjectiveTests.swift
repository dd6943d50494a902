import Foundation
import PolicyOptimization
import Testing

/// Golden values computed by hand from the formulas, to nine digits.
@Suite struct `Objectives` {
  private func term(
    ratio: Double, advantage: Double, clip: (low: Double, high: Double)? = (0.2, 0.2)
  ) -> SurrogateObjective.Term {
    SurrogateObjective(kind: .ratio, clip: clip).term(
      logProbability: Foundation.log(ratio), oldLogProbability: 0, advantage: advantage)
  }

  @Test(arguments: [
    (1.5, 1.0, -1.2), (0.5, 1, -0.5), (1.5, -1, 1.5), (0.5, -1, 0.8), (4, -1, 4),
  ])
  func `the clipped loss is the smaller of both objectives`(
    _ ratio: Double, _ advantage: Double, _ loss: Double
  ) {
    let result = term(ratio: ratio, advantage: advantage)
    #expect(abs(result.loss - loss) < 1e-6)
  }

  @Test func `a higher upper clip earns more above 1`() {
    #expect(abs(term(ratio: 1.5, advantage: 1, clip: (0.2, 0.28)).loss + 1.28) < 1e-6)
  }

  @Test func `a clipped transition has no gradient and an unclipped one the ratio's`() {
    let clipped = term(ratio: 1.5, advantage: 1)
    #expect(clipped.clipped && clipped.coefficient == 0)
    let open = term(ratio: 1.5, advantage: -1)
    #expect(!open.clipped && abs(open.coefficient - 1.5) < 1e-6)
  }

  @Test func `a ratio is outside the clip range by its own bound, whatever the advantage`() {
    let objective = SurrogateObjective(kind: .ratio, clip: (0.2, 0.3))
    #expect(
      [0.79, 0.81, 1, 1.29, 1.31].map(objective.isOutside) == [true, false, false, false, true])
    #expect(!SurrogateObjective(kind: .ratio).isOutside(9))
  }

  @Test func `ratios of 1 and 3 leave four fifths of the samples in effect`() {
    var summary = PolicyLoss.Summary()
    for ratio in [1.0, 3] {
      summary.add(
        term(ratio: ratio, advantage: 0), isOutside: ratio > 2, weight: 0.5, share: 0.5)
    }
    // (1 + 3)²/(2 (1 + 9))
    #expect(abs(summary.effectiveSampleSize - 0.8) < 1e-6)
    #expect(summary.outsideFraction == 0.5)
    #expect(PolicyLoss.Summary().effectiveSampleSize.isNaN)
  }

  @Test(arguments: [-2.0, -0.3, 0, 0.7, 5])
  func `at ratio 1 every surrogate has the policy gradient`(_ advantage: Double) {
    let old = -0.7
    func coefficient(_ objective: SurrogateObjective) -> Double {
      objective.term(logProbability: old, oldLogProbability: old, advantage: advantage).coefficient
    }
    let plain = coefficient(SurrogateObjective(kind: .logProbability))
    #expect(coefficient(SurrogateObjective(kind: .ratio)) == plain)
    #expect(coefficient(SurrogateObjective(kind: .ratio, clip: (0.2, 0.2))) == plain)
  }

  @Test(
    arguments: [
      (SurrogateKind.logProbability, nil), (.ratio, nil), (.ratio, 0.2),
    ] as [(SurrogateKind, Double?)])
  func `the coefficient is the derivative of the loss`(_ kind: SurrogateKind, _ clip: Double?) {
    let objective = SurrogateObjective(kind: kind, clip: clip.map { ($0, $0) })
    for logProbability in [-1.9, -1.05, -0.6] {
      for advantage in [-1.3, 0.4] {
        func loss(_ change: Double) -> Double {
          objective.term(
            logProbability: logProbability + change, oldLogProbability: -1, advantage: advantage
          ).loss
        }
        let numeric = (loss(1e-3) - loss(-1e-3)) / 2e-3
        let analytic = objective.term(
          logProbability: logProbability, oldLogProbability: -1, advantage: advantage
        ).coefficient
        #expect(abs(numeric - analytic) < 2e-3)
      }
    }
  }

  @Test(arguments: [
    (-1.0, -1.5, 0.5, 0.125, 0.106_530_66), (-2, -1, -1, 0.5, 0.718_281_83),
  ])
  func `the estimators of the divergence from the reference have their golden values`(
    _ new: Double, _ reference: Double, _ k1: Double, _ k2: Double, _ k3: Double
  ) throws {
    for (estimator, expected) in [(KLEstimator.k1, k1), (.k2, k2), (.k3, k3)] {
      let term = try #require(
        estimator.term(logProbability: new, referenceLogProbability: reference))
      #expect(abs(term.value - expected) < 1e-6)
    }
    #expect(KLEstimator.exact.term(logProbability: new, referenceLogProbability: reference) == nil)
  }

  @Test(arguments: [KLEstimator.k1, .k2, .k3])
  func `the coefficient of each estimator is its derivative`(_ estimator: KLEstimator) throws {
    func value(_ logProbability: Double) throws -> (value: Double, coefficient: Double) {
      try #require(
        estimator.term(logProbability: logProbability, referenceLogProbability: -1.2))
    }
    let numeric = try (value(-0.69).value - value(-0.71).value) / 0.02
    #expect(abs(numeric - (try value(-0.7).coefficient)) < 1e-3)
  }

  /// Expected gradients over a softmax of three actions: 0 for k1, ∇KL(π‖ref) for k2, ∇KL(ref‖π) for k3.
  @Test func `the expected gradients of k1, k2 and k3 are those that theory says`() throws {
    let policy = [0.5, 0.3, 0.2]
    let reference = [0.2, 0.5, 0.3]
    func expected(_ estimator: KLEstimator) throws -> [Double] {
      var gradient = [0.0, 0, 0]
      for action in 0..<3 {
        let term = try #require(
          estimator.term(
            logProbability: Foundation.log(policy[action]),
            referenceLogProbability: Foundation.log(reference[action])))
        for k in 0..<3 {
          gradient[k] +=
            policy[action] * term.coefficient * ((k == action ? 1 : 0) - policy[k])
        }
      }
      return gradient
    }
    let divergence = (0..<3).reduce(0.0) {
      $0 + policy[$1] * Foundation.log(policy[$1] / reference[$1])
    }
    let zero = try expected(.k1)
    let reverse = try expected(.k2)
    let forward = try expected(.k3)
    for k in 0..<3 {
      #expect(abs(zero[k]) < 1e-9)
      let exactReverse = policy[k] * (Foundation.log(policy[k] / reference[k]) - divergence)
      #expect(abs(reverse[k] - exactReverse) < 1e-6)
      #expect(abs(forward[k] - (policy[k] - reference[k])) < 1e-6)
    }
  }

  @Test func `the value loss is half the squared error, or the worse of that and the clipped one`()
  {
    let plain = ValueLoss.term(value: 3, oldValue: 1, target: 5, clipRange: nil)
    #expect(plain.loss == 2 && plain.gradient == -2)
    let held = ValueLoss.term(value: 3, oldValue: 1, target: 5, clipRange: 0.5)
    #expect(held.loss == 0.5 * 3.5 * 3.5 && held.gradient == 0)
    let inside = ValueLoss.term(value: 1.25, oldValue: 1, target: 5, clipRange: 0.5)
    #expect(inside.loss == 0.5 * 3.75 * 3.75 && inside.gradient == -3.75)
    let away = ValueLoss.term(value: -3, oldValue: 1, target: 5, clipRange: 0.5)
    #expect(away.loss == 32 && away.gradient == -8)
  }

  @Test(arguments: [
    (0.003, 0.5), (0.006_666_7, 1), (0.009, 1), (0.015, 1), (0.015_001, 2), (0.02, 2),
  ])
  func `the penalty halves below two thirds of its target and doubles above three halves`(
    _ divergence: Double, _ factor: Double
  ) {
    var penalty = PenaltyCoefficient(initial: 3, target: 0.01)
    penalty.adapt(toDivergence: divergence)
    #expect(penalty.value == 3 * factor)
  }

  @Test func `a penalty without a target stays`() {
    var penalty = PenaltyCoefficient(initial: 3, target: nil)
    penalty.adapt(toDivergence: 100)
    #expect(penalty.value == 3)
  }
}
