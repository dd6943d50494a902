import Foundation
import Tasks

/// Times work on arithmetic questions of level 2:
///
/// - `questions grpo PROMPTS GROUP UPDATES ITERATIONS TAUGHT`: iterations of GRPO, as JSON;
/// - `questions sampling PROMPTS GROUP ITERATIONS TAUGHT`: the sampling of completions alone, as JSON.
///
/// TAUGHT is in how many steps the network is taught solutions before.
@main enum Questions {
  /// The level of all that is trained and sampled.
  static let level = 2

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let numbers = arguments.dropFirst().compactMap { Int($0) }.filter { $0 > 0 }
    switch (arguments.first, numbers.count, arguments.count) {
    case ("grpo", 5, 6):
      try printJSON(
        GRPOBenchmark(
          prompts: numbers[0], group: numbers[1], updates: numbers[2], iterations: numbers[3],
          taught: numbers[4]
        ).run())
    case ("sampling", 4, 5):
      try printJSON(
        SamplingBenchmark(prompts: numbers[0], group: numbers[1], taught: numbers[3])
          .run(iterations: numbers[2]))
    default:
      let usage =
        "usage: questions grpo PROMPTS GROUP UPDATES ITERATIONS TAUGHT"
        + " | sampling PROMPTS GROUP ITERATIONS TAUGHT\n"
      FileHandle.standardError.write(Data(usage.utf8))
      exit(2)
    }
  }

  private static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

/// Seconds of processor time of this process: time that others had the core does not count.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The middle of some numbers, the upper one of two.
func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
