import PolicyOptimization
import Results
import Tasks

/// A thing that has a name in suites or reports, and what to know of it.
package struct CatalogueEntry: Sendable, Equatable {
  /// What sort of thing it is.
  package enum Kind: String, Sendable {
    case task, algorithm, option, metric, statistic
  }

  /// What sort of thing it is.
  package var kind: Kind
  /// Its name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// Everything else, in paragraphs.
  package var details: [String]

  /// Memberwise.
  package init(kind: Kind, name: String, summary: String, details: [String]) {
    self.kind = kind
    self.name = name
    self.summary = summary
    self.details = details
  }
}

/// What `list` and `describe` print.
package struct Catalogue: Sendable {
  /// Every entry, kind by kind.
  package var entries: [CatalogueEntry]

  /// What a vocabulary, the options and the metrics make known, and entries from elsewhere.
  package init(_ vocabulary: SuiteVocabulary = .registered, and others: [CatalogueEntry]) {
    entries =
      vocabulary.tasks.map { CatalogueEntry($0) }
      + vocabulary.algorithms.map { CatalogueEntry($0) }
      + Options.declarations.map { CatalogueEntry($0) }
      + (MetricRegistry.all + MetricRegistry.families).map { CatalogueEntry($0) } + others
  }

  /// The names of a kind with their summaries, one a line.
  package func list(_ kind: CatalogueEntry.Kind) -> String {
    AlignedTable.render(entries.filter { $0.kind == kind }.map { [$0.name, $0.summary] })
  }

  /// Whether an entry has a name; letter case does not matter.
  package func contains(_ name: String) -> Bool {
    entries.contains { $0.name.lowercased() == name.lowercased() }
  }

  /// All there is to know of the entries of a name; letter case does not matter.
  ///
  /// - Throws: ``UnknownName``.
  package func describe(_ name: String) throws -> String {
    let found = entries.filter { $0.name.lowercased() == name.lowercased() }
    guard !found.isEmpty else { throw UnknownName(name: name, known: entries.map(\.name)) }
    return found.map { entry in
      (["\(entry.name) (\(entry.kind.rawValue)): \(entry.summary)"] + entry.details)
        .joined(separator: "\n\n")
    }.joined(separator: "\n\n")
  }
}

/// A name that nothing has.
package struct UnknownName: ReportedError, Equatable {
  /// The name.
  package var name: String
  /// The names that there are.
  package var known: [String]

  package var exitStatus: ExitStatus { .badInput }

  package var description: String {
    let hint = nearestName(to: name, in: known).map { "did you mean '\($0)'? " } ?? ""
    return "nothing is called '\(name)': \(hint)'assay list' prints the names of tasks, algorithms "
      + "and statistics"
  }
}
