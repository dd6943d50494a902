import Results

/// Why an arm stands beside the algorithms without being one of those that are compared.
public enum ArmControl: String, Codable, Sendable, CaseIterable {
  /// It learns from demonstrations alone: the reference, or a control of it.
  case supervised
  /// It optimises a coin: a negative control, which must not gain.
  case randomReward
  /// Its rewards are shuffled: a negative control too.
  case shuffledReward

  /// The kind in words.
  var words: String {
    switch self {
    case .supervised: "supervised"
    case .randomReward: "random reward"
    case .shuffledReward: "shuffled reward"
    }
  }

  /// Whether it must not gain.
  var isNegative: Bool { self != .supervised }
}

extension Arm {
  /// Why the arm takes part in no comparison of algorithms; nil for one that does.
  var control: ArmControl? {
    if isSupervised { return .supervised }
    if options["shuffleRewards"] == .bool(true) { return .shuffledReward }
    return options["reward"] == .string("random") ? .randomReward : nil
  }

  /// Whether it is trained on demonstrations; its budget counts those.
  var isSupervised: Bool { method == "supervised" }
}

extension TaskSummary {
  /// Whether questions are answered, so that there are accuracies to report.
  var asksQuestions: Bool { kind == .arithmetic }
}

/// What budgets count.
public enum BudgetUnit {
  /// The unit of control tasks, which reports take for granted.
  public static let environmentSteps = "environment steps"
}

extension Arm {
  /// ``gate`` as a section; nil where there is none.
  var gateSection: GateSection? {
    guard let gate, gate.count == 2 else { return nil }
    return GateSection(lower: gate[0], upper: gate[1])
  }
}
