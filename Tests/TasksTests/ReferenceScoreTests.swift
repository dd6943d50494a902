import Tasks
import Testing

@Suite struct ReferenceScoreTests {
  @Test(arguments: GoldenTrajectoryTests.names)
  func `the reference scores are what their policies return`(name: String) throws {
    let task = try #require(ControlTaskRegistry.task(named: name))
    for (score, policy) in [
      (task.description.randomScore, ActionSource.random),
      (task.description.scriptedScore, .scripted),
    ] {
      let measured = try ReferenceScore.measured(
        policy, of: task, policyName: score.policy, episodes: score.episodes)
      // Stored to three decimals.
      #expect((measured.mean - score.mean).magnitude < 0.00051)
      #expect((measured.standardDeviation - score.standardDeviation).magnitude < 0.00051)
    }
  }
}
