import Foundation
import Results

/// What a person sees of a run while it goes on: on a terminal one line that is rewritten, elsewhere
/// a line for each cell that ends.
package struct ProgressDisplay {
  /// Whether lines can be rewritten.
  package var isTerminal: Bool
  /// Takes text as it is to appear.
  package var write: (String) -> Void
  private let totalCells: Int
  private let totalSteps: Int
  private let start: ContinuousClock.Instant
  private var endedCells = 0
  private var failedCells = 0
  private var endedSteps = 0

  /// A display for cells that are about to run.
  package init(
    of items: [Plan.Item], isTerminal: Bool, start: ContinuousClock.Instant = .now,
    write: @escaping (String) -> Void
  ) {
    self.isTerminal = isTerminal
    self.write = write
    self.start = start
    totalCells = items.count
    totalSteps = items.reduce(0) { $0 + $1.cell.arm.budget }
  }

  /// Shows what a pool tells.
  package mutating func show(_ event: WorkerPool.Event, now: ContinuousClock.Instant = .now) {
    switch event {
    case .working(let running):
      guard isTerminal else { return }
      let runningSteps = running.values.reduce(0, +)
      write("\r" + line(running: running.count, steps: endedSteps + runningSteps, now) + "\u{1B}[K")
    case .ended(let item, let outcome):
      endedCells += 1
      endedSteps += item.cell.arm.budget
      if case .failed(let reason) = outcome {
        failedCells += 1
        write((isTerminal ? "\r\u{1B}[K" : "") + "failed: \(item.path): \(reason)\n")
      } else if !isTerminal {
        write("\(item.path) · \(line(running: 0, steps: endedSteps, now))\n")
      }
    }
  }

  /// Ends the rewritten line.
  package func finish() {
    if isTerminal { write("\r\u{1B}[K") }
  }

  private func line(running: Int, steps: Int, _ now: ContinuousClock.Instant) -> String {
    var parts = ["\(endedCells) of \(totalCells) cells"]
    if running > 0 { parts.append("\(running) running") }
    if failedCells > 0 { parts.append("\(failedCells) failed") }
    if steps > 0, steps < totalSteps {
      let perStep = (now - start) / .seconds(1) / Double(steps)
      parts.append("about \(Self.words(seconds: perStep * Double(totalSteps - steps))) left")
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
