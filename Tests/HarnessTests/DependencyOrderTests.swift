import Foundation
import Harness
import Results
import Testing

/// In what order a pool runs cells that start from others; the workers are shell scripts.
@Suite struct DependencyOrderTests {
  /// Indices 0 and 1 are `alpha`, 2 and 3 `solver`, 4 and 5 `ref`; both start from the `ref` of their
  /// seed.
  private func items() throws -> [Plan.Item] {
    try Plan(Questions.small(seeds: 2), store: nil).items
  }

  private func pool(_ script: String, jobs: Int) -> WorkerPool {
    WorkerPool(jobs: jobs) { index in
      WorkerCommand(executable: "/bin/sh", arguments: ["-c", script, "\(index)"])
    }
  }

  @Test func `one worker runs the references first, then the others in order`() throws {
    var ended: [Int] = []
    try pool("exit 0", jobs: 1).run(items()) { event in
      if case .ended(let item, .succeeded) = event { ended.append(item.index) }
    }
    #expect(ended == [4, 5, 0, 1, 2, 3])
  }

  @Test func `a cell starts after its reference, and no worker waits for another's`() throws {
    let folder = try TemporaryFolder()
    // Each worker leaves a file when it ends. The reference 5 ends only when a cell that starts from
    // the reference 4 has ended, so that a pool that waited for all references would never end.
    let script = """
      cd '\(folder.path)'
      case $0 in
      0|2) test -e 4 || { echo early >&2; exit 1; };;
      1|3) test -e 5 || { echo early >&2; exit 1; };;
      5) n=0; until test -e 0; do sleep 0.05; n=$((n+1)); test $n -lt 400 || exit 1; done;;
      esac
      touch $0
      """
    var outcomes: [Int: WorkerOutcome] = [:]
    try pool(script, jobs: 2).run(items()) { event in
      if case .ended(let item, let outcome) = event { outcomes[item.index] = outcome }
    }
    #expect(outcomes.keys.sorted() == Array(0..<6))
    #expect(outcomes.values.allSatisfy { $0 == .succeeded })
  }

  @Test(arguments: [1, 2])
  func `what starts from a failed reference fails with it, unstarted`(jobs: Int) throws {
    let folder = try TemporaryFolder()
    let script =
      "touch '\(folder.path)/'$0; [ $0 -ne 4 ] || { echo 'assay: out of luck' >&2; exit 1; }"
    var outcomes: [Int: WorkerOutcome] = [:]
    try pool(script, jobs: jobs).run(items()) { event in
      if case .ended(let item, let outcome) = event { outcomes[item.index] = outcome }
    }
    let lost = WorkerOutcome.failed(
      reason: "its reference arithmetic-1/ref/seed-0 failed: out of luck")
    #expect(
      outcomes == [
        0: lost, 1: .succeeded, 2: lost, 3: .succeeded, 4: .failed(reason: "out of luck"),
        5: .succeeded,
      ])
    #expect(try folder.tree().keys.sorted() == ["1", "3", "4", "5"])
  }

  @Test func `a reference that was not stored after all fails what starts from it`() throws {
    var failed: [Int] = []
    try pool("exit 0", jobs: 2).run(
      items(), confirm: { item, _ in item.index == 5 ? .failed(reason: "x") : .succeeded }
    ) { event in
      if case .ended(let item, .failed) = event { failed.append(item.index) }
    }
    #expect(failed.sorted() == [1, 3, 5])
  }

  @Test func `cells whose reference is not among them are ready at once`() throws {
    let items = try items().filter { $0.cell.arm.algorithm == "solver" }
    var ended: [Int] = []
    try pool("exit 0", jobs: 1).run(items) { event in
      if case .ended(let item, .succeeded) = event { ended.append(item.index) }
    }
    #expect(ended == [2, 3])
  }
}
