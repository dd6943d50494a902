import Foundation
import Randomness
import Tasks
import Testing

@Suite struct RolloutTests {
  private func lines(_ request: RolloutRequest) throws -> [String] {
    var lines: [String] = []
    try rollout(request) { lines.append($0) }
    return lines
  }

  // The expected lines of these two tests are Gymnasium's numbers as Python and NumPy print them.

  @Test func `three pushes of the cart print three lines`() throws {
    let request = RolloutRequest(
      task: "CartPole-v1", seeding: .gymnasium, seed: 42, actions: .list([1, 1, 0]))
    let expected = [
      #"{"step":1,"action":1,"reward":1.0,"terminated":false,"truncated":false,"#
        + #""state":[0.02727336173510044,0.18847766618842926,0.03625452804925697,-0.26141976017845603],"#
        + #""observation":[0.027273363,0.18847767,0.03625453,-0.26141977]}"#,
      #"{"step":2,"action":1,"reward":1.0,"terminated":false,"truncated":false,"#
        + #""state":[0.031042915058869025,0.38306384047605413,0.031026132845687848,-0.5424507244894992],"#
        + #""observation":[0.031042915,0.38306385,0.031026132,-0.5424507]}"#,
      #"{"step":3,"action":0,"reward":1.0,"terminated":false,"truncated":false,"#
        + #""state":[0.03870419186839011,0.18751988888195822,0.020177118355897864,-0.24015574212439988],"#
        + #""observation":[0.03870419,0.1875199,0.020177118,-0.24015574]}"#,
    ]
    #expect(try lines(request) == expected)
  }

  @Test func `continuous actions are printed as 32-bit numbers`() throws {
    let request = RolloutRequest(
      task: "Pendulum-v1", seeding: .gymnasium, seed: 42, actions: .list([-1.566, 0.464]))
    let expected = [
      #"{"step":1,"action":-1.566,"reward":-2.9668775972823838,"terminated":false,"truncated":false,"#
        + #""state":[1.740535457911839,0.3843767762406607],"#
        + #""observation":[-0.16892524,0.98562884,0.38437676]}"#,
      #"{"step":2,"action":0.464,"reward":-3.0444535268529505,"terminated":false,"truncated":false,"#
        + #""state":[1.800195379165625,1.1931984250757228],"#
        + #""observation":[-0.22739236,0.9738032,1.1931984]}"#,
    ]
    #expect(try lines(request) == expected)
  }

  @Test func `numbers of every size read back to the bit`() throws {
    let states = [
      -0.0, 0.1, 1e16, 1e-5, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1 / 3.0, -123456.0,
    ]
    let observations: [Float] = [
      -0.0, 0.1, 16_777_216, 1e-5, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1 / 3,
    ]
    let step = RolloutStep(
      step: 7, action: [0.1], reward: -1 / 3.0, terminated: true, truncated: false, state: states,
      observation: observations)
    let line = step.jsonLine(actionSpace: .box(dimension: 1, low: 0, high: 1))
    struct Printed: Decodable {
      let action: Float
      let reward: Double
      let state: [Double]
      let observation: [Float]
    }
    let printed = try JSONDecoder().decode(Printed.self, from: Data(line.utf8))
    #expect(printed.action == 0.1)
    #expect(printed.reward == -1 / 3.0)
    #expect(printed.state.map(\.bitPattern) == states.map(\.bitPattern))
    #expect(printed.observation.map(\.bitPattern) == observations.map(\.bitPattern))
  }

  @Test func `a rollout stops at its maximum of steps`() throws {
    var request = RolloutRequest(
      task: "MountainCar-v0", seeding: .assay, seed: 3, actions: .random)
    let all = try lines(request)
    #expect(all.count == 200)
    request.maximumSteps = 20
    #expect(try lines(request) == Array(all.prefix(20)))
    request.maximumSteps = 300
    #expect(try lines(request) == all)
  }

  @Test func `Assay's seeding starts from the addressed stream`() throws {
    let task = try #require(ControlTaskRegistry.task(named: "CartPole-v1"))
    let episode = try Episode(of: task, seeding: .assay, seed: 11, actions: .random)
    var stream = RandomStream(seed: 11, purpose: "reset")
    var environment = CartPole()
    environment.reset(using: &stream)
    #expect(episode.environments.state(of: 0) == environment.state)
  }

  @Test func `the scripted policy holds the pole to the end`() throws {
    let request = RolloutRequest(
      task: "CartPole-v1", seeding: .assay, seed: 1, actions: .scripted)
    let all = try lines(request)
    #expect(all.count == 500)
    #expect(all.last?.contains(#""terminated":false,"truncated":true"#) == true)
  }

  @Test func `what the writer throws ends the rollout`() {
    struct Full: Error {}
    var written = 0
    let request = RolloutRequest(
      task: "MountainCar-v0", seeding: .assay, seed: 3, actions: .random)
    #expect(throws: Full.self) {
      try rollout(request) { _ in
        written += 1
        if written == 5 { throw Full() }
      }
    }
    #expect(written == 5)
  }
}

@Suite struct TaskErrorTests {
  private func message(_ request: RolloutRequest) -> String? {
    do {
      try rollout(request) { _ in }
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func request(_ task: String, _ actions: [Float], maximumSteps: Int? = nil)
    -> RolloutRequest
  {
    RolloutRequest(
      task: task, seeding: .gymnasium, seed: 0, actions: .list(actions), maximumSteps: maximumSteps)
  }

  @Test func `an unknown task names the nearest and all of them`() {
    #expect(
      message(request("cartpole", []))
        == "There is no control task 'cartpole'. Did you mean 'CartPole-v1'? The tasks are "
        + "CartPole-v1, Acrobot-v1, MountainCar-v0, MountainCarContinuous-v0, Pendulum-v1.")
    #expect(
      message(request("Breakout", []))
        == "There is no control task 'Breakout'. The tasks are "
        + "CartPole-v1, Acrobot-v1, MountainCar-v0, MountainCarContinuous-v0, Pendulum-v1.")
  }

  @Test func `a wrong action is named with its position and what is allowed`() {
    #expect(
      message(request("CartPole-v1", [0, 1, 2]))
        == "Action 3 of CartPole-v1 is 2.0, but an action must be an integer from 0 to 1.")
    #expect(
      message(request("Pendulum-v1", [.nan]))
        == "Action 1 of Pendulum-v1 is nan, but an action must be a finite number, meant to lie in "
        + "-2.0…2.0.")
  }

  @Test func `a maximum that leaves no step is refused`() {
    #expect(
      message(request("CartPole-v1", [0], maximumSteps: 0))
        == "A rollout of at most 0 steps was asked for; ask for at least 1.")
  }

  @Test func `errors of other tasks are whole sentences`() {
    #expect(
      "\(TaskError.incompleteAction(numbers: 3, rowSize: 2, task: "T"))"
        == "An action of T takes 2 numbers, so a list of 3 is incomplete; give a multiple of 2.")
    #expect(
      "\(TaskError.noScriptedPolicy(task: "T"))"
        == "T has no scripted policy; give a list of actions or ask for random ones.")
  }

  @Test func `the nearest name is the one with fewest edits`() {
    #expect(nearestName(to: "kitten", in: ["sitting", "mitten"]) == "mitten")
    #expect(nearestName(to: "KITTEN", in: ["kitten"]) == "kitten")
    #expect(nearestName(to: "abc", in: ["axyz"]) == nil)
    #expect(nearestName(to: "ab", in: ["ac", "ad"]) == "ac")
    #expect(nearestName(to: "", in: ["a"]) == "a")
    #expect(nearestName(to: "a", in: []) == nil)
  }
}
