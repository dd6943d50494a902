import PolicyOptimization
import Results
import Tasks
import Testing

@testable import Harness

/// What diagnostics make of a training log, by hand.
@Suite struct HealthLogTests {
  private static func setting(_ task: TrainingTask, total: Int = 100) -> ArmSetting {
    ArmSetting(
      task: task, kind: .reinforcement, options: Options(),
      budget: TrainingBudget(
        total: total, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1))
  }

  private static func control(_ name: String) throws -> TrainingTask {
    .control(try #require(ControlTaskRegistry.task(named: name)))
  }

  /// A log of as many updates as the longest column, ten steps each.
  private static func log(
    _ columns: [UpdateColumn: [Double]], task: String = "CartPole-v1", total: Int = 100
  ) throws -> HealthLog {
    let count = columns.values.map(\.count).max() ?? 0
    let rows = (0..<count).map { index in
      var row = UpdateRow()
      row[.environmentSteps] = Double(10 * (index + 1))
      for (column, values) in columns where index < values.count { row[column] = values[index] }
      return row
    }
    return HealthLog(rows, of: setting(try control(task), total: total))
  }

  @Test func `means are over the updates that measured, and infinities are gaps`() throws {
    let metrics = try Self.log([
      .effectiveSampleSize: [0.5, .nan, 1, .infinity], .clipFraction: [0.25, 0.75],
    ]).metrics()
    #expect(metrics["health.effectiveSampleSize"] == 0.75)
    #expect(metrics["health.smallestEffectiveSampleSize"] == 0.5)
    #expect(metrics["health.clippedGradients"] == 0.5)
    #expect(metrics["health.explainedVariance"] == nil && metrics["health.failedSteps"] == nil)
  }

  @Test func `extremes are those of the whole run`() throws {
    let metrics = try Self.log([
      .smallestRatio: [0.5, 0.25, 0.75], .largestRatio: [1.5, 4, 2],
      .largestGradientNorm: [3, 1, 2], .largestDivergence: [0.01, 0.5, 0.25],
    ]).metrics()
    #expect(metrics["health.smallestRatio"] == 0.25 && metrics["health.largestRatio"] == 4)
    #expect(metrics["health.largestGradientNorm"] == 3)
    #expect(metrics["health.largestDivergence"] == 0.5)
  }

  @Test func `the tail of 40 divergences is the mean of the largest two`() throws {
    var divergence = [Double](repeating: 0.01, count: 40)
    divergence[30] = 0.5
    divergence[35] = 0.25
    let metrics = try Self.log([.klOld: divergence]).metrics()
    #expect(metrics["health.klTail"] == 0.375)
    // 35 updates have five before them; two of these are above five medians.
    #expect(metrics["health.klSpikes"] == 2.0 / 35)
    let small = try Self.log([.klOld: divergence.map { $0 / 100 }]).metrics()
    #expect(small["health.klSpikes"] == 0)
  }

  @Test func `entropy collapses for good, in discrete actions alone`() throws {
    let entropy = [0.5, 0.04, 0.3, 0.05, 0.01]
    let metrics = try Self.log([.entropy: entropy]).metrics()
    #expect(metrics["health.entropyCollapsed"] == 1)
    #expect(metrics["health.entropyCollapseTime"] == 40)
    let kept = try Self.log([.entropy: [0.5, 0.04, 0.3]]).metrics()
    #expect(kept["health.entropyCollapsed"] == 0 && kept["health.entropyCollapseTime"] == 30)
    let gaussian = try Self.log([.entropy: entropy], task: "Pendulum-v1").metrics()
    #expect(gaussian["health.entropyCollapsed"] == nil)
  }

  @Test func `a course has the mean or the extreme of each twentieth of the budget`() throws {
    let log = try Self.log(
      [.entropy: [1, 2, 3, 4], .klOld: [0.1, 0.4, 0.2, 1.0 / 3], .explainedVariance: [.nan]],
      total: 400)
    let course = try #require(log.course(budget: 400))
    #expect(
      course.positions.count == 20 && course.positions[0] == 20 && course.positions[19] == 400)
    #expect(course.columns["entropy"]?.prefix(3) == [1.5, 3.5, nil])
    #expect(course.columns["klOld"]?.prefix(3) == [0.4, 0.333333, nil])
    #expect(course.columns["explainedVariance"] == nil)
    #expect(try Self.log([:]).course(budget: 400) == nil)
  }

  @Test func `updates beyond the budget belong to its last share`() throws {
    let log = try Self.log([.entropy: [1, 2, 3]], total: 20)
    #expect(log.course(budget: 20)?.columns["entropy"]?[19] == 2.5)
  }

  @Test func `every measure of a log is described, with the direction that is better`() throws {
    let everything = Dictionary(
      uniqueKeysWithValues: UpdateColumn.allCases.filter { $0 != .environmentSteps }.map {
        ($0, (1...30).map(Double.init))
      })
    let names = try Self.log(everything).metrics().keys
    let described = MetricRegistry.all.map(\.name).filter { $0.hasPrefix("health.") }
    #expect(Set(names) == Set(described))
    for role in ComputeRole.allCases {
      #expect(
        MetricRegistry.description(of: "multiplyAdds.\(role.rawValue)")?.higherIsBetter == false)
    }
  }
}
