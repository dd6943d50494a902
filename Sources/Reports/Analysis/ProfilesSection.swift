import Statistics

/// Performance profiles: the share of an algorithm's runs that score above each threshold.
public struct ProfilesSection: Codable, Sendable, Equatable {
  /// The tasks whose runs are taken together, each task with the same weight.
  public var tasks: [String]
  /// Whether scores are normalised; otherwise they are those of the one task.
  public var isNormalized: Bool
  /// The thresholds, ascending, in units of the scores.
  public var thresholds: [Double]
  /// The confidence level of the bands.
  public var level: Double
  /// What the bands hold: `pointwise`, at each threshold on its own.
  public var coverage: String
  /// How the bands were made.
  public var method: String
  /// How many resamples they were made from.
  public var resamples: Int
  /// The fewest runs of an algorithm on a task.
  public var fewestRuns: Int
  /// The most runs of an algorithm on a task.
  public var mostRuns: Int
  /// A profile for each algorithm.
  public var profiles: [Profile]

  /// The profile of one algorithm.
  public struct Profile: Codable, Sendable, Equatable {
    /// The algorithm's label.
    public var algorithm: String
    /// The share of runs above each threshold, in [0, 1].
    public var shares: [Double]
    /// The lower end of the band.
    public var lower: [Double]
    /// The upper end of the band.
    public var upper: [Double]
  }

  /// Resamples of every band.
  static let resamples = 1_000
  /// The most runs of an algorithm whose profile is drawn: a band costs runs × thresholds × ``resamples``.
  static let mostTotalRuns = 5_000
  /// Normalised scores outside these are not told apart by thresholds.
  private static let normalizedRange = -1.0...2.0
}

extension ProfilesSection {
  /// The profiles of algorithms; nil without any, where each has one run a task, where all scores are
  /// equal, and above ``mostTotalRuns`` runs.
  ///
  /// - Parameters:
  ///   - scores: a matrix an algorithm, of these tasks in this order.
  ///   - isNormalized: whether 0 and 1 are reference scores, which the thresholds then cover.
  ///   - seed: the root of the resamples.
  init?(
    _ scores: [(algorithm: String, scores: ScoreMatrix)], tasks: [String],
    isNormalized: Bool = true, seed: UInt64, _ settings: ComparisonSettings
  ) throws {
    let counts = scores.flatMap { $0.scores.runsByTask.map(\.count) }
    let totals = scores.map { $0.scores.runsByTask.joined().count }
    guard let fewest = counts.min(), let most = counts.max(), let total = totals.max(),
      total <= Self.mostTotalRuns
    else { return nil }
    let all = scores.flatMap { $0.scores.runsByTask.joined() }
    let thresholds = isNormalized ? Self.normalizedThresholds(all) : Self.thresholds(all)
    guard thresholds.count > 1 else { return nil }
    var method = ""
    var profiles: [Profile] = []
    for (algorithm, matrix) in scores {
      guard
        let profile = try PerformanceProfile.bootstrapped(
          matrix, thresholds: thresholds, resamples: Self.resamples, level: settings.level,
          stream: Streams.profile(seed, algorithm))
      else { return nil }
      method = profile.band.method
      profiles.append(
        Profile(
          algorithm: algorithm, shares: profile.band.estimate, lower: profile.band.lower,
          upper: profile.band.upper))
    }
    self.init(
      tasks: tasks, isNormalized: isNormalized, thresholds: thresholds, level: settings.level,
      coverage: CurveBand.Coverage.pointwise.rawValue, method: method, resamples: Self.resamples,
      fewestRuns: fewest, mostRuns: most, profiles: profiles)
  }

  /// Steps of 0.02 that cover the scores, 0 and 1.
  private static func normalizedThresholds(_ scores: [Double]) -> [Double] {
    let lowest = scores.reduce(0.0) { min($0, max($1, normalizedRange.lowerBound)) }
    let highest = scores.reduce(1.0) { max($0, min($1, normalizedRange.upperBound)) }
    let first = Int((lowest * 50).rounded(.down)) - 1
    let last = Int((highest * 50).rounded(.up))
    return (first...last).map { Double($0) / 50 }
  }

  /// About a hundred round steps that cover the scores; none where all are equal.
  private static func thresholds(_ scores: [Double]) -> [Double] {
    let lowest = scores.reduce(.infinity, Double.minimum)
    let highest = scores.reduce(-.infinity, Double.maximum)
    guard highest > lowest else { return [] }
    let (step, _) = LinearScale.roundStep((highest - lowest) / 100)
    let first = (lowest / step).rounded(.down) - 1
    let last = (highest / step).rounded(.up)
    guard last - first < 200, first.magnitude < 1e15, last.magnitude < 1e15 else { return [] }
    let thresholds = (0...Int(last - first)).map { (first + Double($0)) * step }
    // Scores of a great magnitude and a small range leave no room for distinct steps.
    return zip(thresholds, thresholds.dropFirst()).allSatisfy { $0 < $1 } ? thresholds : []
  }
}
