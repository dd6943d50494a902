import PolicyOptimization
import Results

extension SuiteGrammar {
  private static let example = "such as 'ppo better-than grpo'"

  /// The items under `hypotheses`: their keys, types, ranges, metrics and relations.
  ///
  /// - Parameter metrics: The short names of the metrics that rank.
  func hypotheses(_ node: SuiteNode, metrics: [String: String], tasks: [String]) throws
    -> [HypothesisEntry]
  {
    try node.items("a list of at least one hypothesis").map {
      try hypothesis($0, metrics: metrics, tasks: tasks)
    }
  }

  private func hypothesis(_ node: SuiteNode, metrics: [String: String], tasks: [String]) throws
    -> HypothesisEntry
  {
    let keys = try SuiteMapping(
      node, place: "a hypothesis",
      allowed: ["metric", "claim", "margin", "alpha", "family", "task"])
    let metric = try self.metric(try keys.required("metric"), short: metrics)
    let claim = try keys.required("claim")
    let (first, relation, second) = try self.claim(claim)
    if relation.needsDirection, metric.higherIsBetter == nil {
      throw SuiteError.metricWithoutDirection(
        claim.location, metric: metric.name, relation: relation.rawValue)
    }
    return HypothesisEntry(
      location: node.location,
      metric: Located(value: metric.name, location: try keys.required("metric").location),
      relation: relation, pair: Located(value: (first, second), location: claim.location),
      margin: try margin(keys, relation, metric),
      alpha: try keys["alpha"].map {
        Located(
          value: try $0.number("a number above 0, at most \(Hypothesis.largestAlpha)") {
            $0 > 0 && $0 <= Hypothesis.largestAlpha
          },
          location: $0.location)
      },
      family: try keys["family"].map {
        try name($0, matching: /[a-z0-9-]+/, "a name of a-z, 0-9 and -")
      },
      task: try keys["task"].map {
        let name = try $0.text("the name of a task")
        try require(name, among: tasks, at: $0.location)
        return Located(value: name, location: $0.location)
      })
  }

  private func metric(_ node: SuiteNode, short: [String: String]) throws -> MetricDescription {
    let name = try node.text("the name of a metric")
    guard let metric = MetricRegistry.description(of: short[name] ?? name) else {
      throw SuiteError.unknownMetric(
        node.location, name: name,
        allowed: short.keys.sorted()
          + (MetricRegistry.all + MetricRegistry.families).map(\.name))
    }
    return metric
  }

  /// `FIRST RELATION SECOND`.
  private func claim(_ node: SuiteNode) throws -> (String, Hypothesis.Relation, String) {
    let allowed = "two different algorithms with a relation between them, \(Self.example)"
    let words = try node.text(allowed).split(separator: " ").map(String.init)
    guard words.count == 3 else { throw node.badValue(allowed) }
    guard let relation = Hypothesis.Relation(rawValue: words[1]) else {
      throw SuiteError.unknownRelation(
        node.location, name: words[1], allowed: Hypothesis.Relation.allCases.map(\.rawValue))
    }
    guard words[0] != words[2] else { throw node.badValue(allowed) }
    return (words[0], relation, words[2])
  }

  /// The margin, where the relation takes one. A margin as wide as the metric's range would be met by
  /// any two algorithms.
  private func margin(
    _ keys: SuiteMapping, _ relation: Hypothesis.Relation, _ metric: MetricDescription
  ) throws -> Double? {
    guard relation.needsMargin else {
      guard let margin = keys["margin"] else { return nil }
      throw SuiteError.marginWithoutMeaning(margin.location, relation: relation.rawValue)
    }
    let widest = metric.range.map { $0.upperBound - $0.lowerBound } ?? .infinity
    return try keys.required("margin").number(
      widest < .infinity ? "a number above 0 and below \(widest)" : "a number above 0"
    ) { $0 > 0 && $0 < widest }
  }
}
