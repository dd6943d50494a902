/// What sort of task it is.
public enum TaskKind: String, Codable, Sendable {
  /// A state is controlled; scores are returns of episodes.
  case control
  /// Questions are answered; scores are shares of right answers, in [0, 1].
  case arithmetic
}

/// What a report needs to know of a task.
public struct TaskSummary: Codable, Sendable, Equatable {
  /// The registered name, such as `CartPole-v1`.
  public var name: String
  /// One sentence: what is controlled or asked, and to what end.
  public var summary: String
  /// What sort of task it is.
  public var kind: TaskKind
  /// What ``Arm/budget`` counts where parameters are reinforced: "environment steps" or "completions".
  /// Supervised arms count demonstrations; see ``ResolvedSuite/budgetUnit(of:)``.
  public var budgetUnit: String
  /// The metric that ranks on this task: a key of ``CellResult/metrics``.
  public var headlineMetric: String
  /// Mean return of uniformly random actions: 0 on the normalised scale. Of questions 0.
  public var randomScore: Double
  /// Mean return of the scripted policy: 1 on the normalised scale. Of questions 1.
  public var scriptedScore: Double
  /// What the scripted policy does.
  public var scriptedPolicy: String
  /// What a diverged, failed or missing run scores.
  public var floorReturn: Double

  /// Memberwise.
  public init(
    name: String, summary: String, kind: TaskKind = .control,
    budgetUnit: String = "environment steps", headlineMetric: String = "evaluationReturn",
    randomScore: Double, scriptedScore: Double, scriptedPolicy: String, floorReturn: Double
  ) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.budgetUnit = budgetUnit
    self.headlineMetric = headlineMetric
    self.randomScore = randomScore
    self.scriptedScore = scriptedScore
    self.scriptedPolicy = scriptedPolicy
    self.floorReturn = floorReturn
  }
}
