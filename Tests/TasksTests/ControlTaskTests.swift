import Randomness
import Tasks
import Testing

/// Uniform numbers from a list: initial states at the ends of their ranges.
struct ListedNumbers: UniformSource {
  var numbers: [Double]

  mutating func uniform() -> Double { numbers.removeFirst() }
}

@Suite struct ControlTaskTests {
  /// The ends of [0, 1) that draw the ends of an initial range.
  private static let ends = [0, 1 - 0x1p-53]

  private func cartPole(corner: Int) -> CartPole {
    var source = ListedNumbers(numbers: (0..<4).map { Self.ends[corner >> $0 & 1] })
    var environment = CartPole()
    environment.reset(using: &source)
    return environment
  }

  @Test func `no CartPole episode ends before its eighth step, and one ends there`() {
    var shortest = Int.max
    for corner in 0..<16 {
      for pushes in 0..<256 {
        var environment = cartPole(corner: corner)
        var steps = 0
        var terminated = false
        while !terminated && steps < 8 {
          let push: [Float] = [Float(pushes >> steps & 1)]
          terminated = environment.step(push.span).terminated
          steps += 1
        }
        if terminated { shortest = min(shortest, steps) }
      }
    }
    #expect(Double(shortest) == CartPole.description.floorReturn)
  }

  @Test func `no CartPole episode from inside the initial box ends before its eighth step`() {
    var stream = RandomStream(seed: 1, purpose: "initial states")
    for _ in 0..<200 {
      var start = CartPole()
      start.reset(using: &stream)
      var ended = 0
      for pushes in 0..<128 {
        var environment = start
        for step in 0..<7 {
          let push: [Float] = [Float(pushes >> step & 1)]
          if environment.step(push.span).terminated { ended += 1 }
        }
      }
      #expect(ended == 0)
    }
  }

  @Test func `Pendulum's floor is 200 steps of its dearest state`() {
    #expect((Pendulum.description.floorReturn / 200 + 16.2736044).magnitude < 1e-7)
  }

  @Test func `MountainCarContinuous charges the action before clipping`() {
    var environment = MountainCarContinuous()
    var source = ListedNumbers(numbers: [0.5])
    environment.reset(using: &source)
    var clipped = environment
    let beyond: [Float] = [3]
    #expect((environment.step(beyond.span).reward + 0.9).magnitude < 1e-15)
    let full: [Float] = [1]
    #expect(clipped.step(full.span).reward == -0.1)
    // Both push alike, up to the precision of the force.
    #expect((environment.state[1] - clipped.state[1]).magnitude < 1e-9)
  }

  @Test func `a car at the left wall stops there`() {
    var environment = MountainCar()
    var source = ListedNumbers(numbers: [0.5])
    environment.reset(using: &source)
    var hits = 0
    for _ in 0..<400 {
      let along: [Float] = [environment.state[1] < 0 ? 0 : environment.state[0] > 0 ? 0 : 2]
      _ = environment.step(along.span)
      if environment.state[0] == -1.2 {
        hits += 1
        #expect(environment.state[1] == 0)
      }
    }
    #expect(hits > 0)
  }

  @Test func `the scripted CartPole policy reads all four numbers of the state`() {
    let policy = ScriptedPolicy.cartPole
    for index in 0..<4 {
      var state = [0.0, 0, 0, 0]
      state[index] = 0.1
      #expect(policy.action(state) == [1])
      state[index] = -0.1
      #expect(policy.action(state) == [0])
    }
  }

  @Test func `an action space knows its values`() {
    let discrete = ActionSpace.discrete(count: 3)
    for value in [0, 1, 2] as [Float] { #expect(discrete.accepts(value)) }
    for value in [-1, 3, 0.5, .nan, .infinity] as [Float] { #expect(!discrete.accepts(value)) }
    #expect(discrete.allowedValues == "an integer from 0 to 2")
    let box = ActionSpace.box(dimension: 1, low: -2, high: 2)
    for value in [-2, 0.5, 2, 100] as [Float] { #expect(box.accepts(value)) }
    for value in [.nan, .infinity, -.infinity] as [Float] { #expect(!box.accepts(value)) }
    #expect(box.allowedValues == "a finite number, meant to lie in -2.0…2.0")
  }

  @Test func `an index out of range stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var environment = CartPole()
      let action: [Float] = [2]
      _ = environment.step(action.span)
    }
  }

  @Test func `an action that is not a number stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var environment = Pendulum()
      let action: [Float] = [.nan]
      _ = environment.step(action.span)
    }
  }

  @Test func `an action row of the wrong size stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var environment = Pendulum()
      let action: [Float] = [0, 0]
      _ = environment.step(action.span)
    }
  }
}
