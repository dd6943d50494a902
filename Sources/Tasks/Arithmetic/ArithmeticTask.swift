/// Arithmetic questions of one level: what a suite names `{arithmetic: {level: L}}`.
public struct ArithmeticTask: Sendable, Hashable {
  /// The difficulty, 1 to 6.
  public var level: Int

  /// The levels there are.
  public static let levels = ArithmeticFamily.levels

  /// Questions of a level, 1 to 6; nil otherwise.
  public init?(level: Int) {
    guard Self.levels.contains(level) else { return nil }
    self.level = level
  }

  /// The registered name, such as `arithmetic-2`.
  public var name: String { "arithmetic-\(level)" }

  /// One sentence: what is asked.
  public var summary: String {
    "Word problems of level \(level), answered in worked steps and a number that is checked."
  }
}
