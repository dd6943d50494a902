/// The columns of the training log, one row per update. Those behind ``truncated`` are no part of
/// `curve.csv`: what is stored of them is in `diagnostics.json`.
public enum UpdateColumn: String, CaseIterable, Sendable {
  /// The number of the update, from 0.
  case update
  /// Environment steps taken by the end of the update's rollout.
  case environmentSteps
  /// Episodes that ended in the rollout.
  case episodes
  /// Mean undiscounted return of those episodes; absent where none ended.
  case episodeReturn
  /// Mean length of those episodes, in steps.
  case episodeLength
  /// The policy's loss after the update, like all columns after it on the whole batch, on questions on its
  /// first quarter (supervised training: before the step); advantages that are normalised over each
  /// minibatch are normalised over the batch.
  case policyLoss
  /// The value loss, ½(V − R)² or its clipped form, mean over the update's steps.
  case valueLoss
  /// Mean entropy of the policy after the update, in nats.
  case entropy
  /// Mean exact KL(π_old‖π) over the batch after the update, in nats.
  case klOld
  /// The chosen estimate of KL(π‖π_ref) after the update, in nats.
  case klReference
  /// Share of transitions whose gradient the clip takes away after the update.
  case clipFraction
  /// Smallest π/π_old of the actions taken, after the update.
  case smallestRatio
  /// Largest π/π_old of the actions taken, after the update.
  case largestRatio
  /// 1 − Var(R − V)/Var(R) of the values the advantages were made with.
  case explainedVariance
  /// Norm of the policy's gradient before clipping, mean over the update's steps.
  case gradientNorm
  /// Adam's step size, or the factor of the natural gradient.
  case stepSize
  /// Adam's step size for this update, by its schedule.
  case learningRate
  /// Step lengths tried in the line search.
  case lineSearchSteps
  /// 1 where no step was taken: no acceptable length, or no usable direction.
  case stepFailed
  /// ‖g − Fs‖/‖g‖ of the conjugate gradient.
  case solverResidual
  /// Passes over the batch that were begun.
  case epochs
  /// β of the KL penalty during the update.
  case klPenalty
  /// Share of groups whose returns were all equal (no gradient).
  case uniformGroups
  /// Completions written by the end of the update's rollout, those that were set aside included.
  case completions
  /// Mean of what is optimised, over the batch.
  case reward
  /// Mean of the outcome reward: the share of right answers.
  case accuracy
  /// Share of completions whose answer and steps are all right.
  case verified
  /// Mean of the process rewards as a sum, whatever is optimised.
  case processSum
  /// Mean of the process rewards in their minimum form, whatever is optimised.
  case processMinimum
  /// Mean score of the reward model, where there is one.
  case rewardModelScore
  /// Mean tokens of a completion.
  case completionLength
  /// Share of completions that ended without the end token.
  case truncated
  /// Effective sample size of the ratios π/π_old after the update, as a share of the samples.
  case effectiveSampleSize
  /// Share of transitions whose ratio lies outside the clip range after the update.
  case outsideFraction
  /// Largest exact KL(π_old‖π) of a minibatch before the step on it, in nats; absent where completions
  /// that have no gradient were left out.
  case largestDivergence
  /// Norm of the policy's gradient before clipping, largest of the update's steps.
  case largestGradientNorm
  /// Norm of the value loss's gradient before clipping, mean over the update's steps.
  case criticGradientNorm

  /// The columns of a run on a control task.
  static let control: [UpdateColumn] =
    [.update, .environmentSteps, .episodes, .episodeReturn, .episodeLength] + common
  /// The columns of a run on questions.
  static let questions: [UpdateColumn] =
    [
      .update, .completions, .reward, .accuracy, .verified, .processSum, .processMinimum,
      .rewardModelScore, .completionLength, .truncated,
    ]
    + common
  /// The columns of supervised training.
  static let supervised: [UpdateColumn] = [.update, .policyLoss, .gradientNorm, .learningRate]

  private static let common: [UpdateColumn] = [
    .policyLoss, .valueLoss, .entropy, .klOld, .klReference, .clipFraction, .smallestRatio,
    .largestRatio, .explainedVariance, .gradientNorm, .stepSize, .learningRate, .lineSearchSteps,
    .stepFailed, .solverResidual, .epochs, .klPenalty, .uniformGroups,
  ]
}
