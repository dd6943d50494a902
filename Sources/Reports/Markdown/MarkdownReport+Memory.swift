extension MarkdownReport {
  /// What the algorithms kept in memory, task by task.
  var memory: String {
    guard report.tasks.contains(where: { $0.memory != nil }) else { return "" }
    var text = """
      ## Memory

      Counted, not estimated: each run enters every buffer of training in a ledger, by owner and use, and \
      the sizes follow from the plan. So a difference is a fact about these settings; it has no interval \
      and no p-value. Bytes of the model only, not of the process. Sizes in MiB (1,048,576 bytes); the total is \
      the largest sum that was held at one time.

      """
    for (index, task) in report.tasks.enumerated() {
      guard let section = task.memory else { continue }
      text += "\n### \(Markdown.escape(task.name))\n\n" + components(section).markdown()
      for note in Self.notes(section) { text += "\n" + note + "\n" }
      if let figure = figures.memory[index] {
        text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
      }
      if !section.ratios.isEmpty { text += "\n" + Self.ratios(section) }
    }
    return text
  }

  /// A row for each owner and use, a column for each algorithm, the total last.
  private func components(_ section: MemorySection) -> TextTable {
    var table = TextTable(
      [("Owner", .left), ("Use", .left)]
        + section.arms.map { (Markdown.escape($0.algorithm), .right) })
    for name in section.componentNames {
      table.add(
        [Markdown.escape(name.owner), Markdown.escape(name.use)]
          + section.arms.map { Self.mebibytes($0.component(name.owner, name.use)) })
      for part in MemoryComponent.parts where part.use == name.use {
        let bytes = section.arms.map { $0.part(name.owner, part.name) }
        guard bytes.contains(where: { $0 != nil }) else { continue }
        table.add(
          [Markdown.escape(name.owner), "of these " + part.name] + bytes.map(Self.mebibytes))
      }
    }
    table.add(
      ["**total**", "largest at one time"] + section.arms.map { Self.mebibytes($0.peak) })
    return table
  }

  /// A size in MiB to three decimals, the range where seeds differ; a dash where there is none.
  private static func mebibytes(_ bytes: ByteRange?) -> String {
    guard let bytes else { return "–" }
    let text = [bytes.least, bytes.greatest].map {
      NumberFormat.fixed($0 / 0x1p20, decimals: 3)
    }
    return bytes.isConstant ? text[0] : "\(text[0]) to \(text[1])"
  }

  /// What is not as it should be: seeds that differ, results that do not say.
  private static func notes(_ section: MemorySection) -> [String] {
    let names = { (isWanted: (ArmMemory) -> Bool) in
      section.arms.filter(isWanted).map { Markdown.escape($0.algorithm) }
    }
    var notes: [String] = []
    let differing = names { !$0.isConstant }
    if !differing.isEmpty {
      notes.append(
        "Seeds of \(list(differing)) differ, so the range over them is shown: there a part of the memory "
          + "depends on the run, and the difference to others is not counted.")
    }
    let silent = names { $0.peak == nil }
    if !silent.isEmpty { notes.append("No result of \(list(silent)) holds its total.") }
    let partial = section.arms.compactMap { arm in
      arm.peak.flatMap { peak in
        peak.count < arm.runs
          ? "\(Markdown.escape(arm.algorithm)) (\(peak.count) of \(arm.runs) runs)" : nil
      }
    }
    if !partial.isEmpty {
      notes.append("Not every run has a result that says: \(list(partial)).")
    }
    let whole = names { $0.peak != nil && $0.components.isEmpty }
    if !whole.isEmpty {
      notes.append("Of \(list(whole)) the total alone is known, not what it is made of.")
    }
    return notes
  }

  /// The ratios of the totals, the first in rows, the second in columns.
  private static func ratios(_ section: MemorySection) -> String {
    let names = section.arms.map(\.algorithm).filter { name in
      section.ratios.contains { $0.first == name || $0.second == name }
    }
    var table = TextTable(
      [("Total of ↓ over that of →", .left)] + names.map { (Markdown.escape($0), .right) })
    for row in names {
      table.add([Markdown.escape(row)] + names.map { ratio(row, over: $0, in: section) })
    }
    return "Ratios of the totals, counted"
      + (section.ratios.allSatisfy(\.isCounted)
        ? "" : "; ~ where seeds differ or not every run says")
      + ":\n\n" + table.markdown()
  }

  private static func ratio(
    _ row: String, over column: String, in section: MemorySection
  ) -> String {
    for ratio in section.ratios {
      let isSame = ratio.first == row && ratio.second == column
      guard isSame || (ratio.first == column && ratio.second == row) else { continue }
      let ends = isSame ? [ratio.least, ratio.greatest] : [1 / ratio.greatest, 1 / ratio.least]
      let text = ends.map { NumberFormat.fixed($0, decimals: 3) }
      return (text[0] == text[1] ? text[0] : "\(text[0]) to \(text[1])")
        + (ratio.isCounted ? "" : " ~")
    }
    return "–"
  }
}

extension MemorySection {
  /// Every owner and use that an algorithm has, in the order of ``MemoryComponent``.
  var componentNames: [(owner: String, use: String)] {
    var names: [(owner: String, use: String)] = []
    for component in arms.flatMap(\.components)
    where !names.contains(where: { $0 == (component.owner, component.use) }) {
      names.append((component.owner, component.use))
    }
    return names.sorted(by: MemoryComponent.isBefore)
  }
}

extension ArmMemory {
  /// The bytes of an owner and use, if the algorithm has them.
  func component(_ owner: String, _ use: String) -> ByteRange? {
    components.first { $0.owner == owner && $0.use == use }?.bytes
  }

  /// The bytes of a part of an owner's memory, if they are known.
  func part(_ owner: String, _ name: String) -> ByteRange? {
    parts?.first { $0.owner == owner && $0.use == name }?.bytes
  }
}
