import Foundation
import Harness
import PolicyOptimization
import Results
import Testing

/// What a worker does with cells that start from others, with fake training.
@Suite struct ReferenceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func job(_ train: @escaping TrainingFunction) throws -> CellJob {
    CellJob(run: CellRun(vocabulary: try Questions.vocabulary(), train: train))
  }

  /// The index of a cell of ``Questions/small(seeds:)``.
  private func index(_ suite: ResolvedSuite, _ path: String) throws -> Int {
    try #require(suite.cells.firstIndex { $0.path == path })
  }

  @Test func `a cell trains and stores its reference first, with the same seed`() throws {
    let suite = try Questions.small(seeds: 2)
    var kinds: [TrainingKind] = []
    let job = try job { request, _ in
      kinds.append(request.kind)
      return Questions.record(request)
    }
    _ = try job.perform(
      suite, index: index(suite, "arithmetic-1/alpha/seed-1"), folder: folder.path)
    #expect(kinds == [.supervised, .reinforcement])
    let hash = CanonicalJSON.sha256(Data([42, 2, 3]))
    #expect(
      try folder.tree().keys.sorted() == [
        "cells/arithmetic-1/alpha/seed-1/DONE", "cells/arithmetic-1/alpha/seed-1/cell.json",
        "cells/arithmetic-1/alpha/seed-1/curve.csv",
        "cells/arithmetic-1/alpha/seed-1/diagnostics.json",
        "cells/arithmetic-1/alpha/seed-1/samples.jsonl", "cells/arithmetic-1/ref/seed-1/DONE",
        "cells/arithmetic-1/ref/seed-1/cell.json", "cells/arithmetic-1/ref/seed-1/curve.csv",
        "cells/arithmetic-1/ref/seed-1/diagnostics.json",
        "cells/arithmetic-1/ref/seed-1/samples.jsonl", "checkpoints/\(hash).checkpoint",
        "run-info/arithmetic-1/alpha/seed-1.json", "run-info/arithmetic-1/ref/seed-1.json",
        "suite.json",
      ])
    let store = try ResultStore(folder: folder.path)
    let cell = suite.cells[try index(suite, "arithmetic-1/alpha/seed-1")]
    #expect(try store.result(of: cell).metrics["startedFrom"] == 42)
    #expect(try store.result(of: cell).checkpoint == nil)
    #expect(try store.samples(of: cell).map(\.completion) == ["2"])
  }

  @Test func `a stored reference is used and not trained again`() throws {
    let suite = try Questions.small()
    var trained = 0
    let job = try job { request, _ in
      trained += 1
      return Questions.record(request)
    }
    for index in [2, 0, 1, 2] {
      _ = try job.perform(suite, index: index, folder: folder.path)
    }
    #expect(trained == 3)
  }

  @Test func `training gets the reference, the gate and the switches of the algorithm`() throws {
    let suite = try Questions.resolve(Questions.text())
    let job = try job { request, _ in
      #expect(request.task.name == "arithmetic-2")
      #expect(request.options.rollout == .groups)
      if request.kind == .reinforcement {
        #expect(request.options.learningRate == 0.5)
        #expect(request.reference == [41, 2, 3])
        #expect(request.gate == 0.3...0.6)
        #expect(request.budget.total == 200)
      } else {
        #expect(request.reference == nil && request.gate == nil)
        #expect(request.budget.total == 300)
      }
      return Questions.record(request)
    }
    _ = try job.perform(suite, index: 4, folder: folder.path)
  }

  @Test func `a reference outside the gate is the cell's own failure`() throws {
    let suite = try Questions.resolve(Questions.text())
    let job = try job { request, _ in
      if let gate = request.gate {
        throw TrainingError.outsideGate(accuracy: 0.875, gate: gate)
      }
      return Questions.record(request)
    }
    let error = #expect(throws: TrainingError.self) {
      try job.perform(suite, index: 4, folder: folder.path)
    }
    #expect(error?.description.hasPrefix("the reference answers 0.875 of the validation") == true)
    #expect(try ResultStore(folder: folder.path).state(of: suite.cells[2]) == .done)
  }

  @Test func `a reference that fails is named`() throws {
    let suite = try Questions.small()
    let job = try job { request, _ in
      guard request.kind == .supervised else { return Questions.record(request) }
      throw TrainingError.badReference("the width is odd")
    }
    let error = #expect(throws: RunError.self) {
      try job.perform(suite, index: 0, folder: folder.path)
    }
    #expect(
      error?.description == "its reference arithmetic-1/ref/seed-0 failed: the width is odd")
    #expect(error?.exitStatus == .failed)
  }

  @Test func `a reference that diverges is stored, and nothing starts from it`() throws {
    let suite = try Questions.small()
    let job = try job { request, _ in
      var record = Questions.record(request)
      record.divergence = Divergence(reason: "a parameter is not finite", update: 3, position: 64)
      return record
    }
    let error = #expect(throws: RunError.self) {
      try job.perform(suite, index: 1, folder: folder.path)
    }
    #expect(
      error?.description
        == "its reference arithmetic-1/ref/seed-0 diverged (a parameter is not finite), so there is nothing to start from"
    )
    let store = try ResultStore(folder: folder.path)
    #expect(store.state(of: suite.cells[2]) == .done)
    #expect(store.state(of: suite.cells[1]) == .missing)
    #expect(try folder.tree().keys.contains { $0.hasPrefix("checkpoints/") } == false)
  }

  @Test func `supervised training that leaves no checkpoint is an error`() throws {
    let suite = try Questions.small()
    let job = try job { request, _ in
      var record = Questions.record(request)
      record.checkpoint = nil
      return record
    }
    #expect(throws: RunError.noCheckpoint(cell: "arithmetic-1/ref/seed-0")) {
      try job.perform(suite, index: 2, folder: folder.path)
    }
  }

  @Test func `a checkpoint that is gone or another's stops the cells that need it`() throws {
    let suite = try Questions.small()
    let job = try job { request, _ in Questions.record(request) }
    _ = try job.perform(suite, index: 2, folder: folder.path)
    let path =
      folder.path + "/checkpoints/\(CanonicalJSON.sha256(Data([41, 2, 3]))).checkpoint"
    let cellFolder = folder.path + "/cells/arithmetic-1/ref/seed-0"
    try Data([41, 2]).write(to: URL(fileURLWithPath: path))
    #expect(
      throws: StoreError.damagedCheckpoint(file: path, problem: .otherBytes, folder: cellFolder)
    ) { try job.perform(suite, index: 0, folder: folder.path) }
    try FileManager.default.removeItem(atPath: path)
    #expect(
      throws: StoreError.damagedCheckpoint(file: path, problem: .missing, folder: cellFolder)
    ) { try job.perform(suite, index: 0, folder: folder.path) }
    try FileManager.default.removeItem(atPath: cellFolder)
    _ = try job.perform(suite, index: 0, folder: folder.path)
  }

  @Test func `a resolved suite whose reference is another is refused`() throws {
    var suite = try Questions.small()
    suite.arms[0].reference?.budget += 1
    let job = try job { request, _ in Questions.record(request) }
    let expected = RunError.brokenReference(label: "ref", cell: "arithmetic-1/alpha/seed-0")
    #expect(throws: expected) { try job.perform(suite, index: 0, folder: folder.path) }
    #expect(throws: expected) { try Plan(suite, store: nil) }
    #expect(
      expected.description
        == "the resolved suite lets arithmetic-1/alpha/seed-0 start from 'ref', and has no such supervised arm on that task"
    )
  }

  @Test(arguments: [[0.5], [0.6, 0.3], []])
  func `a resolved suite whose gate is no window is refused`(gate: [Double]) throws {
    var suite = try Questions.small()
    suite.arms[0].gate = gate
    let job = try job { request, _ in Questions.record(request) }
    let error = #expect(throws: RunError.self) {
      try job.perform(suite, index: 0, folder: folder.path)
    }
    #expect(
      error?.description
        == "the resolved suite gives arithmetic-1/alpha a gate that is not two numbers, the lesser first"
    )
  }

  @Test func `a chosen cell brings the reference that it needs`() throws {
    let suite = try Questions.small(seeds: 2)
    let store = try ResultStore(folder: folder.path, creatingFor: suite)
    func paths() throws -> [String] {
      try Plan(suite, store: store, only: "*/solver/seed-1").items.map(\.path)
    }
    #expect(try paths() == ["arithmetic-1/solver/seed-1", "arithmetic-1/ref/seed-1"])
    let job = try job { request, _ in Questions.record(request) }
    _ = try job.perform(
      suite, index: index(suite, "arithmetic-1/ref/seed-1"), folder: folder.path)
    #expect(try paths() == ["arithmetic-1/solver/seed-1"])
  }
}
