import Randomness

/// How far an aggregate of resampled runs lies from the observed one, in standard errors of the
/// resample itself.
///
/// The mean over m tasks has se² = Σ_k s²ₖ/nₖ / m²; the optimality gap is the mean of the shortfalls.
/// The interquartile mean of N runs has se² = Σ_k nₖ w²ₖ / (N − 2⌊N/4⌋)², w²ₖ the variance within task k
/// of the scores moved up or down to the least and the greatest that are kept: for one task the
/// standard error of J. W. Tukey and D. H. McLaughlin, Sankhyā A 25 (1963) 331–352.
struct StudentisedReplicates {
  /// (θ* − θ̂)/se*, ascending; ±∞ where se* is 0 and θ* is not θ̂.
  let ratios: SortedSample
  /// se of the observed runs.
  let standardError: Double
  /// Whether the runs of each task are all equal.
  let constant: Bool

  /// Resamples these tasks, in this order.
  ///
  /// - Precondition: `aggregate` is not the median.
  init(
    _ tasks: [SortedSample], _ aggregate: Aggregate, _ resamples: Int, _ draws: RandomStream
  ) {
    let pooled = aggregate == .interquartileMean
    let counted = aggregate == .optimalityGap ? tasks.map(\.shortfalls) : tasks
    let resample = Resample(counted, pooled: pooled)
    constant = counted.allSatisfy(\.isConstant)
    var drawn = Array(0..<tasks.reduce(0) { $0 + $1.count })
    var buffer = resample.buffer
    let slack = resample.slack
    standardError = resample.measure(drawn, &buffer).error
    let samplers = RunSampler.samplers(of: tasks)
    var stream = draws
    ratios = SortedSample(
      finite: (0..<resamples).map { _ in
        var place = 0
        for sampler in samplers {
          sampler.resample(from: &stream) {
            drawn[place] = $0
            place += 1
          }
        }
        let (deviation, error) = resample.measure(drawn, &buffer)
        return error > 0 || deviation.magnitude > slack ? deviation / error : 0
      })
  }

  /// [θ̂ − t(1 − α/2) se, θ̂ − t(α/2) se]; nil where se is 0 although runs differ, or a bound infinite.
  func interval(around estimate: Double, level: Double, method: String) -> Interval? {
    if constant {
      return Interval(lower: estimate, upper: estimate, level: level, method: method)
    }
    let tail = (1 - level) / 2
    let lower = estimate - ratios.quantile(1 - tail) * standardError
    let upper = estimate - ratios.quantile(tail) * standardError
    guard standardError > 0, lower.isFinite, upper.isFinite else { return nil }
    return Interval(lower: lower, upper: upper, level: level, method: method)
  }
}

/// The deviation and the standard error of one resample.
private struct Resample {
  /// `[run]`, tasks concatenated: the place of its score among `deviations`.
  let ranks: [Int]
  /// The distinct scores less `centre` (pooled), or the runs' scores less their task's mean.
  let deviations: [Double]
  /// How many runs each task has.
  let sizes: [Int]
  let pooled: Bool

  init(_ tasks: [SortedSample], pooled: Bool) {
    sizes = tasks.map(\.count)
    self.pooled = pooled
    let runs = tasks.flatMap(\.values)
    if pooled {
      let all = SortedSample(finite: runs)
      let ranking = Ranking(of: all)
      let centre = all.interquartileMean
      deviations = ranking.distinct.map { $0 - centre }
      ranks = runs.map(ranking.rank(of:))
    } else {
      deviations = tasks.flatMap { task in
        let mean = task.mean
        return task.values.map { $0 - mean }
      }
      ranks = Array(runs.indices)
    }
  }

  /// What rounding can make of a deviation that is 0.
  var slack: Double {
    1e-12 * ((deviations.max() ?? 0) - (deviations.min() ?? 0))
  }

  /// Room for the counts of `measure`.
  var buffer: [Int] { [Int](repeating: 0, count: pooled ? deviations.count : 0) }

  /// The resample that holds the runs `drawn`: its aggregate less the observed one, and its
  /// standard error.
  func measure(_ drawn: [Int], _ counts: inout [Int]) -> (deviation: Double, error: Double) {
    let cut = pooled ? drawn.count / 4 : 0
    var (low, high) = (0, deviations.count - 1)
    if pooled { (low, high) = bounds(drawn, cut: cut, &counts) }
    var (total, squares) = (0.0, 0.0)
    var start = 0
    for size in sizes {
      let task = drawn[start..<start + size]
      start += size
      var (sum, least, greatest) = (0.0, Double.infinity, -Double.infinity)
      for run in task {
        let value = deviations[min(max(ranks[run], low), high)]
        sum += value
        (least, greatest) = (min(least, value), max(greatest, value))
      }
      total += pooled ? sum : sum / Double(size)
      // Equal values have no spread; the sum of their rounded squares may have.
      guard least < greatest else { continue }
      let mean = sum / Double(size)
      var spread = 0.0
      for run in task {
        let deviation = deviations[min(max(ranks[run], low), high)] - mean
        spread += deviation * deviation
      }
      squares += spread / Double(size - 1) * (pooled ? Double(size) : 1 / Double(size))
    }
    let kept = Double(pooled ? drawn.count - 2 * cut : sizes.count)
    let ends = Double(cut) * (deviations[low] + deviations[high])
    return ((pooled ? total - ends : total) / kept, squares.squareRoot() / kept)
  }

  /// The places of the least and the greatest score kept.
  private func bounds(_ drawn: [Int], cut: Int, _ counts: inout [Int]) -> (Int, Int) {
    for rank in counts.indices { counts[rank] = 0 }
    for run in drawn { counts[ranks[run]] += 1 }
    var (low, below) = (0, counts[0])
    while below <= cut {
      low += 1
      below += counts[low]
    }
    var (high, above) = (counts.count - 1, counts[counts.count - 1])
    while above <= cut {
      high -= 1
      above += counts[high]
    }
    return (low, high)
  }
}
