import Kernels

/// What one update of the policy did; NaN where a quantity does not apply.
package struct StepReport: Sendable {
  /// Euclidean norm of the policy's gradient before clipping, mean over the steps taken.
  package var gradientNorm = Double.nan
  /// The largest of these norms.
  package var largestGradientNorm = Double.nan
  /// The largest KL(π_old‖π) of a minibatch, before the step on it; not known where completions were left
  /// out.
  package var largestDivergence = Double.nan
  /// Euclidean norm of the value loss's gradient before clipping, mean over the joint steps.
  package var criticGradientNorm = Double.nan
  /// Adam's step size, or the factor of s that was taken: √(2δ/sᵀFs), shortened by the line search.
  package var stepSize = Double.nan
  /// Step lengths tried; 0 where the search did not run.
  package var lineSearchSteps = Double.nan
  /// 1 where no acceptable step was found and the parameters stayed.
  package var failed = Double.nan
  /// ‖g − Fs‖/‖g‖ of the conjugate gradient.
  package var solverResidual = Double.nan
  /// Passes over the batch that were begun.
  package var epochs = Double.nan
  /// Mean value loss of the joint steps.
  package var valueLoss = Double.nan
  /// Of the policy's multiply-adds those of Fisher-vector products.
  package var solverMultiplyAdds = 0
  /// The policy's loss on the whole batch after the step, where the step came across it.
  package var after: PolicyLoss.Summary?
}

/// A way of moving the policy's parameters, given a batch with advantages.
package protocol PolicyStep: AnyObject {
  /// Moves the policy.
  ///
  /// - Parameters:
  ///   - update: the number of the update, which addresses its random streams.
  ///   - learningRate: Adam's step size at this point of its schedule.
  func run(_ batch: Batch, update: Int, learningRate: Double) -> StepReport
}
