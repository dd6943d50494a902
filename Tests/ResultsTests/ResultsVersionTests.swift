import Results
import Testing

@Suite struct ResultsVersionTests {
  private func arm(_ algorithm: String, on task: String, from reference: String? = nil) -> Arm {
    Arm(
      task: task, algorithm: algorithm, method: algorithm, options: [:], budget: 100,
      evaluations: 2, evaluationEpisodes: 1, finalEpisodes: 3,
      reference: reference.map { ReferenceArm(label: $0, options: [:], budget: 100) })
  }

  private var control: Arm { arm("ppo", on: "CartPole-v1") }
  private var supervised: Arm { arm("supervised", on: "arithmetic-2") }
  private var reinforced: Arm { arm("grpo", on: "arithmetic-2", from: "supervised") }

  private func suite(_ arms: [Arm], version: Int) -> ResolvedSuite {
    ResolvedSuite(
      suite: "sample", suiteSeed: 7, seeds: 2, tasks: [], algorithms: [], arms: arms,
      resultsVersion: version)
  }

  @Test func `a suite has the version that last changed any of its arms`() {
    #expect(ResultsVersion.current([control, supervised]) == 1)
    #expect(ResultsVersion.current([control, supervised, reinforced]) == 2)
    #expect(ResultsVersion.current([]) == 1)
  }

  @Test func `cells that a version did not change keep their identity`() throws {
    let arms = [control, supervised, reinforced]
    let (old, new) = (suite(arms, version: 1).cells, suite(arms, version: 2).cells)
    #expect(old.map(\.resultsVersion) == [1, 1, 1, 1, 1, 1])
    #expect(new.map(\.resultsVersion) == [1, 1, 1, 1, 2, 2])
    #expect(try old[..<4].map { try $0.identity() } == new[..<4].map { try $0.identity() })
    #expect(try old[4].identity() != new[4].identity())
    #expect(suite(arms, version: 2).referenceCell(of: new[5]) == new[3])
  }

  @Test func `what a version to come changes is not guessed`() {
    let later = ResultsVersion.newest + 1
    let cells = suite([control, reinforced], version: later).cells
    #expect(cells.allSatisfy { $0.resultsVersion == later })
  }
}
