/// The mean of values that come in clusters, and how sure it is.
///
/// Values of one cluster resemble each other (the answers of one seed's policy, or of all seeds to
/// one problem), so the cluster, not the value, is the unit of replication. With C clusters of
/// n values together, whose mean is s̄,
///
/// SE = √(C / (C − 1) · Σ_c (Σ_{i ∈ c} (sᵢ − s̄))²) / n,
///
/// and the interval is s̄ ± t₍₁₊level₎/₂,C₋₁ · SE. Sources: E. Miller, *Adding error bars to evals*
/// (2024), https://arxiv.org/abs/2411.00640, section 2.2, with the factor C / (C − 1) of K.-Y. Liang and
/// S. L. Zeger, Biometrika 73 (1986) 13–22, as it is customary for few clusters. With one value a
/// cluster it is the standard error of the mean; with clusters of one size it is that of their means.
public struct ClusteredMean: Sendable, Equatable {
  /// What the clusters of a table of seeds by problems are, and what the interval speaks of.
  public enum Unit: String, CaseIterable, Sendable, Codable {
    /// Seeds: the algorithm, on these problems.
    case seeds
    /// Problems: these trained policies, on problems of this kind.
    case problems
  }

  /// The mean of all values, every value alike.
  public let estimate: Double
  /// SE; nil with one cluster.
  public let standardError: Double?
  /// The interval, of method `"t, clustered"`; nil with one cluster.
  public let interval: Interval?
  /// C.
  public let clusters: Int
  /// n.
  public let values: Int

  /// The mean of `clusters`, `[cluster][value]`; clusters may differ in size.
  ///
  /// The order of clusters and of values in them does not change a bit. Values all alike give an
  /// interval of width 0.
  ///
  /// - Parameter level: the nominal coverage, in (0, 1).
  /// - Throws: ``StatisticsError`` if there is no cluster, one is empty or holds NaN, ±∞ or a magnitude
  ///   above 10³⁰⁰, or the level is outside (0, 1).
  public static func run(_ clusters: [[Double]], level: Double = 0.95) throws -> ClusteredMean {
    try Interval.check(level: level)
    guard !clusters.isEmpty else { throw StatisticsError.emptyInput(of: "the list of clusters") }
    let sorted = try clusters.enumerated().map { index, values in
      try SortedSample(values, name: "cluster \(index)")
    }
    let all = SortedSample(finite: clusters.flatMap { $0 })
    let (mean, count) = (all.mean, Double(all.count))
    let excesses = SortedSample(
      finite: sorted.map { cluster in
        // Over n before it is squared, so that nothing overflows.
        var sum = CompensatedSum()
        for value in cluster.values { sum.add(value / count - mean / count) }
        return sum.value
      })
    guard clusters.count > 1 else {
      return ClusteredMean(
        estimate: mean, standardError: nil, interval: nil, clusters: 1, values: all.count)
    }
    let scale = max(excesses.minimum.magnitude, excesses.maximum.magnitude)
    let error =
      all.isConstant || scale == 0 ? 0 : scale * root(excesses, scale, clusters: clusters.count)
    let half =
      error
      * (try GSL.studentUpperQuantile(
        (1 - level) / 2, degreesOfFreedom: Double(clusters.count - 1)))
    return ClusteredMean(
      estimate: mean, standardError: error,
      interval: Interval(
        lower: mean - half, upper: mean + half, level: level, method: "t, clustered"),
      clusters: clusters.count, values: all.count)
  }

  /// The mean of a table `[seed][problem]`, such as of 0 and 1 for wrong and right.
  ///
  /// A claim about an *algorithm* clusters by seed; by problem it is about these trained policies only,
  /// however many problems there are.
  ///
  /// - Throws: as ``run(_:level:)``, and ``StatisticsError/tooFew(n:needed:for:)`` if seeds answered
  ///   different numbers of problems.
  public static func table(
    _ scores: [[Double]], clusteredBy unit: Unit, level: Double = 0.95
  ) throws -> ClusteredMean {
    let problems = scores.map(\.count).max() ?? 0
    for (seed, row) in scores.enumerated() where row.count != problems {
      throw StatisticsError.tooFew(n: row.count, needed: problems, for: "problems of seed \(seed)")
    }
    switch unit {
    case .seeds: return try run(scores, level: level)
    case .problems:
      return try run((0..<problems).map { column in scores.map { $0[column] } }, level: level)
    }
  }

  /// √(C / (C − 1) · Σ (excess / scale)²).
  private static func root(_ excesses: SortedSample, _ scale: Double, clusters: Int) -> Double {
    var squares = CompensatedSum()
    for excess in excesses.values { squares.add((excess / scale) * (excess / scale)) }
    return (Double(clusters) * squares.divided(by: Double(clusters - 1))).squareRoot()
  }
}
