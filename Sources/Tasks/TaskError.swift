/// What can be wrong with a request for a task.
public enum TaskError: Error, Equatable, CustomStringConvertible {
  /// No task has the name; `nearest` is the registered name closest to it, if one is close.
  case unknownTask(name: String, nearest: String?, all: [String])
  /// A number in an action list is not allowed; `position` counts the list's numbers from 1.
  case badAction(value: Float, position: Int, task: String, allowed: String)
  /// An action list stops in the middle of an action.
  case incompleteAction(numbers: Int, rowSize: Int, task: String)
  /// The task has no scripted policy.
  case noScriptedPolicy(task: String)
  /// A limit on the steps that leaves none.
  case badMaximumSteps(Int)

  /// One sentence or two: what is wrong, where, what is allowed.
  public var description: String {
    switch self {
    case .unknownTask(let name, let nearest, let all):
      let hint = nearest.map { " Did you mean '\($0)'?" } ?? ""
      return
        "There is no control task '\(name)'.\(hint) The tasks are \(all.joined(separator: ", "))."
    case .badAction(let value, let position, let task, let allowed):
      return "Action \(position) of \(task) is \(value), but an action must be \(allowed)."
    case .incompleteAction(let numbers, let rowSize, let task):
      return
        "An action of \(task) takes \(rowSize) numbers, so a list of \(numbers) is incomplete; "
        + "give a multiple of \(rowSize)."
    case .noScriptedPolicy(let task):
      return "\(task) has no scripted policy; give a list of actions or ask for random ones."
    case .badMaximumSteps(let steps):
      return "A rollout of at most \(steps) steps was asked for; ask for at least 1."
    }
  }
}
