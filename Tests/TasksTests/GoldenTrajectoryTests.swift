import Foundation
import Tasks
import Testing

/// golden_control.json: episodes recorded from Gymnasium.
private struct GoldenFile: Decodable {
  struct Episode: Decodable {
    let seed: Int
    let obs0: [HexadecimalNumber]
    let state0: [HexadecimalNumber]
    let steps: [Step]
    let length: Int
    let totalReward: HexadecimalNumber

    enum CodingKeys: String, CodingKey {
      case seed, obs0, state0, steps
      case length = "T"
      case totalReward = "return_hex"
    }
  }

  struct Step: Decodable {
    let t: Int
    let action: Double
    let state: [HexadecimalNumber]
    let obs: [HexadecimalNumber]
    let reward: HexadecimalNumber
    let term: Bool
    let trunc: Bool
  }

  let envs: [String: [Episode]]
}

/// A printed line, read back.
private struct PrintedStep: Decodable {
  let step: Int
  let action: Float
  let reward: Double
  let terminated: Bool
  let truncated: Bool
  let state: [Double]
  let observation: [Float]
}

@Suite struct GoldenTrajectoryTests {
  static let names = [
    "CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1",
  ]

  /// The actions of golden_control.json, whose generator starts at seed + 1: r mod n, or (r mod 2001 − 1000) / 1000 · limit as `Float`.
  private static func actions(_ space: ActionSpace, seed: Int, count: Int) -> [Float] {
    var generator = ReferenceActions(start: seed + 1)
    return (0..<count).map { _ in
      let r = generator.next()
      switch space {
      case .discrete(let count): return Float(r % UInt64(count))
      case .box(_, _, let high):
        return Float((Double(r % 2001) - 1000) / 1000 * Double(high))
      }
    }
  }

  @Test(arguments: names)
  func `a printed rollout repeats Gymnasium's episodes to the bit`(name: String) throws {
    let golden = try ReferenceFiles.decode(GoldenFile.self, from: "golden_control.json")
    let task = try #require(ControlTaskRegistry.task(named: name))
    let episodes = try #require(golden.envs[name])
    #expect(episodes.count == 3)
    for episode in episodes {
      let actions = Self.actions(
        task.description.actionSpace, seed: episode.seed, count: episode.length + 5)
      let start = try Episode(
        of: task, seeding: .gymnasium, seed: UInt64(episode.seed), actions: .list(actions)
      ).environments
      #expect(start.state(of: 0).map(\.bitPattern) == episode.state0.map(\.value.bitPattern))
      #expect(
        start.observations.map(\.bitPattern) == episode.obs0.map { Float($0.value).bitPattern })

      var lines: [String] = []
      try rollout(
        RolloutRequest(
          task: name, seeding: .gymnasium, seed: UInt64(episode.seed), actions: .list(actions))
      ) { lines.append($0) }
      let steps = try lines.map {
        try JSONDecoder().decode(PrintedStep.self, from: Data($0.utf8))
      }
      try #require(steps.count == episode.length)
      #expect(steps.map(\.step) == Array(1...episode.length))
      let total = steps.reduce(0) { $0 + $1.reward }
      #expect(total.bitPattern == episode.totalReward.value.bitPattern)
      for golden in episode.steps {
        let step = steps[golden.t - 1]
        #expect(step.action == Float(golden.action))
        #expect(step.state.map(\.bitPattern) == golden.state.map(\.value.bitPattern))
        #expect(
          step.observation.map(\.bitPattern) == golden.obs.map { Float($0.value).bitPattern })
        #expect(step.reward.bitPattern == golden.reward.value.bitPattern)
        #expect(step.terminated == golden.term)
        #expect(step.truncated == golden.trunc)
      }
    }
  }
}
