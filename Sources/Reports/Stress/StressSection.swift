import Results

/// What settings that were meant to break algorithms did to them on one task.
public struct StressSection: Codable, Sendable, Equatable {
  /// The names of the settings, in the suite's order.
  public var settings: [String]
  /// The algorithms that at least one of them is tried on, in the suite's order.
  public var algorithms: [StressedAlgorithm]
}

/// One algorithm under stress.
public struct StressedAlgorithm: Codable, Sendable, Equatable {
  /// Its label.
  public var algorithm: String
  /// The label of the reference that runs start from; absent where they start at random.
  public var reference: String?
  /// The mean score of where runs start: of random actions, or of the references.
  public var start: Double
  /// Runs as declared.
  public var runs: Int
  /// Their mean score.
  public var declared: EstimateSection
  /// Their mean gain over where they start: what settings are held against.
  public var declaredGain: EstimateSection
  /// What became of it in each setting that applies, in the suite's order.
  public var settings: [StressedSetting]

  /// What became of it in a setting; nil where that does not apply.
  func setting(_ name: String) -> StressedSetting? { settings.first { $0.setting == name } }
}

/// One algorithm in one setting.
public struct StressedSetting: Codable, Sendable, Equatable {
  /// The setting.
  public var setting: String
  /// The label of the arm.
  public var arm: String
  /// What it changes.
  public var changes: [Change]
  /// The final scores by seed.
  public var scores: [Double]
  /// What became of each seed's run.
  public var statuses: [RunStatus]
  /// The mean score.
  public var mean: EstimateSection
  /// The mean gain as a share of the declared one; absent where nothing is judged.
  public var keptShare: Double?
  /// How many runs are broken; absent where nothing is judged.
  public var broken: Int?
  /// Their share, with Wilson's interval; absent where nothing is judged.
  public var brokenShare: EstimateSection?
  /// The setting (first) against the declared one (second).
  public var comparison: PairComparison
  /// What follows.
  public var verdict: StressVerdict

  /// A change of one option.
  public struct Change: Codable, Sendable, Equatable {
    /// The option.
    public var option: String
    /// What the declared value is multiplied by; absent where the value is given outright.
    public var factor: Double?
    /// The value; absent where the option is off and so not written.
    public var value: JSONValue?
  }
}
