/// An arm of a suite that is another arm under a setting meant to break it: the suite's `stress`.
public struct StressedArm: Codable, Sendable, Hashable {
  /// The task.
  public var task: String
  /// The label of the arm, such as `ppo.step-x16`.
  public var algorithm: String
  /// The label of the arm on the same task that runs as declared.
  public var of: String
  /// The name of the setting, such as `step-x16`; several algorithms may share it.
  public var setting: String
  /// What the setting changes, in the order of the file.
  public var changes: [Change]

  /// An option that a setting changes; the arm's options hold its value.
  public struct Change: Codable, Sendable, Hashable {
    /// The option.
    public var option: String
    /// What the option of ``StressedArm/of`` is multiplied by; nil where it is given outright.
    public var factor: Double?

    /// Memberwise.
    public init(option: String, factor: Double? = nil) {
      self.option = option
      self.factor = factor
    }
  }

  /// Memberwise.
  public init(task: String, algorithm: String, of: String, setting: String, changes: [Change]) {
    self.task = task
    self.algorithm = algorithm
    self.of = of
    self.setting = setting
    self.changes = changes
  }
}
