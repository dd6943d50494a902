import PolicyOptimization
import Results
import Tasks

extension TrainingTask {
  /// The registered name.
  package var name: String {
    switch self {
    case .control(let task): task.description.name
    case .arithmetic(let task): task.name
    }
  }

  /// What sort of task it is.
  package var kind: TaskKind {
    switch self {
    case .control: .control
    case .arithmetic: .arithmetic
    }
  }

  /// The options that reinforcement on it reads.
  package var scope: OptionScope {
    switch self {
    case .control: .control
    case .arithmetic: .questions
    }
  }
}

extension AlgorithmDescription {
  /// The options that the algorithm reads on a task.
  package func scope(on task: TrainingTask) -> OptionScope {
    kind == .supervised ? .supervised : task.scope
  }

  /// The algorithm's own values of the options on a task; nil where it has no meaning there.
  package func defaults(on task: TrainingTask) -> Options? {
    let scope = scope(on: task)
    guard task.kind == .arithmetic || scope == .control else { return nil }
    return defaults(in: scope)
  }
}
