/// A reward at one token of a completion.
public struct TokenReward: Sendable, Equatable {
  /// The token's position, from 0 at the completion's first.
  public var position: Int
  /// The reward that is received with this token.
  public var reward: Double

  /// Memberwise.
  public init(position: Int, reward: Double) {
    self.position = position
    self.reward = reward
  }
}

/// Rewards for the steps of a completion, as functions of its ``Verdict`` alone.
///
/// They come on top of the outcome, which is 1 at the last token where ``Verdict/isCorrect``. With
/// n needed steps, of which k are derived, and b bad steps:
///
/// | | what it pays | total |
/// |---|---|---|
/// | ``stepSum`` | 1/n at each `ok` step, 0 at a bad one | k/n |
/// | ``minimum`` | −1/b at each bad step; without any, 1 shared by the `ok` steps | −1, 1 or 0 |
/// | ``potential`` | Φ(next) − Φ(now), Φ = derived/n, Φ = 0 at the end | 0 |
public enum ProcessReward: String, Sendable, CaseIterable {
  /// 1/n at the last token of each `ok` step, and nothing for a bad one.
  ///
  /// The naive form, kept to show how it is hacked: bad steps are free, so writing every pair of
  /// numbers under every operation earns all of it, whatever is answered; and a step is worth its
  /// share even where taking it makes the answer less likely. Its optimum need not be the outcome's.
  case stepSum
  /// The minimum of the steps' rewards (1 for `ok`, −1 for bad), in place of their sum.
  ///
  /// PURE (Cheng et al. 2025, https://arxiv.org/abs/2504.15275): the value of a completion is the
  /// minimum of its steps' rewards, received through r*ᵢ = rᵢ exp(−rᵢ/T) / Σⱼ exp(−rⱼ/T). This is the
  /// limit T → 0: the worst steps share the minimum equally. After the first of several bad steps the
  /// sum of what is still to come is above the minimum; that is the transformation's, not a deviation.
  /// A completion without steps gets nothing, and steps left out are not seen.
  case minimum
  /// Potential-based shaping: Φ(next) − Φ(now), with Φ = derived/n, and 0 once the completion ends.
  ///
  /// Ng, Harada and Russell (1999), theorem 1: the best actions stay the best. For discount 1 only;
  /// other discounts need γ Φ(next) − Φ(now). The rewards, added in order or from the end, sum to
  /// exactly 0 over a completion, so a return of the whole completion never sees them.
  case potential

  /// The rewards of a completion, positions strictly ascending, without those that are 0.
  ///
  /// Empty for a completion without tokens.
  public func rewards(_ verdict: Verdict) -> [TokenReward] {
    switch self {
    case .stepSum:
      let share = 1 / Double(verdict.neededCount)
      return verdict.steps.filter { $0.verdict == .ok }
        .map { TokenReward(position: $0.end, reward: share) }
    case .minimum: return Self.minimumRewards(verdict.steps)
    case .potential: return Self.potentialRewards(verdict)
    }
  }

  private static func minimumRewards(_ steps: [VerifiedStep]) -> [TokenReward] {
    let bad = steps.filter { $0.verdict != .ok }
    let worst = bad.isEmpty ? steps : bad
    let share = (bad.isEmpty ? 1 : -1) / Double(worst.count)
    return worst.map { TokenReward(position: $0.end, reward: share) }
  }

  private static func potentialRewards(_ verdict: Verdict) -> [TokenReward] {
    let last = verdict.tokenCount - 1
    let count = Double(verdict.neededCount)
    var rewards: [TokenReward] = []
    var potential = 0.0
    for (index, step) in verdict.steps.filter({ $0.verdict == .ok }).enumerated()
    where step.end < last {
      // A difference of neighbours k/n is exact (Sterbenz), so the sums are too.
      let next = Double(index + 1) / count
      rewards.append(TokenReward(position: step.end, reward: next - potential))
      potential = next
    }
    if potential > 0 { rewards.append(TokenReward(position: last, reward: -potential)) }
    return rewards
  }

  /// The reward of each step at its last token, 1 for `ok` and 0 for a bad one: what process
  /// supervision in GRPO takes.
  ///
  /// DeepSeekMath (Shao et al. 2024, https://arxiv.org/abs/2402.03300), section 4.1.3: the rewards of
  /// all steps of a group are normalised together, r̃ = (r − mean)/std, and a token's advantage is the
  /// sum of r̃ over the steps that end at or after it. Exact verdicts take the reward model's place.
  /// Empty for a completion without steps: all its advantages are 0.
  public static func stepRewards(_ verdict: Verdict) -> [TokenReward] {
    verdict.steps.map {
      TokenReward(position: $0.end, reward: $0.verdict == .ok ? 1 : 0)
    }
  }
}
