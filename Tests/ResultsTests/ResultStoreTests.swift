import Foundation
import Results
import Testing

@Suite struct ResultStoreTests {
  let folder: TemporaryFolder
  let store: ResultStore
  let cell: CellSpecification
  var cellFolder: String { store.folder(of: cell) }

  init() throws {
    folder = try TemporaryFolder()
    store = try ResultStore(folder: folder.path, creatingFor: Sample.suite())
    cell = try #require(Sample.suite().cells.first)
  }

  private func publish() throws {
    try store.publish(Sample.result(cell), curve: Sample.curve)
  }

  private func overwrite(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(cellFolder)/\(name)"))
  }

  @Test func `a published cell reads back as it was`() throws {
    #expect(store.state(of: cell) == .missing)
    try publish()
    #expect(store.state(of: cell) == .done)
    #expect(try store.result(of: cell) == Sample.result(cell))
    #expect(try store.curve(of: cell).data == Sample.curve.data)
  }

  @Test func `a cell lies under its task, label and seed, with its mark`() throws {
    try publish()
    #expect(
      try folder.tree().keys.sorted() == [
        "cells/Task-v0/mine/seed-0/DONE", "cells/Task-v0/mine/seed-0/cell.json",
        "cells/Task-v0/mine/seed-0/curve.csv", "suite.json",
      ])
  }

  @Test func `the mark holds the identity and the hash of each file`() throws {
    try publish()
    let mark = try CanonicalJSON.decode(
      CompletionMark.self, from: AtomicFile.read("\(cellFolder)/DONE"))
    #expect(mark.identity == (try cell.identity()))
    #expect(mark.files["curve.csv"] == CanonicalJSON.sha256(Sample.curve.data))
    #expect(mark.files.keys.sorted() == ["cell.json", "curve.csv"])
  }

  @Test func `publishing equal bytes again changes nothing`() throws {
    try publish()
    let before = try folder.tree()
    try publish()
    #expect(try folder.tree() == before)
  }

  @Test func `publishing other bytes is a loud error and keeps the stored ones`() throws {
    try publish()
    let before = try folder.tree()
    let error = #expect(throws: StoreError.self) {
      try store.publish(Sample.result(cell, score: 0.3), curve: Sample.curve)
    }
    #expect(error == .notReproduced(file: "\(cellFolder)/cell.json"))
    #expect(error?.exitStatus == .failed)
    #expect(
      error?.description
        == "non-determinism: this run of the cell gave other bytes than those in '\(cellFolder)/cell.json'; the stored file was kept: please report this, with both machines"
    )
    #expect(try folder.tree() == before)
  }

  @Test func `a cell without its mark is not done, and is finished by the next attempt`() throws {
    try publish()
    let whole = try folder.tree()
    try FileManager.default.removeItem(atPath: "\(cellFolder)/DONE")
    try FileManager.default.removeItem(atPath: "\(cellFolder)/curve.csv")
    #expect(store.state(of: cell) == .missing)
    try publish()
    #expect(try folder.tree() == whole)
  }

  @Test(arguments: ["cell.json", "curve.csv"])
  func `one flipped bit in a stored file is found and named`(name: String) throws {
    try publish()
    var data = try AtomicFile.read("\(cellFolder)/\(name)")
    data[data.count / 2] ^= 1
    try data.write(to: URL(fileURLWithPath: "\(cellFolder)/\(name)"))
    let error = #expect(throws: StoreError.self) { try store.result(of: cell) }
    #expect(error?.exitStatus == .badInput)
    #expect(
      error?.description
        == "'\(cellFolder)/\(name)' is damaged (its SHA-256 is not the one that DONE records): delete the folder '\(cellFolder)' and run the suite again to make this cell anew"
    )
  }

  @Test func `a mark that does not decode, or is another cell's, is damage`() throws {
    try publish()
    try overwrite("DONE", "{")
    #expect(throws: damage("DONE", .undecodable)) { try store.result(of: cell) }
    let other = CompletionMark(identity: "0", files: [:])
    try CanonicalJSON.encode(other).write(to: URL(fileURLWithPath: "\(cellFolder)/DONE"))
    #expect(throws: damage("DONE", .otherCell)) { try store.result(of: cell) }
  }

  @Test func `a file that is gone though the mark is there is damage`() throws {
    try publish()
    try FileManager.default.removeItem(atPath: "\(cellFolder)/cell.json")
    #expect(throws: damage("cell.json", .missing)) { try store.result(of: cell) }
  }

  @Test func `a copy without its curve keeps its result, and its mark still pins the curve`() throws
  {
    try publish()
    try FileManager.default.removeItem(atPath: "\(cellFolder)/curve.csv")
    #expect(try store.result(of: cell) == Sample.result(cell))
    #expect(throws: damage("curve.csv", .missing)) { try store.curve(of: cell) }
    let otherFolder = try TemporaryFolder()
    let other = try ResultStore(folder: otherFolder.path, creatingFor: Sample.suite())
    let otherCurve = CurveTable(columns: ["update", "kl"], rows: [[0, 0.5]])
    try other.publish(Sample.result(cell), curve: otherCurve)
    #expect(store.firstDifference(of: cell, from: other) == "DONE")
  }

  private static let diagnostics = CellDiagnostics(
    metrics: ["health.klTail": 0.25],
    course: .init(positions: [50, 100], columns: ["entropy": [0.5, nil]]))

  private func publishDiagnosed() throws {
    try store.publish(
      Sample.result(cell), curve: Sample.curve, diagnostics: Self.diagnostics)
  }

  @Test func `diagnostics read back, and every byte of them is pinned`() throws {
    try publishDiagnosed()
    #expect(try store.diagnostics(of: cell) == Self.diagnostics)
    try overwrite("diagnostics.json", #"{"metrics": {"health.klTail": 0.125}}"#)
    #expect(throws: damage("diagnostics.json", .otherBytes)) { try store.diagnostics(of: cell) }
    #expect(throws: damage("diagnostics.json", .otherBytes)) { try store.result(of: cell) }
    try FileManager.default.removeItem(atPath: "\(cellFolder)/diagnostics.json")
    #expect(throws: damage("diagnostics.json", .missing)) { try store.result(of: cell) }
  }

  @Test func `a cell of a version without diagnostics equals one with, but not the other way`()
    throws
  {
    try publish()
    #expect(try store.diagnostics(of: cell) == nil)
    let otherFolder = try TemporaryFolder()
    let other = try ResultStore(folder: otherFolder.path, creatingFor: Sample.suite())
    try other.publish(Sample.result(cell), curve: Sample.curve, diagnostics: Self.diagnostics)
    #expect(store.firstDifference(of: cell, from: other) == nil)
    #expect(other.firstDifference(of: cell, from: store) == "diagnostics.json")
    var changed = Self.diagnostics
    changed.metrics["health.klTail"] = 0.5
    let thirdFolder = try TemporaryFolder()
    let third = try ResultStore(folder: thirdFolder.path, creatingFor: Sample.suite())
    try third.publish(Sample.result(cell), curve: Sample.curve, diagnostics: changed)
    #expect(third.firstDifference(of: cell, from: other) == "diagnostics.json")
  }

  @Test func `a file with a fitting hash that is no result is damage`() throws {
    try publish()
    try overwrite("cell.json", "[]")
    let mark = CompletionMark(
      identity: try cell.identity(),
      files: [
        "cell.json": CanonicalJSON.sha256(Data("[]".utf8)),
        "curve.csv": CanonicalJSON.sha256(Sample.curve.data),
      ])
    try CanonicalJSON.encode(mark).write(to: URL(fileURLWithPath: "\(cellFolder)/DONE"))
    #expect(throws: damage("cell.json", .undecodable)) { try store.result(of: cell) }
  }

  private func damage(_ name: String, _ problem: StoreError.Damage) -> StoreError {
    .damagedCell(file: "\(cellFolder)/\(name)", problem: problem, folder: cellFolder)
  }

  @Test func `a failure is recorded until the cell is stored`() throws {
    try store.markFailed(cell, reason: "it crashed")
    #expect(store.state(of: cell) == .failed(reason: "it crashed"))
    try publish()
    #expect(store.state(of: cell) == .done)
    #expect(try folder.tree().keys.contains { $0.hasSuffix("FAILED") } == false)
    try store.markFailed(cell, reason: "too late")
    #expect(store.state(of: cell) == .done)
  }

  @Test func `what a run took lies outside the cells and can be replaced`() throws {
    #expect(store.runInfo(of: cell) == nil)
    var information = RunInfo(
      wallSeconds: 1.5, peakResidentBytes: 4096, host: "here", processor: nil, system: "Linux",
      cLibrary: "glibc 2.36", instructionSet: "baseline")
    try store.write(information, for: cell)
    information.wallSeconds = 2
    try store.write(information, for: cell)
    #expect(store.runInfo(of: cell) == information)
    // Without what earlier versions did not write, nothing is made of it.
    #expect(information.efficiency == nil && information.grownResidentBytes == nil)
    information.startResidentBytes = 1096
    information.multiplyAdds = ["sampling": 30, "critic": 10]
    information.peakMultiplyAddsPerSecond = 80
    try store.write(information, for: cell)
    #expect(store.runInfo(of: cell) == information)
    #expect(information.efficiency == 0.25 && information.grownResidentBytes == 3000)
    #expect(try folder.tree().keys.contains("run-info/Task-v0/mine/seed-0.json"))
  }

  @Test func `copies of a cell are compared file by file`() throws {
    let otherFolder = try TemporaryFolder()
    let other = try ResultStore(folder: otherFolder.path, creatingFor: Sample.suite())
    try publish()
    #expect(store.firstDifference(of: cell, from: other) == "cell.json")
    try other.publish(Sample.result(cell), curve: Sample.curve)
    #expect(store.firstDifference(of: cell, from: other) == nil)
    try overwrite("DONE", "")
    #expect(store.firstDifference(of: cell, from: other) == "DONE")
  }
}
