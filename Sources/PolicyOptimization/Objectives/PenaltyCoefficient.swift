/// The weight β of the KL penalty (PPO, arXiv 1707.06347, section 4): where the target is set, β is
/// halved after an update with d < target/1.5 and doubled after one with d > 1.5·target.
package struct PenaltyCoefficient: Sendable, Equatable {
  /// β.
  package private(set) var value: Double
  private let target: Double?

  package init(initial: Double, target: Double?) {
    value = initial
    self.target = target
  }

  /// Takes in d, the mean KL(π_old‖π) that an update came to.
  package mutating func adapt(toDivergence divergence: Double) {
    guard let target else { return }
    if divergence < target / 1.5 {
      value /= 2
    } else if divergence > target * 1.5 {
      value *= 2
    }
  }
}
