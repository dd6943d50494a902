import Foundation
import Randomness
import Statistics

/// Measures the processor time of resampling:
/// `statistics bootstrap RESAMPLES` prints the seconds of one stratified bootstrap interval of the
/// interquartile mean of 10 runs on 20 tasks; `statistics permutation` prints the milliseconds of an
/// exact permutation test of 10 against 10 runs, the median of 25.
@main enum StatisticsBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first.flatMap { Int($0) }) {
    case ("bootstrap", let resamples?) where resamples >= 1: try bootstrap(resamples)
    case ("permutation", nil) where arguments.count == 1: try permutation()
    default:
      FileHandle.standardError.write(
        Data("usage: statistics bootstrap RESAMPLES | statistics permutation\n".utf8))
      exit(2)
    }
  }

  /// The scores that peers/rliable_bootstrap.py has too: 200 that all differ.
  private static let scores = (0..<20).map { (task: Int) -> [Double] in
    (0..<10).map { (run: Int) -> Double in
      let place = (10 * task + run) * 97 % 211
      return Double(place) / 211
    }
  }

  private static func bootstrap(_ resamples: Int) throws {
    let matrix = try ScoreMatrix(scores)
    let seconds = try processorSeconds {
      let interval = try Bootstrap.stratified(
        matrix, .interquartileMean, resamples: resamples,
        stream: RandomStream(seed: 1, purpose: "benchmark"))
      precondition(interval != nil, "no interval was made")
    }
    print(seconds)
  }

  private static func permutation() throws {
    let stream = RandomStream(seed: 1, purpose: "benchmark")
    let seconds = try (0..<25).map { task in
      try processorSeconds {
        let test = try PermutationTest.run(
          scores[task % 20], scores[(task + 7) % 20], stream: stream)
        precondition(test.exact, "not all splits were looked at")
      }
    }
    let milliseconds = String(format: "%.2f", seconds.sorted()[12] * 1e3)
    print("exact permutation test of 10 + 10 runs: \(milliseconds) ms (median of 25)")
  }

  /// The processor time of a call, which other processes do not lengthen.
  private static func processorSeconds(_ call: () throws -> Void) rethrows -> Double {
    let start = processorTime()
    try call()
    return processorTime() - start
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
