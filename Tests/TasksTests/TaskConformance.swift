import Randomness
import Tasks
import Testing

/// What every registered task must satisfy.
enum TaskConformance {
  static func check(_ task: ControlTask) throws {
    checkDescription(task.description)
    for seed in 0..<5 as Range<UInt64> {
      for policy in [ActionSource.random, .scripted] {
        let steps = try episode(of: task, seed: seed, policy)
        checkEpisode(steps, task.description)
        #expect(try episode(of: task, seed: seed, policy) == steps, "determinism")
      }
    }
    let starts = try Set((0..<100).map { try start(of: task, seed: $0) })
    #expect(starts.count == 100, "each seed has its own initial state")
    checkCopies(task)
    checkInactiveRows(task)
  }

  private static func checkDescription(_ description: ControlTaskDescription) {
    #expect(!description.summary.isEmpty && !description.source.isEmpty)
    #expect(Set(description.observationNames).count == description.observationSize)
    #expect(!description.stateNames.isEmpty && description.stepLimit > 0)
    #expect(description.floorReturn <= description.randomScore.mean)
    #expect(description.randomScore.mean < description.scriptedScore.mean)
    #expect(description.normalizedScore(description.randomScore.mean) == 0)
    #expect(description.normalizedScore(description.scriptedScore.mean) == 1)
  }

  private static func episode(
    of task: ControlTask, seed: UInt64, _ policy: ActionSource
  ) throws -> [RolloutStep] {
    var episode = try Episode(of: task, seeding: .assay, seed: seed, actions: policy)
    var steps: [RolloutStep] = []
    while episode.advance() { steps.append(episode.lastStep) }
    return steps
  }

  private static func start(of task: ControlTask, seed: UInt64) throws -> [Double] {
    try Episode(of: task, seeding: .assay, seed: seed, actions: .random).environments.state(of: 0)
  }

  private static func checkEpisode(
    _ steps: [RolloutStep], _ description: ControlTaskDescription
  ) {
    #expect(steps.map(\.step) == Array(1...steps.count))
    #expect(steps.allSatisfy { $0.state.count == description.stateNames.count })
    #expect(steps.allSatisfy { $0.observation.count == description.observationSize })
    #expect(steps.allSatisfy { $0.action.count == description.actionSpace.rowSize })
    let actions = steps.flatMap(\.action)
    #expect(actions.allSatisfy { description.actionSpace.accepts($0) })
    if case .box(_, let low, let high) = description.actionSpace {
      #expect(actions.allSatisfy { low <= $0 && $0 <= high })
    }
    #expect(steps.allSatisfy { $0.reward.isFinite })
    #expect(steps.flatMap(\.state).allSatisfy { $0.isFinite })
    #expect(steps.flatMap(\.observation).allSatisfy { $0.isFinite })
    #expect(steps.allSatisfy { $0.truncated == ($0.step == description.stepLimit) })
    #expect(
      steps.allSatisfy { ($0.terminated || $0.truncated) == ($0.step == steps.count) })
    #expect(steps.reduce(0) { $0 + $1.reward } >= description.floorReturn)
  }

  /// Copies a row in mid-episode; the copies must go on as the original does, clock included.
  private static func checkCopies(_ task: ControlTask) {
    let environments = task.makeEnvironments(4)
    var stream = RandomStream(seed: 6, purpose: "copy test")
    for row in 0..<4 { environments.reset(row, using: &stream) }
    let size = task.description.actionSpace.rowSize
    for _ in 0..<3 { step(environments, rows: [1], size: size, &stream) }
    environments.copy(1, to: 0..<3)
    let other = environments.state(of: 3)
    var steps = 3
    var differing = 0
    while !environments.terminated[1] && !environments.truncated[1] {
      step(environments, rows: [0, 1, 2], size: size, &stream)
      steps += 1
      if ![0, 2].allSatisfy({ isEqual(environments, $0, 1) }) { differing += 1 }
    }
    #expect(differing == 0)
    #expect(environments.truncated[0] == (steps == task.description.stepLimit))
    #expect(environments.state(of: 3) == other)
  }

  private static func isEqual(
    _ environments: any VectorEnvironment, _ row: Int, _ other: Int
  ) -> Bool {
    environments.state(of: row) == environments.state(of: other)
      && observation(environments, row) == observation(environments, other)
      && environments.rewards[row] == environments.rewards[other]
      && environments.terminated[row] == environments.terminated[other]
      && environments.truncated[row] == environments.truncated[other]
  }

  private static func checkInactiveRows(_ task: ControlTask) {
    let environments = task.makeEnvironments(2)
    var stream = RandomStream(seed: 7, purpose: "inactive test")
    for row in 0..<2 { environments.reset(row, using: &stream) }
    let before = (environments.state(of: 0), observation(environments, 0))
    let moved = environments.state(of: 1)
    step(environments, rows: [1], size: task.description.actionSpace.rowSize, &stream)
    #expect(environments.state(of: 0) == before.0 && observation(environments, 0) == before.1)
    #expect(environments.rewards[0] == 0)
    #expect(environments.state(of: 1) != moved)
  }

  static func observation(_ environments: any VectorEnvironment, _ row: Int) -> [Float] {
    let size = environments.description.observationSize
    return Array(environments.observations[row * size..<(row + 1) * size])
  }

  /// Steps some rows with one random action for all of them.
  private static func step(
    _ environments: any VectorEnvironment, rows: [Int], size: Int, _ stream: inout RandomStream
  ) {
    let action = (0..<size).map { _ -> Float in
      switch environments.description.actionSpace {
      case .discrete(let count): Float(stream.integer(below: count))
      case .box(_, let low, let high): low + (high - low) * stream.uniformFloat()
      }
    }
    let actions = (0..<environments.count).flatMap { _ in action }
    environments.step(actions, active: (0..<environments.count).map(rows.contains))
  }
}

@Suite struct TaskConformanceTests {
  @Test(arguments: ControlTaskRegistry.all.map(\.description.name))
  func `every registered task conforms`(name: String) throws {
    try TaskConformance.check(#require(ControlTaskRegistry.task(named: name)))
  }

  @Test func `names are unique, and an unknown one has no task`() {
    let names = ControlTaskRegistry.all.map(\.description.name)
    #expect(names == GoldenTrajectoryTests.names)
    #expect(Set(names).count == names.count)
    #expect(ControlTaskRegistry.task(named: "CartPole-v0") == nil)
  }
}
