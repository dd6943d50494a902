import Foundation
import Harness
import Results
import Testing

/// `assay memory`: projections, and suites beside their ledgers.
@Suite struct MemoryCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func assay(_ arguments: String...) throws -> AssayCommand.Outcome {
    try AssayCommand.start(arguments, in: folder.path).outcome()
  }

  private static let reports = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("reports").path

  @Test func `a projection has a table, JSON and a figure`() throws {
    let table = try assay("memory", "--preset", "0.5B", "--figure", "memory.svg")
    #expect(table.status == 0 && table.messages.isEmpty)
    #expect(table.output.contains("494,032,768 parameters"))
    for name in ["policy.optimizer", "critic.parameters", "run.keyValueCache", "total"] {
      #expect(table.output.contains("\n\(name) "), "\(name)")
    }
    let figure = try String(contentsOfFile: folder.path + "/memory.svg", encoding: .utf8)
    #expect(figure.hasPrefix("<svg") && figure.contains("Projected memory, 0.5B"))
    let json = try assay("memory", "--preset", "0.5B", "--json")
    let record = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(record["parameters"] as? Int == 494_032_768)
    #expect((record["algorithms"] as? [[String: Any]])?.count == 7)
  }

  @Test(arguments: [
    (["--preset", "9B"], "assay: There is no preset 9B; the presets are 0.5B, 1.5B, 7B, 70B.\n"),
    (
      [
        "--parameters", "7e9", "--layers", "32", "--hidden", "4096", "--heads", "30",
        "--vocabulary", "9",
      ],
      "assay: --heads is 30, which does not divide --hidden 4096.\n"
    ),
    (
      ["--preset", "7B", "--group", "0"], "assay: --group is 0, but must be from 1 to 1000000000.\n"
    ),
    (["--preset", "7B", "--precision", "fp8"], nil),
    (["--preset", "7B", "--optimizer", "lion"], nil),
    (["--preset", "7B", "--suite", "x"], nil), (["--suite", "no/such/suite.yaml"], nil),
    (["--preset", "7B", "--figure", "no/such/folder/f.svg"], nil), ([], nil),
  ])
  func `what cannot be is refused with status 2`(arguments: [String], message: String?) throws {
    let outcome = try AssayCommand.start(["memory"] + arguments, in: folder.path).outcome()
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty && !outcome.messages.isEmpty)
    if let message { #expect(outcome.messages == message) }
  }

  @Test(arguments: ["control", "arithmetic", "arithmetic-teach"])
  func `the ledgers of the committed reports are what their settings predict`(_ name: String) throws
  {
    let store = try ResultStore(folder: Self.reports + "/" + name)
    let comparison = try MemoryComparison(store.suite, store: store)
    #expect(comparison.isEqual)
    #expect(comparison.rows.count == store.suite.arms.count)
    #expect(comparison.rows.allSatisfy { $0.cells == store.suite.seeds })
  }

  @Test func `a ledger that counted anything else is shown, with status 1`() throws {
    let suite = try SuiteReader().read(
      text: """
        suite: small
        seeds: 1
        tasks: [CartPole-v1]
        algorithms: {vpg: {}}
        budget: {environmentSteps: 3000}
        """, file: "small.yaml")
    let store = try ResultStore(folder: folder.path + "/out", creatingFor: suite)
    var result = CellResult(
      cell: suite.cells[0], outcome: .completed,
      metrics: try MemoryComparison(suite, store: nil).rows[0].predicted
        .filter { !$0.key.hasPrefix("partBytes.") }.mapValues { Double($0) },
      evaluations: [])
    let equal = try assay("memory", "--suite", "out")
    #expect(equal.status == 0 && equal.output.contains("\(suite.arms[0].algorithm)"))
    result.metrics["bytes.run.rollout", default: 0] += 8
    try store.publish(
      result, curve: CurveTable(columns: ["update"], rows: [[0]]), samples: [], checkpoint: nil)
    let different = try assay("memory", "--suite", "out")
    #expect(different.status == 1)
    #expect(different.output.contains("bytes.run.rollout"))
    #expect(different.output.contains("8 of 9 equal"))
  }

  @Test func `a part that a ledger counted otherwise is shown, with status 1`() throws {
    let suite = try SuiteReader().read(
      text: """
        suite: small
        seeds: 1
        tasks: [CartPole-v1]
        algorithms: {vpg: {}}
        budget: {environmentSteps: 3000}
        """, file: "small.yaml")
    let store = try ResultStore(folder: folder.path + "/out", creatingFor: suite)
    let predicted = try MemoryComparison(suite, store: nil).rows[0].predicted.mapValues(Double.init)
    var parts = predicted.filter { $0.key.hasPrefix("partBytes.") }
    #expect(parts.keys.sorted().contains("partBytes.run.transitions"))
    parts["partBytes.run.transitions", default: 0] += 8
    try store.publish(
      CellResult(
        cell: suite.cells[0], outcome: .completed,
        metrics: predicted.filter { !$0.key.hasPrefix("partBytes.") }, evaluations: []),
      curve: CurveTable(columns: ["update"], rows: [[0]]),
      diagnostics: CellDiagnostics(metrics: parts, course: nil))
    let different = try assay("memory", "--suite", "out")
    #expect(different.status == 1 && different.output.contains("partBytes.run.transitions"))
    #expect(different.output.contains("9 of 9 equal"))
  }
}
