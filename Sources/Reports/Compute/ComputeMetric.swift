/// What the multiply-adds of a run are told by.
public enum ComputeMetric: String, Codable, Sendable, CaseIterable {
  /// The policy while it gathers a batch.
  case sampling
  /// The policy's loss and its gradient, and a line search.
  case policyUpdate
  /// Fisher-vector products.
  case solver
  /// The value function: its values of a batch, and its own steps.
  case critic
  /// The reference on a batch.
  case reference
  /// The reward model: its training and its scores.
  case rewardModel
  /// The sum of the six roles above: what algorithms are compared by.
  case training
  /// The mean of ``training`` over the least mean of the algorithms that are compared.
  case relativeTraining
  /// ``training`` over the updates of the run.
  case perUpdate
  /// ``training`` over the environment steps, completions or demonstrations of the run.
  case perSample
  /// The loss after an update, for the log; not training.
  case measurement
  /// Episodes and items of their own; not training.
  case evaluation

  /// The roles whose sum is ``training``.
  static let trainingRoles: [ComputeMetric] = [
    .sampling, .policyUpdate, .solver, .critic, .reference, .rewardModel,
  ]

  /// The roles that only watch.
  static let watchingRoles: [ComputeMetric] = [.measurement, .evaluation]

  /// The key of the whole in ``CellResult/metrics``: only runs with it say what they computed.
  static let total = "multiplyAdds"

  /// The key of a role in ``CellResult/metrics``; a role that did nothing has none.
  var key: String { Self.total + "." + rawValue }

  /// Whether a metric is shown with what was computed.
  static func includes(_ name: String) -> Bool { name == total || name.hasPrefix(total + ".") }

  /// The name in a table.
  var title: String {
    switch self {
    case .sampling: "sampling"
    case .policyUpdate: "policy update"
    case .solver: "solver"
    case .critic: "critic"
    case .reference: "reference"
    case .rewardModel: "reward model"
    case .training: "training"
    case .relativeTraining: "relative to the least"
    case .perUpdate: "per update"
    case .perSample: "per sample"
    case .measurement: "measurement (not training)"
    case .evaluation: "evaluation (not training)"
    }
  }
}
