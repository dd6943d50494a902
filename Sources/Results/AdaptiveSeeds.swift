/// How many seeds the arms of a suite get where that depends on the scores: `initial` each, then `step`
/// more at a time for arms of a pair that is not decided, up to the suite's `seeds`.
public struct AdaptiveSeeds: Codable, Sendable, Equatable {
  /// Seeds of each arm at the first look.
  public var initial: Int
  /// Seeds that a look adds.
  public var step: Int
  /// The chance, on each task, that any pair of equal algorithms is told apart at any look.
  public var alpha: Double

  /// Memberwise.
  public init(initial: Int, step: Int, alpha: Double) {
    self.initial = initial
    self.step = step
    self.alpha = alpha
  }
}
