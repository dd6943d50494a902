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

  @Test func `shares are bounded, returns are not, and bytes alone are counted`() {
    #expect(MetricRegistry.description(of: "sampledAccuracy")?.range == 0...1)
    #expect(MetricRegistry.description(of: "ood.surface.greedyAccuracy")?.range == 0...1)
    #expect(MetricRegistry.description(of: "accuracyGain")?.range == -1...1)
    #expect(MetricRegistry.description(of: "evaluationReturn")?.range == nil)
    #expect(MetricRegistry.all.filter(\.isCounted).map(\.name) == ["peakModelBytes"])
  }

  @Test(arguments: ["ood.surface", "ood..sampledAccuracy", "steps.3.greedyAccuracy", "reward", ""])
  func `a measure that fits none is not described`(name: String) {
    #expect(MetricRegistry.description(of: name) == nil)
  }
}
