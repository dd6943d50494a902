import Randomness

/// The interquartile mean of resampled runs, all tasks pooled.
///
/// Nothing is sorted per resample: the distinct scores are sorted once, a resample counts how often
/// each is drawn, and a walk over the counts skips the quarter at either end.
struct PooledReplicates {
  private let samplers: [RunSampler]
  /// The distinct scores less `centre`, ascending.
  private let deviations: [Double]
  /// The observed interquartile mean. Deviations from it make a resample that equals the data exact.
  private let centre: Double
  /// `[run]`, tasks concatenated: the run's place in `deviations`.
  private let ranks: [Int]

  /// Replicates of these tasks, drawn in this order.
  init(_ tasks: [SortedSample]) {
    samplers = RunSampler.samplers(of: tasks)
    let runs = tasks.flatMap(\.values)
    let pooled = SortedSample(finite: runs)
    let ranking = Ranking(of: pooled)
    let centre = pooled.interquartileMean
    self.centre = centre
    deviations = ranking.distinct.map { $0 - centre }
    ranks = runs.map(ranking.rank(of:))
  }

  /// The interquartile mean of each of `resamples` resamples.
  func interquartileMeans(_ resamples: Int, _ stream: RandomStream) -> [Double] {
    var stream = stream
    let cut = ranks.count / 4
    let kept = Double(ranks.count - 2 * cut)
    var counts = [Int](repeating: 0, count: deviations.count)
    var replicates = [Double](repeating: 0, count: resamples)
    for replicate in replicates.indices {
      for rank in counts.indices { counts[rank] = 0 }
      for sampler in samplers {
        sampler.resample(from: &stream) { counts[ranks[$0]] &+= 1 }
      }
      replicates[replicate] = centre + trimmedSum(counts, cut: cut) / kept
    }
    return replicates
  }

  /// The sum of the drawn deviations without the `cut` lowest and the `cut` highest.
  private func trimmedSum(_ counts: [Int], cut: Int) -> Double {
    var (low, lowLeft) = (0, cut)
    while counts[low] <= lowLeft {
      lowLeft -= counts[low]
      low += 1
    }
    var (high, highLeft) = (counts.count - 1, cut)
    while counts[high] <= highLeft {
      highLeft -= counts[high]
      high -= 1
    }
    if low == high { return Double(counts[low] - lowLeft - highLeft) * deviations[low] }
    var sum = Double(counts[low] - lowLeft) * deviations[low]
    for rank in low + 1..<high { sum += Double(counts[rank]) * deviations[rank] }
    return sum + Double(counts[high] - highLeft) * deviations[high]
  }
}
