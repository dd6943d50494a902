import Statistics

extension Calibration {
  /// The measurement as text for a terminal: a line for each kind of scores, then what follows.
  public func text() throws -> String {
    try table().plain() + "\n" + notes()
  }

  /// The table alone, for a guide.
  func table() -> TextTable {
    let hasFamily = rows.contains { $0.family != nil }
    let level = FigureText.percent(settings.level)
    var table = TextTable(
      [("Scores", .left), ("Seeds", .left), ("n", .right), ("Test", .left), ("A pair", .right)]
        + (hasFamily ? [("Test of six", .left), ("Any of six", .right)] : [])
        + [("Difference in its \(level)", .right)]
        + (hasFamily ? [("Mean in its \(level)", .right)] : []))
    for row in rows {
      table.add(
        [
          row.scores, row.isShared ? "shared" : "independent", "\(row.runs)", row.pairTest.name,
          Self.words(row.pair),
        ] + (hasFamily ? [row.familyTest?.name ?? "–", row.family.map(Self.words) ?? "–"] : [])
          + [Self.share(row.difference)]
          + (hasFamily ? [row.mean.map(Self.share) ?? "–"] : []))
    }
    return table
  }

  /// A rate with its interval.
  static func words(_ rate: Rate) -> String {
    guard let value = rate.rate, let interval = rate.interval else { return "–" }
    let digits = { (number: Double) in NumberFormat.fixed(number, decimals: 4) }
    return "\(digits(value)) [\(digits(interval.lower)), \(digits(interval.upper))]"
  }

  /// A rate alone.
  static func share(_ rate: Rate) -> String {
    rate.rate.map { NumberFormat.fixed($0, decimals: 3) } ?? "–"
  }

  private func notes() throws -> String {
    let alpha = NumberFormat.exact(settings.significance)
    let excesses = try excesses()
    var text =
      "False verdicts at \(alpha), with 95 % Wilson intervals; \(NumberFormat.integer(trials)) trials a "
      + "line, seed \(seed). "
    if rows.contains(where: { $0.family != nil }) {
      text +=
        "Any of six:\nof the pairs of four algorithms, Holm-adjusted. Shared: scores of one seed "
        + "correlate by 0.5.\nTests with too many rearrangements to count draw "
        + "\(NumberFormat.integer(settings.permutationResamples)) of them.\n"
    } else {
      text += "Both halves of\neach split are of one algorithm.\n"
    }
    if excesses.isEmpty {
      text += "\nNo rate is above \(alpha) beyond chance"
    } else {
      let worst = excesses.compactMap(\.rate).max() ?? 0
      text +=
        "\nTOO MANY: \(excesses.count) of \(falseVerdicts.count) rates are above \(alpha) beyond chance, "
        + "up to \(NumberFormat.fixed(worst, decimals: 4))"
    }
    let level = NumberFormat.fixed(simultaneousLevel * 100, decimals: 2)
    return text + " (Wilson intervals at \(level) % each, 95 % together).\n"
  }
}
