import Foundation
import Harness
import Results
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
  private func items(_ count: Int) throws -> [Plan.Item] {
    var suite = try Sample.resolve(Sample.text())
    suite.seeds = count
    return try Plan(suite, store: nil).items
  }

  /// A pool whose workers run a shell script; `$0` is the index.
  private func pool(_ script: String, jobs: Int = 2) -> WorkerPool {
    WorkerPool(jobs: jobs) { index in
      WorkerCommand(executable: "/bin/sh", arguments: ["-c", script, "\(index)"])
    }
  }

  private func outcomes(_ pool: WorkerPool, _ count: Int) throws -> [Int: WorkerOutcome] {
    var outcomes: [Int: WorkerOutcome] = [:]
    try pool.run(items(count)) { event in
      if case .ended(let item, let outcome) = event { outcomes[item.index] = outcome }
    }
    return outcomes
  }

  @Test func `every cell is run once`() throws {
    let outcomes = try outcomes(pool("exit 0", jobs: 3), 20)
    #expect(outcomes.keys.sorted() == Array(0..<20))
    #expect(outcomes.values.allSatisfy { $0 == .succeeded })
  }

  @Test func `a failure has a reason, and the others go on`() throws {
    let script = """
      case $0 in
      0) echo 'first sentence' >&2; echo more >&2; exit 1;;
      1) exit 3;;
      2) kill -9 $$;;
      3) echo 'trap' >&2; kill -ILL $$;;
      esac
      """
    #expect(
      try outcomes(pool(script), 5) == [
        0: .failed(reason: "first sentence"),
        1: .failed(reason: "the worker ended with exit status 3"),
        2: .failed(reason: "the worker was ended by signal 9"),
        3: .failed(reason: "the worker was ended by signal 4: trap"),
        4: .succeeded,
      ])
  }

  @Test func `a worker that writes much is not blocked`() throws {
    let script =
      "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; echo $i; i=$((i+1)); done | tee /dev/stderr"
    #expect(try outcomes(pool(script), 2).values.allSatisfy { $0 == .succeeded })
  }

  @Test(arguments: [1, 3]) func `no more than the given number run at one time`(jobs: Int) throws {
    let folder = try TemporaryFolder()
    let script =
      "touch '\(folder.path)/'$0; ls '\(folder.path)' | wc -l >&2; sleep 0.05; rm '\(folder.path)/'$0; exit 1"
    let counts = try outcomes(pool(script, jobs: jobs), 7).values.map { outcome in
      if case .failed(let reason) = outcome { Int(reason.filter(\.isNumber)) ?? 99 } else { 99 }
    }
    #expect(counts.max().map { $0 <= jobs } == true)
  }

  @Test func `a worker tells how far it is`() throws {
    var largest = 0
    try pool("echo 5; sleep 0.4; echo 40; sleep 0.5").run(items(1)) { event in
      if case .working(let steps) = event { largest = max(largest, steps[0] ?? 0) }
    }
    #expect(largest == 40)
  }

  @Test func `a cell that another run stored meanwhile is not run`() throws {
    var ended: [Int] = []
    try pool("exit 1").run(items(3), isNeeded: { _ in false }) { event in
      if case .ended(let item, .succeeded) = event { ended.append(item.index) }
    }
    #expect(ended == [0, 1, 2])
  }

  @Test func `an interrupted pool stops its workers and says what is left`() throws {
    let folder = try TemporaryFolder()
    let start = ContinuousClock.now
    let isInterrupted = Mutex(false)
    var pool = pool("echo $$ > '\(folder.path)/'$0; exec sleep 60")
    pool.isInterrupted = { isInterrupted.withLock { $0 } }
    let error = #expect(throws: Interrupted.self) {
      try pool.run(items(5)) { event in
        if try folder.tree().values.count(where: { !$0.isEmpty }) == 2 {
          isInterrupted.withLock { $0 = true }
        }
      }
    }
    #expect(error?.remaining == 5)
    #expect(
      error?.description
        == "interrupted with 5 cells to go: run the same command again to finish them")
    #expect(error?.exitStatus == .interrupted)
    #expect(ContinuousClock.now - start < .seconds(30))
    for data in try folder.tree().values {
      let process = try #require(
        pid_t(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)))
      #expect(kill(process, 0) == -1)
    }
  }

  @Test func `a worker that does not stop when asked is ended`() throws {
    let folder = try TemporaryFolder()
    let isInterrupted = Mutex(false)
    var pool = pool("trap '' TERM; touch '\(folder.path)/on'; exec sleep 60", jobs: 1)
    pool.isInterrupted = { isInterrupted.withLock { $0 } }
    let start = ContinuousClock.now
    #expect(throws: Interrupted(remaining: 1)) {
      try pool.run(items(1)) { _ in
        if try !folder.tree().isEmpty { isInterrupted.withLock { $0 = true } }
      }
    }
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test func `a worker that was stopped from outside interrupts the run`() throws {
    #expect(throws: Interrupted(remaining: 2)) {
      try outcomes(pool("[ $0 -lt 1 ] || exit 75", jobs: 1), 3)
    }
  }

  @Test func `a program that is not there is one sentence`() throws {
    let pool = WorkerPool(jobs: 1) { _ in
      WorkerCommand(executable: "/no/such/program", arguments: [])
    }
    let error = #expect(throws: RunError.self) { try outcomes(pool, 1) }
    #expect(error?.description.hasPrefix("cannot start '/no/such/program': ") == true)
    #expect(error?.exitStatus == .failed)
  }
}
