import Randomness

/// Several copies of one environment, stepped together, each with its time limit.
///
/// Rows are row-major and keep their place for the life of the object. A step never resets: an
/// episode that has ended must be reset before its row is stepped again, so that the final
/// observation can be read (and its value bootstrapped, where the episode was only truncated).
public protocol VectorEnvironment: AnyObject {
  /// The task.
  var description: ControlTaskDescription { get }
  /// The number of copies.
  var count: Int { get }
  /// The current observations, `[count, observationSize]`.
  var observations: [Float] { get }
  /// The rewards of the last step, `[count]`.
  var rewards: [Double] { get }
  /// Whether the last step led to a terminal state, `[count]`.
  var terminated: [Bool] { get }
  /// Whether the last step reached the time limit, `[count]`; both flags may be true.
  var truncated: [Bool] { get }

  /// The state of one row, in the order that the description names.
  func state(of row: Int) -> [Double]

  /// Draws a new initial state for one row and restarts its clock.
  func reset(_ row: Int, using source: inout some UniformSource)

  /// Copies the state and the clock of one row to others: a group of episodes from one state.
  func copy(_ row: Int, to others: Range<Int>)

  /// Steps the rows where `active` is true; the others keep their observations.
  ///
  /// - Parameters:
  ///   - actions: `[count, actionSpace.rowSize]`.
  ///   - active: `[count]`.
  func step(_ actions: [Float], active: [Bool])
}
