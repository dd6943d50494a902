/// Estimators of the advantage: pure functions of rewards, values and the order of transitions.
///
/// All take the arrays of a ``Batch``: `successor[i]` > i is the next transition of the same stretch or
/// −1 at its end, and `nextValues[i]` the value of the state after transition i (0 if terminal).
package enum Advantages {
  /// Generalised advantage estimation (arXiv 1506.02438, equation 16):
  /// δₜ = rₜ + γV(sₜ₊₁) − V(sₜ), Aₜ = δₜ + γλAₜ₊₁, the sum cut where the stretch ends.
  ///
  /// λ = 1 gives (bootstrapped) Monte Carlo returns less the values, λ = 0 the one-step error.
  package static func generalized(
    rewards: [Double], values: [Double], nextValues: [Double], successor: [Int], count: Int,
    discount: Double, lambda: Double, into advantages: inout [Double]
  ) {
    for i in (0..<count).reversed() {
      let error = rewards[i] + discount * nextValues[i] - values[i]
      let rest = successor[i] >= 0 ? advantages[successor[i]] : 0
      advantages[i] = error + discount * lambda * rest
    }
  }

  /// k-step returns less the values (A3C, arXiv 1602.01783, section 4):
  /// Aₜ = Σ_{i<k} γⁱrₜ₊ᵢ + γᵏV(sₜ₊ₖ) − V(sₜ), cut (and bootstrapped) where the stretch ends.
  package static func multiStep(
    rewards: [Double], values: [Double], nextValues: [Double], successor: [Int], count: Int,
    discount: Double, steps: Int, into advantages: inout [Double]
  ) {
    for start in 0..<count {
      var sum = -values[start]
      var weight = 1.0
      var i = start
      for step in 1...steps {
        sum += weight * rewards[i]
        weight *= discount
        if step == steps || successor[i] < 0 {
          sum += weight * nextValues[i]
          break
        }
        i = successor[i]
      }
      advantages[start] = sum
    }
  }

  /// An episode's return against those of its group (GRPO, arXiv 2402.03300, section 4.1.2):
  /// Âᵢ = (Rᵢ − mean R)/(std R + 1e-4).
  ///
  /// - Parameter scale: std over ÷G (`biased`), over ÷(G−1) (`unbiased`), or no division
  ///   (Dr. GRPO, arXiv 2503.20783). The paper leaves ÷G or ÷(G−1) and the guard open.
  /// - Returns: one advantage per return, 0 in a group whose returns are all equal.
  package static func group(_ returns: [Double], scale: GroupScale) -> [Double] {
    guard returns.count > 1 else { return returns.map { _ in 0 } }
    let mean = returns.reduce(0, +) / Double(returns.count)
    let centred = returns.map { $0 - mean }
    let divisor: Double
    switch scale {
    case .none: return centred
    case .biased: divisor = Double(returns.count)
    case .unbiased: divisor = Double(returns.count - 1)
    }
    let deviation = (centred.reduce(0) { $0 + $1 * $1 } / divisor).squareRoot()
    return centred.map { $0 / (deviation + 1e-4) }
  }

  /// An episode's return less the mean of the others of its group (RLOO, Kool et al. 2019; arXiv
  /// 2402.14740, section 3): Rᵢ − Σ_{j≠i} Rⱼ/(G − 1).
  package static func leaveOneOut(_ returns: [Double]) -> [Double] {
    let total = returns.reduce(0, +)
    return returns.map { $0 - (total - $0) / Double(returns.count - 1) }
  }

  /// Shifts `advantages` at `indices` to mean 0 and divides them by their standard deviation (÷(n−1))
  /// plus 1e-8, into `normalized[0..<indices.count]`. One number alone is only shifted.
  package static func normalize(
    _ advantages: [Double], at indices: ArraySlice<Int>, into normalized: inout [Double]
  ) {
    let count = Double(indices.count)
    var mean = 0.0
    for index in indices { mean += advantages[index] }
    mean /= count
    var squares = 0.0
    for index in indices {
      squares += (advantages[index] - mean) * (advantages[index] - mean)
    }
    let deviation = indices.count > 1 ? (squares / (count - 1)).squareRoot() : 0
    for (position, index) in indices.enumerated() {
      normalized[position] = (advantages[index] - mean) / (deviation + 1e-8)
    }
  }
}
