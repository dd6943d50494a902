import ArgumentParser
import Tasks

/// `assay rollout`.
struct Rollout: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print an episode of a task as JSON Lines.",
    discussion: """
      One object per step: step, action, reward, terminated, truncated, state (after the step), \
      observation. Numbers are written so that they read back to the same bits.

        assay rollout CartPole-v1 --seeding gymnasium --seed 42 --actions 1,1,0,1
        assay rollout Pendulum-v1 --policy scripted

      With --seeding gymnasium the initial state is that of Gymnasium's reset(seed=S), to the bit.
      """)

  @Argument(help: "The name of a task; 'assay list tasks' prints them.")
  var task: String

  @Option(help: "Where the initial state comes from: gymnasium or assay.")
  var seeding = Seeding.assay

  @Option(help: "The seed of the initial state and of random actions.")
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: "The numbers of the actions in order, separated by commas; the episode ends with them.")
  var actions: ActionList?

  @Option(help: "Where actions come from if not from --actions: random or scripted.")
  var policy = RolloutPolicy.random

  @Option(help: "Stop after this many steps.")
  var steps: Int?

  func run() throws {
    let request = RolloutRequest(
      task: task, seeding: seeding, seed: seed,
      actions: actions.map { .list($0.numbers) } ?? policy.source, maximumSteps: steps)
    try rollout(request, write: Terminal.print)
  }
}

/// Actions on the command line: `1,1,0` or `-0.5,0.25`.
struct ActionList: ExpressibleByArgument {
  var numbers: [Float]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    numbers = parts.compactMap { Float($0) }
    guard numbers.count == parts.count else { return nil }
  }
}

/// The policies that need no training.
enum RolloutPolicy: String, ExpressibleByArgument, CaseIterable {
  case random, scripted

  var source: ActionSource {
    switch self {
    case .random: .random
    case .scripted: .scripted
    }
  }
}

extension Seeding: ExpressibleByArgument {}
