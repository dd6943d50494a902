import Randomness

/// Aggregates of the tasks' means over resampled runs.
struct TaskMeanReplicates {
  private let samplers: [RunSampler]
  /// `[task]`: the observed means.
  private let means: [Double]
  /// `[run]`, tasks concatenated: the run's score less its task's mean.
  private let deviations: [Double]

  /// Replicates of these tasks, drawn in this order.
  init(_ tasks: [SortedSample]) {
    samplers = RunSampler.samplers(of: tasks)
    means = tasks.map(\.mean)
    deviations = tasks.flatMap { task in
      let mean = task.mean
      return task.values.map { $0 - mean }
    }
  }

  /// The mean over tasks of each of `resamples` resamples.
  func means(_ resamples: Int, _ stream: RandomStream) -> [Double] {
    var stream = stream
    let centre = SortedSample(finite: means).mean
    let tasks = Double(means.count)
    var replicates = [Double](repeating: 0, count: resamples)
    for replicate in replicates.indices {
      var sum = 0.0
      for sampler in samplers { sum += meanDeviation(sampler, &stream) }
      replicates[replicate] = centre + sum / tasks
    }
    return replicates
  }

  /// The median over tasks of each of `resamples` resamples.
  func medians(_ resamples: Int, _ stream: RandomStream) -> [Double] {
    var stream = stream
    var resampled = means
    var replicates = [Double](repeating: 0, count: resamples)
    for replicate in replicates.indices {
      for task in means.indices {
        resampled[task] = means[task] + meanDeviation(samplers[task], &stream)
      }
      GSL.sort(&resampled)
      replicates[replicate] = GSL.median(sorted: resampled)
    }
    return replicates
  }

  /// How far the mean of one task's resampled runs lies from the mean of its runs.
  @inline(__always)
  private func meanDeviation(_ sampler: RunSampler, _ stream: inout RandomStream) -> Double {
    var sum = 0.0
    sampler.resample(from: &stream) { sum += deviations[$0] }
    return sum / Double(sampler.runs)
  }
}
