import PolicyOptimization

/// An item under `stress`: a setting meant to break algorithms, and which of them it is tried on.
struct StressEntry {
  /// The name of the setting; items may share it.
  var setting: String
  var location: SuiteLocation
  /// The labels that it is tried on; nil for all that learn by reinforcement where it has a meaning.
  var algorithms: [Located<String>]?
  /// The tasks that it is tried on; nil for all where it has a meaning.
  var tasks: [String]?
  /// In the order of the file, never empty.
  var changes: [OptionChange]

  /// The label of an algorithm's arm under the setting.
  func label(of algorithm: String) -> String { "\(algorithm).\(setting)" }
}

/// What a setting makes of an option.
struct OptionChange {
  var declaration: OptionDeclaration
  var kind: Kind
  var location: SuiteLocation

  enum Kind {
    /// The option has this value.
    case value(OptionValue)
    /// The option has so many times the value that the algorithm declares.
    case factor(Double)
  }

  /// The factor, where there is one.
  var factor: Double? {
    if case .factor(let factor) = kind { factor } else { nil }
  }

  /// What becomes of the value that an algorithm declares; nil where there is no number to multiply.
  func value(from declared: OptionValue) -> OptionValue? {
    switch (kind, declared) {
    case (.value(let value), _): value
    case (.factor(let factor), .number(let number)): .number(factor * number)
    case (.factor, _): nil
    }
  }
}
