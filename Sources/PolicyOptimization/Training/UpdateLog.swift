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
  /// The policy's loss on the whole batch after the update.
  case policyLoss
  /// The value loss ½(V − R)², mean over the update's steps.
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

/// One row of the training log; NaN where a quantity does not apply.
package struct UpdateRow {
  package private(set) var values = [Double](
    repeating: .nan, count: UpdateColumn.allCases.count)
  private static let positions = Dictionary(
    uniqueKeysWithValues: UpdateColumn.allCases.enumerated().map { ($1, $0) })

  package init() {}

  package subscript(column: UpdateColumn) -> Double {
    get { values[Self.positions[column] ?? 0] }
    set { values[Self.positions[column] ?? 0] = newValue }
  }
}

/// The mean of some numbers, or NaN of none.
func meanOrNaN(_ values: [Double]) -> Double {
  values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
}

/// 1 − Var(R − V)/Var(R): the share of the returns' variance that the values explain; NaN where the
/// returns are all equal. At most 1; 0 for a constant, negative for worse.
package func explainedVariance(values: [Double], returns: [Double], count: Int) -> Double {
  func variance(_ number: (Int) -> Double) -> Double {
    var mean = 0.0
    for i in 0..<count { mean += number(i) }
    mean /= Double(count)
    var squares = 0.0
    for i in 0..<count { squares += (number(i) - mean) * (number(i) - mean) }
    return squares
  }
  let total = variance { returns[$0] }
  return total > 0 ? 1 - variance { returns[$0] - values[$0] } / total : .nan
}
