import Results

/// What a suite says under `seeds`.
struct SeedRule {
  /// The number of seeds; the largest where it is adaptive.
  var count: Int
  /// Where the scores decide how many of them an arm gets.
  var adaptive: AdaptiveSeeds?
}

extension SuiteGrammar {
  /// A test of fewer runs an arm could decide nothing.
  private static let fewestInitialSeeds = 4
  /// Tests keep their random deals in memory: 40 bytes a seed and thousand deals.
  private static let greatestAdaptiveSeeds = 1_000

  /// A number, or `{adaptive: {initial: I, step: S, maximum: M, alpha: A}}`.
  func seeds(_ node: SuiteNode) throws -> SeedRule {
    guard node.isMapping else { return SeedRule(count: try node.integer(in: Self.seedCounts)) }
    let top = try SuiteMapping(node, place: "'seeds'", allowed: ["adaptive"])
    let rule = try top.required("adaptive")
    let keys = try SuiteMapping(
      rule, place: "'\(rule.path)'", allowed: ["initial", "step", "maximum", "alpha"])
    let initial = try keys.required("initial").integer(
      in: Self.fewestInitialSeeds...Self.greatestAdaptiveSeeds)
    return SeedRule(
      count: try keys.required("maximum").integer(in: initial...Self.greatestAdaptiveSeeds),
      adaptive: AdaptiveSeeds(
        initial: initial,
        step: try keys.required("step").integer(in: 1...Self.greatestAdaptiveSeeds),
        alpha: try keys.required("alpha").number("a number above 0 and below 0.5") {
          $0 > 0 && $0 < 0.5
        }))
  }
}
