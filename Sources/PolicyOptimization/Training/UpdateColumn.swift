/// The columns of the training log, one row per update.
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
  /// The policy's loss on the whole batch after the update; advantages that are normalised over each
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
}
