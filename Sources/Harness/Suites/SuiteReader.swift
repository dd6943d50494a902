import PolicyOptimization
import Results
import Tasks

/// From a suite file to a suite with every default filled in.
package struct SuiteReader: Sendable {
  /// The names that the file can use.
  package var vocabulary: SuiteVocabulary

  /// A reader of suites that use the given names.
  package init(vocabulary: SuiteVocabulary = .registered) {
    self.vocabulary = vocabulary
  }

  /// Reads a file: YAML, or a resolved suite where its name ends in `.json`.
  ///
  /// - Parameter seeds: Replaces the file's number of seeds, and its rule where they are adaptive; 1 to
  ///   10,000.
  /// - Throws: ``SuiteError`` or `StoreError`, naming the file and the place;
  ///   ``RunError/badSeedCount(_:allowed:)``.
  package func read(_ file: String, seeds: Int? = nil) throws -> ResolvedSuite {
    let allowed = SuiteGrammar.seedCounts
    if let seeds, !allowed.contains(seeds) {
      throw RunError.badSeedCount(seeds, allowed: allowed)
    }
    var suite =
      file.hasSuffix(".json")
      ? try ResultStore.storedSuite(at: file)
      : try resolve(SuiteDocument.read(file))
    if let seeds {
      suite.seeds = seeds
      suite.adaptiveSeeds = nil
    }
    return suite
  }

  /// Reads the text of a YAML file; `file` is for messages.
  package func read(text: String, file: String) throws -> ResolvedSuite {
    try resolve(SuiteDocument.parse(text, file: file))
  }

  private func resolve(_ document: SuiteNode) throws -> ResolvedSuite {
    try SuiteResolution(suite: SuiteGrammar(vocabulary: vocabulary).suite(document)).resolve()
  }
}
