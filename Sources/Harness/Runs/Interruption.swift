import Foundation
import Results
import Synchronization

/// SIGINT and SIGTERM: both mean "stop now; the same command will go on".
package enum Interruption {
  private static let requested = Atomic<Bool>(false)

  /// Whether a signal came since ``deferSignals()``.
  package static var isRequested: Bool { requested.load(ordering: .relaxed) }

  private static let signals = [SIGINT, SIGTERM]

  /// From now on a signal only sets ``isRequested``; a pool stops its workers in peace.
  package static func deferSignals() {
    for name in signals {
      signal(name) { _ in Interruption.requested.store(true, ordering: .relaxed) }
    }
    unblock()
  }

  /// From now on a signal ends the process with exit status 75; nothing half-written is ever under a
  /// final name, so there is nothing to tidy.
  package static func exitOnSignals() {
    for name in signals {
      signal(name) { _ in _exit(ExitStatus.interrupted.rawValue) }
    }
    unblock()
  }

  /// Lets the signals through: a process inherits the mask of the thread that started it, and worker
  /// threads of many programs block everything.
  private static func unblock() {
    var set = sigset_t()
    sigemptyset(&set)
    for name in signals { sigaddset(&set, name) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}

/// A run that was stopped from outside.
package struct Interrupted: ReportedError, Equatable {
  /// Cells that still have no result.
  package var remaining: Int

  /// Memberwise.
  package init(remaining: Int) {
    self.remaining = remaining
  }

  package var exitStatus: ExitStatus { .interrupted }

  package var description: String {
    "interrupted with \(remaining) cells to go: run the same command again to finish them"
  }
}
