/// A named algorithm: what it is, where it comes from, and its values of the switches.
public struct AlgorithmDescription: Sendable {
  /// The registered name, such as `ppo`.
  public var name: String
  /// The name in full.
  public var title: String
  /// What it does, in one sentence.
  public var summary: String
  /// The update in mathematical notation.
  public var equation: String
  /// Where it was published.
  public var source: String
  /// What the source leaves open, and what is done here instead.
  public var notes: [String]
  /// The switches that make it this algorithm, where a suite says nothing else.
  public var defaults: Options
}
