import Foundation
import Testing

/// `assay run` of a suite with settings under stress, from end to end.
@Suite(.serialized) struct StressCommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let text = """
      suite: tiny
      seeds: 4
      tasks: [Pendulum-v1]
      algorithms:
        ppo: {stepsPerEnvironment: 16}
      budget: {environmentSteps: 128}
      evaluation: {points: 1, episodes: 1, finalEpisodes: 1}
      stress:
        - {setting: step-x16, learningRate: {times: 16}}
        - {setting: noise-4, rewardNoise: 4}
        - {setting: shuffled, shuffleRewards: true}

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/tiny.yaml"))
  }

  private func run(_ arguments: String...) throws -> Int32 {
    try AssayCommand.start(["run", "tiny.yaml"] + arguments, in: folder.path).outcome().status
  }

  private func results(_ out: String) throws -> [String: Data] {
    let files = try folder.tree().filter {
      $0.key.hasPrefix(out + "/") && !$0.key.hasPrefix(out + "/run-info/")
    }
    return Dictionary(
      uniqueKeysWithValues: files.map { (String($0.key.dropFirst(out.count + 1)), $0.value) })
  }

  @Test func `one worker and eight give the same bytes, and the report says where it breaks`()
    throws
  {
    #expect(try run("--out", "one", "--jobs", "1") == 0)
    #expect(try run("--out", "eight", "--jobs", "8") == 0)
    let one = try results("one")
    #expect(try one == results("eight"))
    for setting in ["step-x16", "noise-4", "shuffled"] {
      #expect(one["cells/Pendulum-v1/ppo.\(setting)/seed-3/cell.json"] != nil)
    }
    let text = String(decoding: try #require(one["report/report.md"]), as: UTF8.self)
    #expect(text.contains("## Stress") && text.contains("rewardNoise = 4"))
    #expect(one["report/figures/stress-Pendulum-v1.svg"] != nil)
    #expect(one["report/tables/stress.csv"] != nil)
  }
}
