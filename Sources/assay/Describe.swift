import ArgumentParser
import Harness
import Statistics

/// `assay describe`.
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Tell all there is to know of a task, algorithm, option, metric, statistic or checkpoint.",
    discussion: """
      For an algorithm: its equation, its source, what the source leaves open, and every option with \
      its default, its range and its source. For a checkpoint, its file or the folder of the cell that \
      made it: the transformer's shape, its parameters, its note and its SHA-256.

        assay describe CartPole-v1
        assay describe trpo
        assay describe clipRange
        assay describe permutation
        assay describe out/quick-1a2b3c4d5e6f/cells/arithmetic-2/reference/seed-0
      """)

  @Argument(help: "A name that 'assay list' prints, the name of an option, or a path.")
  var name: String

  func run() throws {
    let isPath = !Catalogue.registered.contains(name) && CheckpointFile.isPath(name)
    Terminal.print(
      isPath ? try CheckpointFile(name).text : try Catalogue.registered.describe(name))
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
