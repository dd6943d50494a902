import Foundation
import Results
import Synchronization

/// Runs cells in processes, a few at a time.
package struct WorkerPool {
  /// What a pool tells while it works.
  package enum Event: Sendable, Equatable {
    /// Cells were started, or went on: how much of its budget each running cell has used, by index.
    case working([Int: Int])
    /// A cell ended.
    case ended(Plan.Item, WorkerOutcome)

    package static func == (first: Self, second: Self) -> Bool {
      switch (first, second) {
      case (.working(let first), .working(let second)): first == second
      case (.ended(let first, let outcome), .ended(let second, let other)):
        first.index == second.index && outcome == other
      default: false
      }
    }
  }

  /// The largest number of workers at one time, at least 1.
  package var jobs: Int
  /// The command that runs the cell of an index.
  package var command: @Sendable (_ index: Int) -> WorkerCommand
  /// Whether to stop.
  package var isInterrupted: @Sendable () -> Bool

  /// Memberwise.
  package init(
    jobs: Int, command: @escaping @Sendable (_ index: Int) -> WorkerCommand,
    isInterrupted: @escaping @Sendable () -> Bool = { Interruption.isRequested }
  ) {
    self.jobs = max(1, jobs)
    self.command = command
    self.isInterrupted = isInterrupted
  }

  /// Runs cells as workers become free: first those that others start from, then the others in order,
  /// each after the one that it starts from. Where that one fails, so does the cell, unstarted.
  ///
  /// - Parameters:
  ///   - items: The cells.
  ///   - isNeeded: Asked before a cell is started; another run may have stored it meanwhile.
  ///   - confirm: Asked how a cell ended, given how its worker did.
  ///   - report: Called on this thread, for each ended cell and about five times a second.
  /// - Throws: ``Interrupted``, after all workers have ended; ``RunError/cannotStart(executable:problem:)``;
  ///   what `report` throws. Workers never outlive the call.
  package func run(
    _ items: [Plan.Item], isNeeded: (Plan.Item) -> Bool = { _ in true },
    confirm: (Plan.Item, WorkerOutcome) -> WorkerOutcome = { $1 },
    report: (Event) throws -> Void
  ) throws {
    var queue = ReadyQueue(items)
    var running: [Int: (item: Plan.Item, worker: WorkerProcess)] = [:]
    let ended = EndedWorkers()
    defer { Self.stop(running.values.map(\.worker), ended) }
    func end(_ item: Plan.Item, _ outcome: WorkerOutcome) throws {
      try report(.ended(item, outcome))
      for (lost, outcome) in queue.end(item, outcome) { try report(.ended(lost, outcome)) }
    }
    while queue.count > 0 || !running.isEmpty {
      while running.count < jobs, !isInterrupted(), let item = queue.next() {
        guard isNeeded(item) else {
          try end(item, .succeeded)
          continue
        }
        let worker = try WorkerProcess(command(item.index)) { ended.append(item.index) }
        running[item.index] = (item, worker)
      }
      if isInterrupted() { throw Interrupted(remaining: queue.count + running.count) }
      if running.isEmpty { continue }
      for index in ended.wait() {
        guard let (item, worker) = running.removeValue(forKey: index) else { continue }
        let outcome = worker.outcome
        if outcome == .interrupted {
          throw Interrupted(remaining: queue.count + running.count + 1)
        }
        try end(item, confirm(item, outcome))
      }
      try report(.working(running.mapValues(\.worker.used)))
    }
  }

  /// Asks workers to stop, and after two seconds ends those that have not.
  private static func stop(_ workers: [WorkerProcess], _ ended: EndedWorkers) {
    for worker in workers { worker.stop() }
    let deadline = ContinuousClock.now + .seconds(2)
    while workers.contains(where: \.isRunning) {
      _ = ended.wait()
      if ContinuousClock.now > deadline { for worker in workers { worker.kill() } }
    }
  }
}

/// The workers that have ended, handed from their threads to the pool's.
private final class EndedWorkers: Sendable {
  private let indices = Mutex<[Int]>([])
  private let signal = DispatchSemaphore(value: 0)

  func append(_ index: Int) {
    indices.withLock { $0.append(index) }
    signal.signal()
  }

  /// The workers that ended since the last call; waits for one, up to a fifth of a second.
  func wait() -> [Int] {
    _ = signal.wait(timeout: .now() + .milliseconds(200))
    return indices.withLock { indices in
      defer { indices = [] }
      return indices
    }
  }
}
