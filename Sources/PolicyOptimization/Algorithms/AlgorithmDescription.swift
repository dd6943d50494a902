/// How a run's parameters come about.
public enum TrainingKind: String, Sendable, Codable {
  /// By reinforcement, from a random start (control) or from a reference (questions).
  case reinforcement
  /// By imitation of worked solutions, from a random start; questions only.
  case supervised
}

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
  /// How the parameters come about.
  public var kind = TrainingKind.reinforcement
  /// The switches that make it this algorithm on control tasks, where a suite says nothing else; nil
  /// where it has no meaning there.
  public var controlDefaults: Options?
  /// The same on questions.
  public var questionDefaults: Options?

  /// Where it runs: supervised training has a scope of its own.
  public var scope: OptionScope {
    if kind == .supervised { return .supervised }
    var scope: OptionScope = []
    if controlDefaults != nil { scope.insert(.control) }
    if questionDefaults != nil { scope.insert(.questions) }
    return scope
  }

  /// The switches that make it this algorithm in one scope; nil where it has no meaning there.
  public func defaults(in scope: OptionScope) -> Options? {
    scope == .control ? controlDefaults : questionDefaults
  }
}
