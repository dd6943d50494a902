/// What the BCa interval corrects for: the bias and the acceleration of a bootstrap distribution.
///
/// - z₀ = Φ⁻¹((#{θ* < θ̂} + ½ #{θ* = θ̂}) / B), as SciPy counts; values within 10⁻¹² of the range of
///   the θ* count as equal, so that rounding does not decide.
/// - a = Σ_k Σᵢ Uₖᵢ³/nₖ³ / (6 (Σ_k Σᵢ Uₖᵢ²/nₖ²)^{3/2}), Uₖᵢ = (nₖ − 1)(θ̄ₖ − θ₍ₖᵢ₎), where θ₍ₖᵢ₎ is the
///   aggregate without run i of task k and θ̄ₖ their mean over i: the jackknife within each task, for
///   runs are drawn within each. Source: Davison and Hinkley (1997), section 5.4.
package struct BiasCorrection {
  /// z₀.
  package let bias: Double
  /// a.
  package let acceleration: Double

  /// The correction of a bootstrap distribution of an aggregate.
  ///
  /// - Returns: nil where no θ* lies on one side of θ̂, or no single run matters.
  init?(
    _ replicates: SortedSample, estimate: Double, of tasks: [SortedSample], _ aggregate: Aggregate
  ) {
    let slack = 1e-12 * (replicates.maximum - replicates.minimum)
    var doubled = 0
    for value in replicates.values {
      doubled += value < estimate - slack ? 2 : value <= estimate + slack ? 1 : 0
    }
    bias = GSL.normalQuantile(Double(doubled) / Double(2 * replicates.count))
    guard bias.isFinite, let acceleration = Self.acceleration(tasks, aggregate) else { return nil }
    self.acceleration = acceleration
  }

  /// The probabilities of the quantiles that replace those at `tail` and 1 − `tail`:
  /// Φ(z₀ + (z₀ + z) / (1 − a(z₀ + z))).
  ///
  /// - Returns: nil where a denominator is not positive.
  func probabilities(tail: Double) -> (lower: Double, upper: Double)? {
    let corrected = [tail, 1 - tail].map { (probability: Double) -> Double? in
      let shifted = bias + GSL.normalQuantile(probability)
      let shrunk = 1 - acceleration * shifted
      return shrunk > 0 ? GSL.normalBelow(bias + shifted / shrunk) : nil
    }
    guard let lower = corrected[0], let upper = corrected[1] else { return nil }
    return (lower, upper)
  }

  /// a of an aggregate of a score matrix; nil where no single run matters.
  package static func acceleration(_ scores: ScoreMatrix, _ aggregate: Aggregate) -> Double? {
    acceleration(scores.sortedTasks.sorted(by: SortedSample.precedes), aggregate)
  }

  private static func acceleration(_ tasks: [SortedSample], _ aggregate: Aggregate) -> Double? {
    let influences = jackknife(tasks, aggregate).flatMap { left in
      let (mean, n) = (SortedSample(finite: left).mean, Double(left.count))
      return left.map { (n - 1) / n * (mean - $0) }
    }
    // Over the largest, so that no cube overflows or vanishes.
    let largest = influences.map(\.magnitude).max() ?? 0
    guard largest > 0 else { return nil }
    var (cubes, squares) = (CompensatedSum(), CompensatedSum())
    for influence in influences {
      let share = influence / largest
      cubes.add(share * share * share)
      squares.add(share * share)
    }
    return cubes.value / (6 * squares.value * squares.value.squareRoot())
  }

  /// `[task][run]`: the aggregate without that run; tasks of one run are left out.
  private static func jackknife(_ tasks: [SortedSample], _ aggregate: Aggregate) -> [[Double]] {
    let counted = aggregate == .optimalityGap ? tasks.map(\.shortfalls) : tasks
    let means = counted.map(\.mean)
    let pooled = SortedSample(finite: tasks.flatMap(\.values)).values
    return counted.enumerated().filter { $0.element.count > 1 }.map { index, task in
      task.values.indices.map { run in
        if aggregate == .interquartileMean {
          return SortedSample(finite: pooled.removingFirst(of: task.values[run])).interquartileMean
        }
        var left = means
        left[index] = SortedSample(finite: task.values.removingFirst(of: task.values[run])).mean
        let sorted = SortedSample(finite: left)
        return aggregate == .median ? GSL.median(sorted: sorted.values) : sorted.mean
      }
    }
  }
}

extension [Double] {
  /// These values without the first that equals `value`, which is among them.
  fileprivate func removingFirst(of value: Double) -> [Double] {
    var rest = self
    if let place = rest.firstIndex(of: value) { rest.remove(at: place) }
    return rest
  }
}
