import Foundation
import Results
import Testing

@Suite struct CheckpointStoreTests {
  let folder: TemporaryFolder
  let store: ResultStore
  let cell: CellSpecification
  private let bytes = Data("parameters".utf8)
  private var hash: String { CanonicalJSON.sha256(bytes) }
  private var path: String { folder.path + "/checkpoints/\(hash).checkpoint" }

  init() throws {
    folder = try TemporaryFolder()
    store = try ResultStore(folder: folder.path, creatingFor: Sample.suite())
    cell = try #require(Sample.suite().cells.first)
  }

  private let samples = [
    CellSample(
      position: 0, question: "2 / 1 is \"what\"?", completion: "2", answer: 2, isCorrect: true,
      isVerified: false),
    CellSample(
      position: 64, question: "é", completion: "", answer: -3, isCorrect: false, isVerified: false),
  ]

  private func publish() throws {
    var result = Sample.result(cell)
    result.checkpoint = hash
    try store.publish(result, curve: Sample.curve, samples: samples, checkpoint: bytes)
  }

  private func damaged(_ problem: StoreError.Damage) -> StoreError {
    .damagedCheckpoint(file: path, problem: problem, folder: store.folder(of: cell))
  }

  @Test func `a checkpoint lies under its hash and is read back`() throws {
    try publish()
    #expect(try AtomicFile.read(path) == bytes)
    #expect(try store.checkpoint(of: cell) == bytes)
    #expect(try store.result(of: cell).checkpoint == hash)
    #expect(try folder.tree().keys.contains { $0.hasSuffix(".tmp") } == false)
  }

  @Test func `a cell without a checkpoint says nothing of one`() throws {
    try store.publish(Sample.result(cell), curve: Sample.curve)
    #expect(try store.checkpoint(of: cell) == nil)
    let text = try AtomicFile.read(store.folder(of: cell) + "/cell.json")
    #expect(!String(decoding: text, as: UTF8.self).contains("checkpoint"))
  }

  @Test func `a copy without its checkpoints keeps its results, and nothing starts from them`()
    throws
  {
    try publish()
    try FileManager.default.removeItem(atPath: path)
    #expect(try store.result(of: cell).checkpoint == hash)
    let error = #expect(throws: StoreError.self) { try store.checkpoint(of: cell) }
    #expect(error == damaged(.missing))
    #expect(
      error?.description
        == "the checkpoint '\(path)' is missing: delete the folder '\(store.folder(of: cell))' and run the suite again to make it anew"
    )
    #expect(error?.exitStatus == .badInput)
  }

  @Test(arguments: [Data("paramet".utf8), Data("Parameters".utf8), Data()])
  func `a checkpoint that is truncated or another is found`(other: Data) throws {
    try publish()
    try other.write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: StoreError.self) { try store.checkpoint(of: cell) }
    #expect(error == damaged(.otherBytes))
    #expect(
      error?.description
        == "the checkpoint '\(path)' is damaged (its SHA-256 is not the one in its name): delete it and the folder '\(store.folder(of: cell))', and run the suite again to make both anew"
    )
    #expect(throws: damaged(.otherBytes)) { try store.result(of: cell) }
    #expect(throws: damaged(.otherBytes)) { try publish() }
    #expect(try AtomicFile.read(path) == other)
  }

  @Test func `the checkpoint is there before the mark`() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path + "/checkpoints"))
    #expect(throws: StoreError.self) { try publish() }
    #expect(store.state(of: cell) == .missing)
  }

  @Test func `samples are lines with their keys in order, read back and pinned by the mark`() throws
  {
    try publish()
    #expect(try store.samples(of: cell) == samples)
    let name = store.folder(of: cell) + "/samples.jsonl"
    let lines = String(decoding: try AtomicFile.read(name), as: UTF8.self).split(separator: "\n")
    #expect(
      lines.first
        == #"{"answer":2,"completion":"2","isCorrect":true,"isVerified":false,"position":0,"question":"2 / 1 is \"what\"?"}"#
    )
    var data = try AtomicFile.read(name)
    data[20] ^= 1
    try data.write(to: URL(fileURLWithPath: name))
    #expect(
      throws: StoreError.damagedCell(
        file: name, problem: .otherBytes, folder: store.folder(of: cell))
    ) { try store.result(of: cell) }
    try FileManager.default.removeItem(atPath: name)
    #expect(
      throws: StoreError.damagedCell(
        file: name, problem: .missing, folder: store.folder(of: cell))
    ) { try store.samples(of: cell) }
  }

  @Test func `a run without samples leaves no file of them`() throws {
    try store.publish(Sample.result(cell), curve: Sample.curve)
    #expect(try store.samples(of: cell).isEmpty)
    #expect(try folder.tree().keys.contains { $0.hasSuffix("samples.jsonl") } == false)
  }

  @Test(arguments: ["", "{}\n", "{\"answer\":1}", "x\n"])
  func `what are no samples is refused`(text: String) {
    #expect(SampleTable(data: Data(text.utf8)) == nil)
  }

  @Test func `a copied cell is the same, with its checkpoint`() throws {
    try publish()
    let otherFolder = try TemporaryFolder()
    let other = try ResultStore(folder: otherFolder.path, creatingFor: Sample.suite())
    try store.copy(cell, to: other)
    #expect(try otherFolder.tree() == folder.tree())
    #expect(store.firstDifference(of: cell, from: other) == nil)
    var result = Sample.result(cell)
    result.checkpoint = hash
    let third = try TemporaryFolder()
    let without = try ResultStore(folder: third.path, creatingFor: Sample.suite())
    try without.publish(result, curve: Sample.curve, checkpoint: bytes)
    #expect(store.firstDifference(of: cell, from: without) == "samples.jsonl")
    #expect(without.firstDifference(of: cell, from: store) == "samples.jsonl")
  }
}
