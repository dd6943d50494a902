import Randomness
import Tasks
import Testing

/// Counts to five and terminates there; its step limit is that of the type's parameter.
private protocol Limit { static var steps: Int { get } }
private enum Three: Limit { static let steps = 3 }
private enum Five: Limit { static let steps = 5 }
private enum Nine: Limit { static let steps = 9 }

private struct Counter<L: Limit>: Environment {
  var count = 0

  static var description: ControlTaskDescription {
    ControlTaskDescription(
      name: "Counter", summary: "Counts.", observationNames: ["count"], stateNames: ["count"],
      actionSpace: .box(dimension: 2, low: 0, high: 1), stepLimit: L.steps, floorReturn: 0,
      randomScore: ReferenceScore(policy: "any", mean: 0, standardDeviation: 0, episodes: 1),
      scriptedScore: ReferenceScore(policy: "any", mean: 0, standardDeviation: 0, episodes: 1),
      source: "this test")
  }

  var state: [Double] { [Double(count)] }

  mutating func reset(using source: inout some UniformSource) { count = 0 }

  mutating func step(_ action: Span<Float>) -> Transition {
    count += 1
    return Transition(reward: Double(action[0] + 10 * action[1]), terminated: count == 5)
  }

  func observe(into observations: inout [Float], at offset: Int) {
    observations[offset] = Float(count)
  }
}

@Suite struct EnvironmentBatchTests {
  @Test func `a batch of environments moves as each would alone`() {
    let batch = EnvironmentBatch<Acrobot>(count: 3)
    var alone = [Acrobot(), Acrobot(), Acrobot()]
    for row in 0..<3 {
      var stream = RandomStream(seed: 1, purpose: "reset", row)
      var again = stream
      batch.reset(row, using: &stream)
      alone[row].reset(using: &again)
    }
    var stream = RandomStream(seed: 1, purpose: "actions")
    var observations = Array(repeating: Float(0), count: 18)
    for _ in 0..<200 {
      let actions = (0..<3).map { _ in Float(stream.integer(below: 3)) }
      batch.step(actions, active: [true, true, true])
      for row in 0..<3 {
        let transition = alone[row].step(actions.span.extracting(row...row))
        alone[row].observe(into: &observations, at: row * 6)
        #expect(batch.rewards[row] == transition.reward)
        #expect(batch.terminated[row] == transition.terminated)
        #expect(batch.state(of: row) == alone[row].state)
        #expect(batch[row].state == alone[row].state)
      }
      #expect(batch.observations == observations)
    }
  }

  private func lastFlags<L: Limit>(_ limit: L.Type) -> (steps: Int, flags: [Bool]) {
    let batch = EnvironmentBatch<Counter<L>>(count: 1)
    var stream = RandomStream(seed: 1, purpose: "reset")
    batch.reset(0, using: &stream)
    var steps = 0
    repeat {
      batch.step([0, 0], active: [true])
      steps += 1
    } while !batch.terminated[0] && !batch.truncated[0]
    return (steps, [batch.terminated[0], batch.truncated[0]])
  }

  @Test func `the time limit truncates, and both flags may be true`() {
    #expect(lastFlags(Three.self) == (3, [false, true]))
    #expect(lastFlags(Five.self) == (5, [true, true]))
    #expect(lastFlags(Nine.self) == (5, [true, false]))
  }

  @Test func `each row has its own action, clock and flags`() {
    let batch = EnvironmentBatch<Counter<Three>>(count: 3)
    var stream = RandomStream(seed: 1, purpose: "reset")
    for row in 0..<3 { batch.reset(row, using: &stream) }
    batch.step([1, 2, 3, 4, 5, 6], active: [true, false, true])
    #expect(batch.rewards == [21, 0, 65])
    #expect(batch.observations == [1, 0, 1])
    batch.step([0, 0, 0, 0, 0, 0], active: [true, true, false])
    batch.step([0, 0, 0, 0, 0, 0], active: [true, true, false])
    #expect(batch.truncated == [true, false, false])
    // An ended row that is not active keeps its flags until it is reset.
    batch.step([0, 0, 0, 0, 0, 0], active: [false, true, true])
    #expect(batch.truncated == [true, true, false])
    batch.reset(0, using: &stream)
    #expect(batch.truncated == [false, true, false])
    #expect(batch.observations == [0, 3, 2])
  }

  @Test func `stepping a row whose episode has ended stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let batch = EnvironmentBatch<Counter<Three>>(count: 1)
      var stream = RandomStream(seed: 1, purpose: "reset")
      batch.reset(0, using: &stream)
      for _ in 0..<4 { batch.step([0, 0], active: [true]) }
    }
  }

  @Test func `stepping a row before its first reset stops the program`() async {
    await #expect(processExitsWith: .failure) {
      EnvironmentBatch<Counter<Three>>(count: 1).step([0, 0], active: [true])
    }
  }

  @Test func `an incomplete last action is an error`() {
    let task = ControlTask(Counter<Nine>.self, scriptedPolicy: nil)
    #expect(throws: TaskError.incompleteAction(numbers: 3, rowSize: 2, task: "Counter")) {
      _ = try Episode(of: task, seeding: .assay, seed: 1, actions: .list([1, 2, 3]))
    }
    #expect(throws: TaskError.noScriptedPolicy(task: "Counter")) {
      _ = try Episode(of: task, seeding: .assay, seed: 1, actions: .scripted)
    }
  }

  @Test func `a row of two numbers is printed as an array`() throws {
    let task = ControlTask(Counter<Nine>.self, scriptedPolicy: nil)
    var episode = try Episode(of: task, seeding: .assay, seed: 1, actions: .list([1, 2, 0.5, 0]))
    var made = [episode.advance()]
    #expect(
      episode.lastStep.jsonLine(actionSpace: task.description.actionSpace)
        == #"{"step":1,"action":[1.0,2.0],"reward":21.0,"terminated":false,"truncated":false,"#
        + #""state":[1.0],"observation":[1.0]}"#)
    made += [episode.advance(), episode.advance()]
    #expect(made == [true, true, false])
    #expect(episode.lastStep.reward == 0.5)
  }
}
