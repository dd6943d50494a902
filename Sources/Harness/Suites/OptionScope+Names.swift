import PolicyOptimization

extension OptionScope {
  /// The scopes with their names, in their order.
  static let named: [(name: String, phrase: String, scope: OptionScope)] = [
    ("control", "control tasks", .control),
    ("questions", "reinforcement on questions", .questions),
    ("supervised", "supervised training on questions", .supervised),
  ]

  /// The names of the scopes that the set holds.
  var names: [String] { Self.named.filter { contains($0.scope) }.map(\.name) }

  /// The set in words, for sentences.
  var words: String {
    Self.named.filter { contains($0.scope) }.map(\.phrase).joined(separator: " and ")
  }
}
