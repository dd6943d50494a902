import Foundation
import Tasks

/// Measures the processor time of making word problems and verifying their solutions:
/// `problems [COUNT]`, COUNT problems in all, an equal share of each level (default 1,000,000).
@main enum ProblemBenchmark {
  static func main() throws {
    let count = CommandLine.arguments.dropFirst().first.map(Int.init) ?? 1_000_000
    guard let count, count >= ArithmeticFamily.levels.count else {
      FileHandle.standardError.write(Data("usage: problems [COUNT]\n".utf8))
      exit(2)
    }
    let share = count / ArithmeticFamily.levels.count
    print("| level | make, µs | make and verify, µs | verified |")
    print("|---|---|---|---|")
    var total = 0.0
    for level in ArithmeticFamily.levels {
      let family = try ArithmeticFamily(level: level)
      var tokens = 0
      let making = microseconds(share) {
        tokens += family.problem(.train, seed: 0, index: $0).question.count
      }
      var verified = 0
      let both = microseconds(share) { index in
        let problem = family.problem(.train, seed: 0, index: index)
        if Verifier(problem).verdict(problem.solution).isVerified { verified += 1 }
      }
      precondition(tokens > 0, "no problem was made")
      total += both * Double(share) * 1e-6
      print("| \(level) | \(decimal(making)) | \(decimal(both)) | \(verified) of \(share) |")
    }
    let all = share * ArithmeticFamily.levels.count
    print("\(all) problems made and verified in \(decimal(total)) s of one core")
  }

  /// The mean processor time of a call, which other processes do not lengthen.
  private static func microseconds(_ count: Int, _ call: (Int) -> Void) -> Double {
    let start = processorSeconds()
    for index in 0..<count { call(index) }
    return (processorSeconds() - start) * 1e6 / Double(count)
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func decimal(_ number: Double) -> String {
    String(format: "%.1f", number)
  }
}
