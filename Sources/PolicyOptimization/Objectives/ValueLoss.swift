/// ½(V − R)², or with a clip ½·max((V − R)², (V_old + clip(V − V_old, ±ε) − R)²).
///
/// PPO, arXiv 1707.06347, equation 9; the clip is core detail 9 of *The 37 implementation details of
/// PPO*.
package enum ValueLoss {
  /// The loss of one prediction and its derivative by V.
  package static func term(
    value: Double, oldValue: Double, target: Double, clipRange: Double?
  ) -> (loss: Double, gradient: Double) {
    let error = value - target
    guard let clipRange else { return (0.5 * error * error, error) }
    let change = value - oldValue
    let bounded = max(-clipRange, min(clipRange, change))
    let clippedError = oldValue + bounded - target
    if clippedError * clippedError > error * error {
      return (0.5 * clippedError * clippedError, bounded == change ? clippedError : 0)
    }
    return (0.5 * error * error, error)
  }
}
