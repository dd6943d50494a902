import Foundation
import Tasks
import Testing

/// digests.json: 60 whole episodes of each task, hashed.
private struct DigestFile: Decodable {
  struct Episode: Decodable {
    let seed: Int
    let steps: Int
    let `return`: HexadecimalNumber
    let digest: String
  }

  let tasks: [String: [Episode]]
}

/// FNV-1a with 64 bits.
private struct Digest {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  mutating func add(_ number: Double) {
    for shift in stride(from: 0, to: 64, by: 8) {
      add(byte: UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(shift)))
    }
  }

  mutating func add(_ number: Float) {
    for shift in stride(from: 0, to: 32, by: 8) {
      add(byte: UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(shift)))
    }
  }
}

@Suite struct EpisodeDigestTests {
  private static func action(_ space: ActionSpace, _ r: UInt64) -> Float {
    switch space {
    case .discrete(let count): Float(r % UInt64(count))
    case .box(_, _, let high):
      Float((Double(r % (1 << 24)) / 0x1p23 - 1) * (Double(high) * 1.2))
    }
  }

  @Test(arguments: GoldenTrajectoryTests.names)
  func `sixty whole episodes have the digests of Gymnasium's`(name: String) throws {
    let file = try ReferenceFiles.decode(DigestFile.self, from: "digests.json")
    let episodes = try #require(file.tasks[name])
    let task = try #require(ControlTaskRegistry.task(named: name))
    #expect(episodes.count == 60)
    for expected in episodes {
      var generator = ReferenceActions(start: expected.seed * 7 + 3)
      let actions = (0..<task.description.stepLimit).map { _ in
        Self.action(task.description.actionSpace, generator.next())
      }
      var episode = try Episode(
        of: task, seeding: .gymnasium, seed: UInt64(expected.seed), actions: .list(actions))
      var digest = Digest()
      for number in episode.environments.state(of: 0) { digest.add(number) }
      for number in episode.environments.observations { digest.add(number) }
      var steps = 0
      var total = 0.0
      while episode.advance() {
        let step = episode.lastStep
        for number in step.state { digest.add(number) }
        for number in step.observation { digest.add(number) }
        digest.add(step.reward)
        digest.add(byte: step.terminated ? 1 : 0)
        digest.add(byte: step.truncated ? 1 : 0)
        total += step.reward
        steps += 1
      }
      #expect(steps == expected.steps, "seed \(expected.seed)")
      #expect(total.bitPattern == expected.return.value.bitPattern, "seed \(expected.seed)")
      #expect(digest.value == UInt64(expected.digest, radix: 16), "seed \(expected.seed)")
    }
  }
}
