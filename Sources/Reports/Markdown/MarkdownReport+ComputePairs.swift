extension MarkdownReport {
  /// Ratios of what is counted, then the tests of the others.
  func computePairs(_ section: ComputeSection) -> String {
    var parts: [String] = []
    if !section.ratios.isEmpty { parts.append(Self.ratios(section)) }
    if !section.comparisons.isEmpty {
      let unit = section.unit
      let pairs = section.comparisons.map { $0.divided(by: unit.factor) }
      var text =
        "Pairs by training, in \(unit.title("multiply-adds")): `lower` computed less. P(higher): how "
        + "often a run of the first has the higher count, ties counting half.\n\n"
      text += ComparisonTable(pairs, decimals: unit.decimals, report.settings)
        .table(escape: Markdown.escape, probability: "P(higher)").markdown()
      for note in ComparisonTable.notes(pairs, report.settings) {
        text += "\n\(note.hasPrefix("†") ? Self.absentCounts : note)\n"
      }
      parts.append(text)
    }
    if let gap = section.notCompared { parts.append(gap.words + "\n") }
    return parts.joined(separator: "\n")
  }

  private static let absentCounts =
    "† Provisional: runs were not found or not readable and count with the greatest training on the task."

  /// The counted ratios, the first in rows, the second in columns.
  private static func ratios(_ section: ComputeSection) -> String {
    let names = section.arms.map(\.algorithm).filter { name in
      section.ratios.contains { $0.first == name || $0.second == name }
    }
    var table = TextTable(
      [("Training of ↓ over that of →", .left)] + names.map { (Markdown.escape($0), .right) })
    for row in names {
      table.add(
        [Markdown.escape(row)]
          + names.map { column in
            section.ratio(row, over: column).map {
              NumberFormat.significant($0.value, digits: 4) + ($0.budgetsDiffer ? " ‡" : "")
            } ?? "–"
          })
    }
    return "Ratios of training, counted, the same for every seed:\n\n" + table.markdown()
      + (section.ratios.contains(where: \.budgetsDiffer)
        ? "\n" + ComparisonTable.budgetNote + "\n" : "")
  }
}

extension ComputeSection {
  /// A counted ratio, turned where the pair stands the other way; nil where it is not counted.
  func ratio(_ first: String, over second: String) -> ComputeRatio? {
    for ratio in ratios {
      if ratio.first == first, ratio.second == second { return ratio }
      if ratio.first == second, ratio.second == first {
        return ComputeRatio(
          first: first, second: second, value: 1 / ratio.value,
          budgetsDiffer: ratio.budgetsDiffer)
      }
    }
    return nil
  }
}

extension PairComparison {
  /// The same with its differences in another unit.
  func divided(by factor: Double) -> PairComparison {
    func scaled(_ interval: IntervalSection?) -> IntervalSection? {
      guard var interval else { return nil }
      interval.lower /= factor
      interval.upper /= factor
      return interval
    }
    var pair = self
    pair.difference /= factor
    pair.interval = scaled(interval)
    pair.pairedInterval = scaled(pairedInterval)
    pair.minimumDetectableEffect = minimumDetectableEffect.map { $0 / factor }
    return pair
  }
}
