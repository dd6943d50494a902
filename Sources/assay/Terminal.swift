import ArgumentParser
import Foundation
import PolicyOptimization
import Projection
import Reports
import Results
import Statistics
import Tasks

/// Standard output for data, standard error for people.
enum Terminal {
  /// Writes a line of data.
  static func print(_ line: String) {
    write(Data((line + "\n").utf8))
  }

  /// Writes data as it is; ends the process where nothing takes it.
  static func write(_ data: Data) {
    do {
      try FileHandle.standardOutput.write(contentsOf: data)
    } catch {
      end(with: StoreError.cannotWrite(path: "standard output", code: errno))
    }
  }

  /// Writes to standard error, as it is.
  static func tell(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Whether standard error is a terminal.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Says what went wrong, and ends the process with the exit status for it.
  static func end(with error: any Error) -> Never {
    switch error {
    case let error as any ReportedError:
      tell("assay: \(error)\n")
      exit(error.exitStatus.rawValue)
    case is TrainingError:
      tell("assay: \(error)\n")
      exit(ExitStatus.failed.rawValue)
    case is ReportError, is StatisticsError, is TaskError, is ArithmeticError, is OptionConflict,
      is ProjectionError:
      tell("assay: \(error)\n")
      exit(ExitStatus.badInput.rawValue)
    default:
      let code = Assay.exitCode(for: error)
      let message = Assay.fullMessage(for: error)
      if !message.isEmpty {
        if code.isSuccess { print(message) } else { tell(message + "\n") }
      }
      exit(code == .validationFailure ? ExitStatus.badInput.rawValue : code.rawValue)
    }
  }
}

extension ExitStatus {
  /// The same, for a command that ends early.
  var code: ExitCode { ExitCode(rawValue) }
}
