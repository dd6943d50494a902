import Results
import Testing

@Suite struct MetricRegistryTests {
  @Test func `every name and pattern is there once`() {
    let names = (MetricRegistry.all + MetricRegistry.families).map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func `what can rank depends on the kind of task, the default first`() {
    #expect(
      MetricRegistry.headlineNames(for: .control) == [
        "evaluationReturn", "sampledReturn", "trainingReturn", "areaUnderCurve",
      ])
    #expect(
      MetricRegistry.headlineNames(for: .arithmetic) == [
        "sampledAccuracy", "greedyAccuracy", "passAt8", "majorityAt8", "verifiedAccuracy",
        "areaUnderCurve",
      ])
    for kind in [TaskKind.control, .arithmetic] {
      #expect(
        MetricRegistry.headlineNames(for: kind).first == MetricRegistry.defaultHeadline(for: kind))
    }
  }

  @Test(arguments: [
    "ood.surface.sampledAccuracy", "ood.facts.cleanSampledAccuracy", "steps.3.sampledAccuracy",
    "baseline.firstMinusLast", "reward.processSum", "klReference",
  ]) func `a measure is described by its name, or by the pattern that it fits`(name: String) {
    #expect(MetricRegistry.description(of: name)?.name == name)
    #expect(MetricRegistry.description(of: name)?.scope == .arithmetic)
  }

  @Test(arguments: ["ood.surface", "ood..sampledAccuracy", "steps.3.greedyAccuracy", "reward", ""])
  func `a measure that fits none is not described`(name: String) {
    #expect(MetricRegistry.description(of: name) == nil)
  }
}
