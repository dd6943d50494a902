import Foundation
import Reports
import Results
import Testing

/// Reports of folders: what is read of a cell beside its result.
@Suite struct StoredReportTests {
  /// A folder that holds every result of a made-up suite, with its completions, and a checkpoint of
  /// each supervised run.
  static func store(_ suite: SyntheticSuite) throws -> ResultStore {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "stored-report-\(UUID().uuidString)")
    let store = try ResultStore(folder: folder.path, creatingFor: suite.suite)
    for cell in suite.cells {
      guard case .result(var result) = cell.state else { continue }
      var checkpoint: Data?
      if suite.suite.arms[cell.arm].method == "supervised" {
        let bytes = Data("parameters of seed \(cell.seed)".utf8)
        result.checkpoint = CanonicalJSON.sha256(bytes)
        checkpoint = bytes
      }
      try store.publish(
        result, curve: CurveTable(columns: ["update"], rows: [[1]]), samples: cell.samples,
        checkpoint: checkpoint)
    }
    return store
  }

  @Test func `completions are read from the first run of an arm that kept any`() throws {
    var suite = SyntheticSuite.questions(seeds: 3, arms: [.sft, .ppo])
    let (first, second) = (
      suite.index("arithmetic-3", "ppo", 0), suite.index("arithmetic-3", "ppo", 1)
    )
    suite.cells[second].samples = suite.cells[first].samples
    suite.cells[suite.index("arithmetic-3", "ppo", 2)].samples = suite.cells[first].samples
    suite.cells[first].samples = []
    let store = try Self.store(suite)
    defer { try? FileManager.default.removeItem(atPath: store.folder) }
    let report = try StoredReport(store)
    #expect(report.damage.isEmpty)
    #expect(report.input.cells.map(\.samples.count) == [8, 0, 0, 0, 8, 0])
    #expect(
      try QuestionsTests.section(suite).examples == Report(report.input).tasks[0].accuracy?.examples
    )
  }

  @Test func `measures of diagnostics are compared like others, by the runs that have them`() throws
  {
    let suite = SyntheticSuite.questions(seeds: 3, arms: [.sft, .ppo])
    let store = try Self.store(suite)
    defer { try? FileManager.default.removeItem(atPath: store.folder) }
    var input = try StoredReport(store).input
    #expect(throws: ReportError.self) { try ScoreTable(input, metric: "health.klTail") }
    for index in input.cells.indices {
      input.cells[index].diagnostics = CellDiagnostics(
        metrics: ["health.klTail": Double(index)], course: nil)
    }
    let table = try ScoreTable(input, metric: "health.klTail")
    #expect(table.arms.map(\.scores) == [[3, 4, 5]])
  }

  @Test func `a run whose completions or checkpoint are damaged counts with the floor`() throws {
    let suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo])
    let store = try Self.store(suite)
    defer { try? FileManager.default.removeItem(atPath: store.folder) }
    let samples = store.folder + "/cells/arithmetic-3/ppo/seed-0/samples.jsonl"
    try Data("{}\n".utf8).write(to: URL(fileURLWithPath: samples))
    let checkpoint = store.checkpointPath(CanonicalJSON.sha256(Data("parameters of seed 1".utf8)))
    try Data("other".utf8).write(to: URL(fileURLWithPath: checkpoint))
    let report = try StoredReport(store)
    #expect(report.damage.count == 2)
    let floored = try Report(report.input).flooredRuns
    #expect(floored.map(\.algorithm) == ["sft", "ppo"] && floored.map(\.seed) == [1, 0])
    #expect(floored.allSatisfy { $0.status == .damaged && !$0.reason.contains(store.folder) })
    #expect(floored[1].reason.hasPrefix("samples.jsonl: "))
  }
}
