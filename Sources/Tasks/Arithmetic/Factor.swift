/// The one thing in which changed problems differ from those of training.
public enum Factor: String, Sendable, CaseIterable {
  /// Names, things and wordings that training never uses; the same program.
  case surface
  /// A structure that training never has, by doing the same steps in another order.
  case structure
  /// Numbers above the level's, up to 99, in the same story; factors stay as they are.
  case range
  /// At least one fact that training never has, in the same story with other numbers.
  case facts
  /// 1, 2 or 4 steps more than the level has, up to 8.
  case length
  /// More distractors than the level has, up to 3, of kinds that training never has.
  case distractors
  /// The same statements in an order in which some name people before they are introduced.
  case order
  /// The start is asked for and the end is told.
  case inverse
}
