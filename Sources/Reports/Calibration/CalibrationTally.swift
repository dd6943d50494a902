import Dispatch
import Statistics
import Synchronization

/// What trials of one kind counted.
struct CalibrationTally: Sendable, Equatable {
  var pairVerdicts = 0
  var familyVerdicts = 0
  var differenceIntervals = 0
  var differencesCovered = 0
  var meanIntervals = 0
  var meansCovered = 0

  static func += (total: inout CalibrationTally, other: CalibrationTally) {
    total.pairVerdicts += other.pairVerdicts
    total.familyVerdicts += other.familyVerdicts
    total.differenceIntervals += other.differenceIntervals
    total.differencesCovered += other.differencesCovered
    total.meanIntervals += other.meanIntervals
    total.meansCovered += other.meansCovered
  }

  /// Counts the interval of a difference whose truth is 0, and the interval of a mean if its truth is
  /// known.
  mutating func countIntervals(
    _ first: ScoreTable.Arm, _ second: ScoreTable.Arm, _ test: PairTest, mean: Double?,
    level: Double
  ) throws {
    let difference =
      test.isPaired
      ? try PairEffect(first, second, test).interval(level: level)
      : try WelchTest.run(first.scores, second.scores, level: level).interval
    if let difference {
      differenceIntervals += 1
      if difference.lower <= 0 && difference.upper >= 0 { differencesCovered += 1 }
    }
    guard let mean, let interval = try Descriptive.meanInterval(first.scores, level: level) else {
      return
    }
    meanIntervals += 1
    if interval.lower <= mean && interval.upper >= mean { meansCovered += 1 }
  }

  /// Runs numbered trials on all cores and adds up what they count. Each trial must draw from streams of
  /// its own number, so that the sum depends on neither cores nor order.
  ///
  /// - Throws: what the trials throw.
  static func sum(
    trials: Int, _ trial: @escaping @Sendable (Int) throws -> CalibrationTally
  ) throws -> CalibrationTally {
    let chunk = 50
    let total = Mutex(Result<CalibrationTally, any Error>.success(CalibrationTally()))
    DispatchQueue.concurrentPerform(iterations: (trials + chunk - 1) / chunk) { index in
      let part = Result {
        try (index * chunk..<min((index + 1) * chunk, trials)).reduce(into: CalibrationTally()) {
          $0 += try trial($1)
        }
      }
      total.withLock { total in
        guard case .success(var sum) = total else { return }
        do {
          sum += try part.get()
          total = .success(sum)
        } catch {
          total = .failure(error)
        }
      }
    }
    return try total.withLock { try $0.get() }
  }
}
