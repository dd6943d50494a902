import ArgumentParser
import Tasks

/// `assay audit`.
struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how often a task's verifier is wrong.",
    discussion: """
      Attacks the verifier in nineteen ways, spoils solutions in known ways, writes solutions in \
      other valid ways, and counts what it makes of them, with Wilson's 95 % intervals. A last table \
      shows what the answer checks of other systems make of the same attacks.

        assay audit arithmetic --level 3
        assay audit arithmetic --level 4 --count 5000

      Exit status 1 where anything was judged wrongly.
      """,
    subcommands: [Arithmetic.self])

  /// `assay audit arithmetic`.
  struct Arithmetic: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The verifier of arithmetic questions.")

    @Option(help: "The level of the problems, 1 to 6.")
    var level: Int

    @Option(help: "How many problems; each has 20 mutants and 6 ways to be written.")
    var count = 1000

    @Option(
      help: "How many of them are attacked, hundreds of completions each (default: 50 at most).")
    var attacked: Int?

    @Option(help: "The seed of the problems and of the mutants.")
    var seed: UInt64 = 0

    func validate() throws {
      guard ArithmeticFamily.levels.contains(level) else {
        throw ValidationError("There is no arithmetic level \(level); the levels are 1 to 6.")
      }
      guard count >= 1 else { throw ValidationError("--count must be at least 1.") }
      if let attacked, !(1...count).contains(attacked) {
        throw ValidationError("--attacked must be at least 1 and at most --count, \(count).")
      }
    }

    func run() throws {
      let family = try ArithmeticFamily(level: level)
      let problems = (0..<count).map { family.problem(.validation, seed: seed, index: $0) }
      let audit = VerifierAudit(problems, attacked: attacked ?? min(50, count), seed: seed)
      Terminal.print(try audit.text())
      guard audit.isFaultless else { throw ExitCode(1) }
    }
  }
}
