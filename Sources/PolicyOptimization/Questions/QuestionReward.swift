import Randomness
import Tasks

extension RewardKind {
  /// The parts of this reward for a completion, in the order of the tokens that earn them.
  ///
  /// Every form but the reward model's and the coin's ends with the outcome: 1 at the last token where
  /// the answer is right. The steps of ``processSum`` are all there, those that earn nothing too, since
  /// process supervision compares them.
  ///
  /// - Parameters:
  ///   - preference: the reward model's score, where there is one.
  ///   - stream: what the coin of ``random`` is thrown with.
  package func steps(
    _ verdict: Verdict, preference: Double?, using stream: inout RandomStream
  ) -> [Batch.StepReward] {
    let last = verdict.tokenCount - 1
    let outcome = [Batch.StepReward(offset: last, reward: verdict.isCorrect ? 1 : 0)]
    switch self {
    case .outcome: return outcome
    case .processSum:
      return ProcessReward.stepRewards(verdict).map {
        Batch.StepReward(offset: $0.position, reward: $0.reward / Double(verdict.neededCount))
      } + outcome
    case .processMinimum: return Self.parts(.minimum, verdict) + outcome
    case .processPotential: return Self.parts(.potential, verdict) + outcome
    case .rewardModel: return [Batch.StepReward(offset: last, reward: preference ?? 0)]
    case .random:
      return [Batch.StepReward(offset: last, reward: stream.uniform() < 0.5 ? 1 : 0)]
    }
  }

  /// An outcome as training sees it: with the given probability its opposite (``Options/rewardFlip``).
  ///
  /// - Parameter stream: one uniform number is drawn of it, unless the probability is 0.
  package static func flipped(
    _ steps: [Batch.StepReward], probability: Double, using stream: inout RandomStream
  ) -> [Batch.StepReward] {
    guard probability > 0, stream.uniform() < probability else { return steps }
    return steps.map { Batch.StepReward(offset: $0.offset, reward: 1 - $0.reward) }
  }

  private static func parts(_ form: ProcessReward, _ verdict: Verdict) -> [Batch.StepReward] {
    form.rewards(verdict).map { Batch.StepReward(offset: $0.position, reward: $0.reward) }
  }
}

/// The sums of what completions earn by every definition, whatever is optimised.
package struct RewardTally: Sendable {
  private var count = 0.0
  private var correct = 0.0
  private var verified = 0.0
  private var lucky = 0.0
  private var truncated = 0.0
  private var tokens = 0.0
  private var processSum = 0.0
  private var processMinimum = 0.0

  package init() {}

  package mutating func add(_ verdict: Verdict) {
    count += 1
    correct += verdict.isCorrect ? 1 : 0
    verified += verdict.isVerified ? 1 : 0
    lucky += verdict.isLucky ? 1 : 0
    truncated += verdict.isTruncated ? 1 : 0
    tokens += Double(verdict.tokenCount)
    processSum += ProcessReward.stepSum.rewards(verdict).reduce(0) { $0 + $1.reward }
    processMinimum += ProcessReward.minimum.rewards(verdict).reduce(0) { $0 + $1.reward }
  }

  /// Means over the completions; NaN of none.
  package var accuracy: Double { correct / count }
  package var verifiedRate: Double { verified / count }
  package var luckyRate: Double { lucky / count }
  package var truncationRate: Double { truncated / count }
  package var length: Double { tokens / count }
  package var meanProcessSum: Double { processSum / count }
  package var meanProcessMinimum: Double { processMinimum / count }
}
