/// A claim about two algorithms of a suite, declared in it and so before anything is run.
public struct Hypothesis: Codable, Sendable, Hashable {
  /// The measure that the claim is about: a key of ``CellResult/metrics``.
  public var metric: String
  /// The label of the algorithm that the claim says something of.
  public var first: String
  /// What is claimed.
  public var relation: Relation
  /// The label of the algorithm that ``first`` is compared with.
  public var second: String
  /// The least difference that matters, in the metric's unit, above 0: of the claims that need one;
  /// nil for the others.
  public var margin: Double?
  /// The chance of any false verdict in the family, above 0, at most ``largestAlpha``.
  public var alpha: Double
  /// The name of the claims that ``alpha`` is shared with.
  public var family: String
  /// The tasks on each of which the claim is made, in the suite's order.
  public var tasks: [String]

  /// Memberwise.
  public init(
    metric: String, first: String, relation: Relation, second: String, margin: Double? = nil,
    alpha: Double, family: String, tasks: [String]
  ) {
    self.metric = metric
    self.first = first
    self.relation = relation
    self.second = second
    self.margin = margin
    self.alpha = alpha
    self.family = family
    self.tasks = tasks
  }

  /// What can be claimed of the mean over seeds of a metric.
  public enum Relation: String, Codable, Sendable, CaseIterable {
    /// The metric is better: higher, or lower, as the metric says.
    case betterThan = "better-than"
    /// The metric is worse.
    case worseThan = "worse-than"
    /// The metric is higher, whether that is good or not.
    case greaterThan = "greater-than"
    /// The metric is lower, whether that is good or not.
    case lessThan = "less-than"
    /// The metric differs by less than the margin.
    case equivalentTo = "equivalent-to"
    /// The metric is not worse by the margin or more.
    case nonInferiorTo = "non-inferior-to"

    /// Whether the claim has no meaning without a margin; the others have none with one.
    public var needsMargin: Bool { self == .equivalentTo || self == .nonInferiorTo }

    /// Whether the claim has no meaning for a metric that is neither better high nor low.
    public var needsDirection: Bool {
      [.betterThan, .worseThan, .nonInferiorTo].contains(self)
    }
  }

  /// The largest error rate that a family can have.
  public static let largestAlpha = 0.2

  /// The claim as a suite writes it: `grpo better-than ppo`.
  public var claim: String { "\(first) \(relation.rawValue) \(second)" }
}
