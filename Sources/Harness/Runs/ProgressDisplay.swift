import Foundation
import Results

/// What a person sees of a run while it goes on: on a terminal one line that is rewritten, elsewhere
/// a line for each cell that ends.
package struct ProgressDisplay {
  /// Whether lines can be rewritten.
  package var isTerminal: Bool
  /// Takes text as it is to appear.
  package var write: (String) -> Void
  private let start: ContinuousClock.Instant
  private let totalCells: Int
  private var failedCells = 0
  private var work: RemainingWork

  /// A display for cells that are about to run.
  package init(
    of items: [Plan.Item], isTerminal: Bool, start: ContinuousClock.Instant = .now,
    write: @escaping (String) -> Void
  ) {
    self.isTerminal = isTerminal
    self.write = write
    self.start = start
    totalCells = items.count
    work = RemainingWork(items)
  }

  /// Shows what a pool tells.
  package mutating func show(_ event: WorkerPool.Event, now: ContinuousClock.Instant = .now) {
    switch event {
    case .working(let running):
      work.note(running, at: now)
      guard isTerminal else { return }
      write("\r" + line(running: running, now) + "\u{1B}[K")
    case .ended(let item, let outcome):
      work.end(item, at: now)
      if case .failed(let reason) = outcome {
        failedCells += 1
        write((isTerminal ? "\r\u{1B}[K" : "") + "failed: \(item.path): \(reason)\n")
      } else if !isTerminal {
        write("\(item.path) · \(line(running: [:], now))\n")
      }
    }
  }

  /// Ends the rewritten line.
  package func finish() {
    if isTerminal { write("\r\u{1B}[K") }
  }

  private func line(running: [Int: Int], _ now: ContinuousClock.Instant) -> String {
    var parts = ["\(work.endedCells) of \(totalCells) cells"]
    if !running.isEmpty { parts.append("\(running.count) running") }
    if failedCells > 0 { parts.append("\(failedCells) failed") }
    if let ratio = work.remainingToDone(running: running) {
      let seconds = (now - start) / .seconds(1) * ratio
      parts.append("about \(Self.words(seconds: seconds)) left")
    }
    return parts.joined(separator: " · ")
  }

  /// A duration at the precision that an estimate deserves.
  package static func words(seconds: Double) -> String {
    let whole = Int(min(max(seconds.rounded(.up), 0), 1e9))
    return switch whole {
    case ..<60: "\(whole) s"
    case ..<3600: "\(whole / 60) min \(whole % 60) s"
    default: "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
  }
}
