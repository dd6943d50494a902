import ArgumentParser
import Harness
import Statistics

/// `assay describe`.
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell all there is to know of a task, algorithm, option, metric or statistic.",
    discussion: """
      For an algorithm: its equation, its source, what the source leaves open, and every option with \
      its default, its range and its source.

        assay describe CartPole-v1
        assay describe trpo
        assay describe clipRange
        assay describe permutation
      """)

  @Argument(help: "A name that 'assay list' prints, or the name of an option.")
  var name: String

  func run() throws {
    Terminal.print(try Catalogue.registered.describe(name))
  }
}

extension Catalogue {
  /// Everything that has a name.
  static let registered = Catalogue(
    and: StatisticRegistry.all.map {
      CatalogueEntry(
        kind: .statistic, name: $0.name, summary: $0.summary,
        details: [$0.definition, $0.caution, "Source: \($0.source)"])
    })
}
