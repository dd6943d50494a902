import Randomness

/// Aggregated curves of resampled runs.
///
/// A resample draws whole runs within each task, so that its curves are curves of the algorithm: the
/// points of one run stay together.
struct CurveReplicates {
  private let samplers: [RunSampler]
  /// `[point][run]`, tasks concatenated.
  private let scores: [[Double]]
  private let aggregate: Aggregate

  /// Replicates of `tasks`, `[task][run][point]`, drawn in this order.
  init(_ tasks: [[[Double]]], _ aggregate: Aggregate) {
    var offset = 0
    samplers = tasks.map { runs in
      defer { offset += runs.count }
      return RunSampler(runs: runs.count, offset: offset)
    }
    let runs = tasks.flatMap { $0 }
    scores = runs[0].indices.map { point in
      runs.map { aggregate == .optimalityGap ? 1 - min($0[point], 1) : $0[point] }
    }
    self.aggregate = aggregate
  }

  /// `[point][resample]`: the curves of `resamples` resamples.
  func curves(_ resamples: Int, _ stream: RandomStream) -> [[Double]] {
    var stream = stream
    var drawn = [Int](repeating: 0, count: scores[0].count)
    var buffer = [Double](
      repeating: 0, count: aggregate == .interquartileMean ? drawn.count : samplers.count)
    var curves = scores.map { _ in [Double](repeating: 0, count: resamples) }
    for resample in 0..<resamples {
      var place = 0
      for sampler in samplers {
        sampler.resample(from: &stream) {
          drawn[place] = $0
          place += 1
        }
      }
      for point in scores.indices {
        curves[point][resample] = value(of: scores[point], drawn, &buffer)
      }
    }
    return curves
  }

  /// The aggregate of the runs drawn, at one point.
  private func value(of scores: [Double], _ drawn: [Int], _ buffer: inout [Double]) -> Double {
    if aggregate == .interquartileMean {
      for place in drawn.indices { buffer[place] = scores[drawn[place]] }
      GSL.sort(&buffer)
      return GSL.trimmedMean(sorted: buffer, trim: 0.25)
    }
    var place = 0
    for (task, sampler) in samplers.enumerated() {
      // About its first value, so that runs all equal give exactly that value.
      let first = scores[drawn[place]]
      var sum = 0.0
      for _ in 0..<sampler.runs {
        sum += scores[drawn[place]] - first
        place += 1
      }
      buffer[task] = first + sum / Double(sampler.runs)
    }
    GSL.sort(&buffer)
    if aggregate == .median { return GSL.median(sorted: buffer) }
    var total = CompensatedSum()
    for mean in buffer { total.add(mean) }
    return total.divided(by: Double(buffer.count))
  }
}

extension Bootstrap {
  /// A band around the aggregated curve, by resampling whole runs within each task.
  ///
  /// - Pointwise: the percentile interval at each point.
  /// - Simultaneous: θ̂(t) ± q √(n/(n − 1)) s(t), s(t) the standard deviation of θ*(t) over the resamples.
  ///   c is the quantile at `level` of max over t of |θ*(t) − θ̂(t)| / s(t), and q the value that Student's
  ///   t with ν degrees of freedom exceeds as often as a normal number exceeds c, for s is estimated from
  ///   few runs. n is the least number of runs, above 1, of a task (a resample of n runs varies by
  ///   (n − 1)/n too little) and ν = Σ (nₖ − 1). For one point and normal scores that is the t interval.
  ///   Source of the maximum: Davison and Hinkley (1997), section 4.2.4; q is Assay's.
  ///
  /// Where no resample differs at a point the band has width 0 there. The guide has a table of how
  /// often both hold the truth.
  ///
  /// - Parameters:
  ///   - resamples: how many, at least 1.
  ///   - level: the nominal coverage, in (0, 1).
  ///   - stream: where the numbers come from; its substream `"curves"` is used.
  /// - Returns: nil where every task has one run.
  /// - Throws: ``StatisticsError`` for a bad level or number of resamples.
  public static func band(
    _ curves: ScoreCurves, _ aggregate: Aggregate, coverage: CurveBand.Coverage,
    resamples: Int = 2_000, level: Double = 0.95, stream: RandomStream
  ) throws -> CurveBand? {
    try check(resamples: resamples, level: level)
    let tasks = curves.sortedTasks
    guard tasks.contains(where: { $0.count > 1 }) else { return nil }
    let estimate = try curves.values(aggregate)
    let replicates = CurveReplicates(tasks, aggregate)
      .curves(resamples, stream.substream("curves"))
    let edges =
      switch coverage {
      case .pointwise: percentileEdges(replicates, level: level)
      case .simultaneous:
        try simultaneousEdges(
          replicates, around: estimate, level: level, runs: tasks.map(\.count).filter { $0 > 1 })
      }
    return CurveBand(
      estimate: estimate, lower: edges.map(\.lower), upper: edges.map(\.upper), level: level,
      coverage: coverage,
      method: coverage == .pointwise
        ? "bootstrap of whole runs (percentile, pointwise)"
        : "bootstrap of whole runs (max-t, simultaneous)")
  }

  private typealias Edges = (lower: Double, upper: Double)

  private static func percentileEdges(_ replicates: [[Double]], level: Double) -> [Edges] {
    replicates.map { values in
      let sorted = SortedSample(finite: values)
      return (sorted.quantile((1 - level) / 2), sorted.quantile(1 - (1 - level) / 2))
    }
  }

  private static func simultaneousEdges(
    _ replicates: [[Double]], around estimate: [Double], level: Double, runs: [Int]
  ) throws -> [Edges] {
    let deviations = replicates.map { SortedSample(finite: $0).standardDeviation ?? 0 }
    var farthest = [Double](repeating: 0, count: replicates[0].count)
    for (point, values) in replicates.enumerated() where deviations[point] > 0 {
      for (resample, value) in values.enumerated() {
        let distance = (value - estimate[point]).magnitude / deviations[point]
        farthest[resample] = max(farthest[resample], distance)
      }
    }
    let quantile = try GSL.studentUpperQuantile(
      GSL.normalBelow(-SortedSample(finite: farthest).quantile(level)),
      degreesOfFreedom: Double(runs.reduce(0) { $0 + $1 - 1 }))
    let fewest = Double(runs.min() ?? 2)
    let factor = quantile * (fewest / (fewest - 1)).squareRoot()
    return zip(estimate, deviations).map { ($0 - factor * $1, $0 + factor * $1) }
  }
}
