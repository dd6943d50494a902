/// A measure that a cell may hold: a key of ``CellResult/metrics``.
package struct MetricDescription: Sendable, Equatable {
  /// The kinds of task whose runs hold a measure.
  package enum Scope: String, Sendable {
    case control, arithmetic, both

    /// Whether runs on a kind of task may hold the measure.
    package func includes(_ kind: TaskKind) -> Bool {
      switch self {
      case .control: kind == .control
      case .arithmetic: kind == .arithmetic
      case .both: true
      }
    }
  }

  /// The key; where one part of it varies, such as a factor, that part in angle brackets.
  package var name: String
  /// What it measures, in one sentence.
  package var summary: String
  /// What its numbers count.
  package var unit: String
  /// Whether a higher value is better; nil where neither is.
  package var higherIsBetter: Bool?
  /// Whether a suite can name it as what ranks.
  package var isHeadline = false
  /// Where it is measured.
  package var scope: Scope
  /// The values that it can have, where its definition bounds them.
  package var range: ClosedRange<Double>?
  /// Whether it is counted from the plan, so that every seed of an arm has the same value and chance has
  /// no part in it.
  package var isCounted = false
}

/// The measures that runs hold, and the families of them whose names share a pattern.
package enum MetricRegistry {
  /// Every measure with a name of its own, in the order they are listed.
  package static let all = control + arithmetic + both + diagnostics

  /// The families, by pattern.
  package static let families = arithmeticFamilies + diagnosticFamilies

  /// What is known of a measure, by its own name or by the pattern that it fits; nil for others.
  package static func description(of name: String) -> MetricDescription? {
    if let own = all.first(where: { $0.name == name }) { return own }
    return families.first { fits(name, $0.name) }.map { family in
      var description = family
      description.name = name
      return description
    }
  }

  /// The names that a suite can rank a kind of task by, the default first.
  package static func headlineNames(for kind: TaskKind) -> [String] {
    all.filter { $0.isHeadline && $0.scope.includes(kind) }.map(\.name)
  }

  /// What ranks where a suite says nothing.
  package static func defaultHeadline(for kind: TaskKind) -> String {
    kind == .control ? "evaluationReturn" : "sampledAccuracy"
  }

  /// Whether a name equals a pattern, part by part; a part in angle brackets takes any.
  private static func fits(_ name: String, _ pattern: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let wanted = pattern.split(separator: ".")
    return parts.count == wanted.count
      && zip(parts, wanted).allSatisfy { part, wanted in
        wanted.hasPrefix("<") ? !part.isEmpty : part == wanted
      }
  }

  private static let control = [
    MetricDescription(
      name: "evaluationReturn",
      summary:
        "The mean return of the greedy episodes (the most probable action, or the mean) at the end of training.",
      unit: "return per episode", higherIsBetter: true, isHeadline: true, scope: .control),
    MetricDescription(
      name: "sampledReturn",
      summary: "The mean return of the episodes with sampled actions at the end of training.",
      unit: "return per episode", higherIsBetter: true, isHeadline: true, scope: .control),
    MetricDescription(
      name: "trainingReturn",
      summary: "The mean return of the last 100 episodes of training.",
      unit: "return per episode", higherIsBetter: true, isHeadline: true, scope: .control),
    MetricDescription(
      name: "environmentSteps", summary: "The steps of training that were made.",
      unit: "environment steps", higherIsBetter: nil, scope: .control),
  ]

  private static let both = [
    MetricDescription(
      name: "areaUnderCurve",
      summary:
        "The mean over the evaluations of their mean greedy return, on questions of their sampled accuracy: high for runs that learn early.",
      unit: "return per episode, or share of items", higherIsBetter: true, isHeadline: true,
      scope: .both),
    MetricDescription(
      name: "updates", summary: "The updates of the policy that were made.",
      unit: "updates", higherIsBetter: nil, scope: .both),
    MetricDescription(
      name: "peakModelBytes",
      summary:
        "The largest sum of the buffers of training that were held at one time, counted exactly.",
      unit: "bytes", higherIsBetter: false, scope: .both, isCounted: true),
    MetricDescription(
      name: "relativeDrawdown",
      summary:
        "The share of its best evaluation, above the return of random actions, that a run lost at its worst; 1 where it did not complete. Derived from the evaluations.",
      unit: "share of the best", higherIsBetter: false, scope: .both, range: 0...1),
  ]
}
