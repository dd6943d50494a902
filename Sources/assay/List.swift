import ArgumentParser
import Harness
import PolicyOptimization
import Results
import Statistics
import Tasks

/// `assay list`.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what suites can name, or the cells of a suite.",
    discussion: """
      Names come with one sentence each; 'assay describe NAME' tells more. Cells are printed one per \
      line, fields separated by tabs: index, task, algorithm, seed, identity (SHA-256), state (done, \
      failed or missing).

        assay list algorithms
        assay list cells --suite suites/control.yaml
        assay list cells out/quick-1a2b3c4d5e6f
      """,
    subcommands: [Tasks.self, Algorithms.self, Measures.self, Cells.self])

  /// `assay list tasks`.
  struct Tasks: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The tasks.")

    func run() {
      Terminal.print(Catalogue.registered.list(.task))
    }
  }

  /// `assay list algorithms`.
  struct Algorithms: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The algorithms.")

    func run() {
      Terminal.print(Catalogue.registered.list(.algorithm))
    }
  }

  /// `assay list statistics`.
  struct Measures: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "statistics", abstract: "The metrics of a run, and the statistics of a report.")

    func run() {
      Terminal.print(Catalogue.registered.list(.metric))
      Terminal.print(Catalogue.registered.list(.statistic))
    }
  }

  /// `assay list cells`.
  struct Cells: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The cells of a suite or of an output folder, with their states.")

    @Argument(help: "The output folder of a run.")
    var folder: String?

    @Option(help: "A suite file; its cells are looked up in the folder where one is given.")
    var suite: String?

    func run() throws {
      for line in try Plan(suite: suite, folder: folder).lines() { Terminal.print(line) }
    }
  }
}
