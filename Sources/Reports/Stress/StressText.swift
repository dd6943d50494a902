import Results

/// Words on settings meant to break algorithms, shared by table, figure and files.
enum StressText {
  /// What a setting changes: `learningRate × 16 = 0.016`, `clipRange = null`.
  static func changes(_ setting: StressedSetting) -> String {
    setting.changes.map { change in
      change.option + (change.factor.map { " × " + NumberFormat.exact($0) } ?? "") + " = "
        + (change.value.map(MarkdownReport.text) ?? "off")
    }.joined(separator: ", ")
  }

  /// The share of the declared gain that is kept, in percent without the sign; nil where nothing is judged.
  static func kept(_ setting: StressedSetting) -> String? {
    setting.keptShare.map { NumberFormat.fixed(100 * $0, decimals: 0) }
  }

  /// `6 of 6 [0.61, 1.00]`, with the daggers of runs that are absent; a dash where nothing is judged.
  static func broken(_ setting: StressedSetting) -> String {
    guard let broken = setting.broken else { return "–" }
    return "\(broken) of \(setting.scores.count)"
      + (setting.brokenShare?.interval.map { " " + $0.text(decimals: 2) } ?? "")
      + (setting.statuses.contains(where: \.isAbsent) ? " †" : "")
  }
}
