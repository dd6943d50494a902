import ArgumentParser
import Harness
import Tasks

/// `assay problems`.
struct Problems: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print word problems as JSON Lines, or how far training gives away the tests.",
    discussion: """
      Problem I of a level, split and seed is always the same. Formats: gsm8k (question, answer), \
      verl, reasoning-gym, tokens (with the program behind the story).

        assay problems arithmetic --level 3 --count 2
        assay problems arithmetic --level 4 --split test --format tokens
        assay problems arithmetic --level 3 --split test --factor order

      With --factor each pair is two lines: a problem, then the same changed in one factor. With \
      --contamination a table is printed instead: for every evaluation set the share of its problems \
      of which a training sample has the story, the program, the structure, all facts; and the \
      accuracy of three rules that need no reasoning.

        assay problems arithmetic --level 3 --contamination
      """)

  @Argument(help: "The family of problems: arithmetic.")
  var family: String

  @Option(help: "The level, 1 to 6.")
  var level: Int

  @Option(help: "The split: train, validation or test.")
  var split = Split.train

  @Option(help: "The seed.")
  var seed: UInt64 = 0

  @Option(
    help: """
      How many problems or pairs (default: 10); with --contamination the most problems of an \
      evaluation set (default: 1000).
      """)
  var count: Int?

  @Option(help: "The form of a line: gsm8k, verl, reasoning-gym or tokens.")
  var format = ProblemFormat.gsm8k

  @Option(
    help: """
      Print pairs changed in one factor: surface, structure, range, facts, length, distractors, \
      order or inverse.
      """)
  var factor: Factor?

  @Flag(help: "Print the contamination table of the level.")
  var contamination = false

  @Option(help: "The size of the training sample of the contamination table.")
  var trainingItems = 20_000

  func run() throws {
    let request = ProblemsRequest(
      family: family, level: level, split: split, seed: seed,
      count: count ?? (contamination ? 1000 : 10), format: format,
      factor: factor)
    if contamination {
      let rows = try contaminationTable(request, trainingItems: trainingItems)
      Terminal.print(AlignedTable.render(rows, numberColumns: 1...8))
    } else {
      try problems(request, write: Terminal.print)
    }
  }
}

extension Split: ExpressibleByArgument {}
extension ProblemFormat: ExpressibleByArgument {}
extension Factor: ExpressibleByArgument {}
