import Randomness

/// The probability of improvement of resampled runs.
struct PairedTaskReplicates {
  /// One task: samplers of both sides and the place of each run among the task's distinct scores.
  private struct Task {
    let x: RunSampler
    let y: RunSampler
    let xRanks: [Int]
    let yRanks: [Int]
    let distinct: Int
  }

  private let tasks: [Task]

  /// Replicates of these pairs, drawn in this order.
  init(_ pairs: [TaskPair]) {
    tasks = pairs.map { pair in
      let ranking = Ranking(of: SortedSample(finite: pair.x.values + pair.y.values))
      return Task(
        x: RunSampler(runs: pair.x.count, offset: 0),
        y: RunSampler(runs: pair.y.count, offset: 0),
        xRanks: pair.x.values.map(ranking.rank(of:)),
        yRanks: pair.y.values.map(ranking.rank(of:)),
        distinct: ranking.distinct.count)
    }
  }

  /// The probability of improvement of each of `resamples` resamples.
  func probabilities(_ resamples: Int, _ stream: RandomStream) -> [Double] {
    var stream = stream
    let most = tasks.map(\.distinct).max() ?? 0
    var xCounts = [Int](repeating: 0, count: most)
    var yCounts = xCounts
    var replicates = [Double](repeating: 0, count: resamples)
    for replicate in replicates.indices {
      var (won, lost) = (0.0, 0.0)
      for task in tasks {
        for rank in 0..<task.distinct { (xCounts[rank], yCounts[rank]) = (0, 0) }
        task.x.resample(from: &stream) { xCounts[task.xRanks[$0]] &+= 1 }
        task.y.resample(from: &stream) { yCounts[task.yRanks[$0]] &+= 1 }
        var (doubled, yBelow) = (0, 0)
        for rank in 0..<task.distinct {
          doubled += xCounts[rank] * (2 * yBelow + yCounts[rank])
          yBelow += yCounts[rank]
        }
        let wins = Wins(doubled: doubled, ofPairs: task.x.runs * task.y.runs)
        won += wins.won
        lost += wins.lost
      }
      let count = Double(tasks.count)
      replicates[replicate] = Wins(won: won / count, lost: lost / count).probability
    }
    return replicates
  }
}
