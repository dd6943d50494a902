import Foundation
import Synchronization

/// How a worker ended.
package enum WorkerOutcome: Sendable, Equatable {
  /// Its cell is stored.
  case succeeded
  /// It was stopped from outside and is to be run again.
  case interrupted
  /// It left no result.
  case failed(reason: String)
}

/// The command that runs one cell.
package struct WorkerCommand: Sendable {
  /// The program.
  package var executable: String
  /// Its arguments.
  package var arguments: [String]

  /// Memberwise.
  package init(executable: String, arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }
}

/// A running worker. It writes how much of its budget is used to its standard output, one number a line,
/// and on failure one sentence to its standard error.
///
/// The standard output is a pipe, so a worker whose pool was killed ends at its next report.
final class WorkerProcess: Sendable {
  private let process = Process()
  private let messages: FileHandle
  private let progress: Pipe
  private let latest = Mutex(0)

  /// How much of its budget the running cell has used.
  var used: Int { latest.withLock { $0 } }

  /// Starts a command.
  ///
  /// - Parameter ended: Called once, on another thread, after the command has ended.
  /// - Throws: ``RunError/cannotStart(executable:problem:)``.
  init(_ command: WorkerCommand, ended: @escaping @Sendable () -> Void) throws {
    messages = try Self.unnamedFile()
    progress = Pipe()
    process.executableURL = URL(fileURLWithPath: command.executable)
    process.arguments = command.arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = progress
    process.standardError = messages
    process.terminationHandler = { _ in ended() }
    progress.fileHandleForReading.readabilityHandler = { [weak self] handle in
      let lines = String(decoding: handle.availableData, as: UTF8.self).split(separator: "\n")
      guard !lines.isEmpty else { return handle.readabilityHandler = nil }
      if let used = lines.last.flatMap({ Int($0) }) { self?.latest.withLock { $0 = used } }
    }
    do {
      try process.run()
    } catch {
      throw RunError.cannotStart(
        executable: command.executable, problem: error.localizedDescription)
    }
  }

  /// Whether the worker has not ended yet.
  var isRunning: Bool { process.isRunning }

  /// Asks the worker to stop.
  func stop() {
    if process.isRunning { process.terminate() }
  }

  /// Ends the worker at once.
  func kill() {
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
  }

  /// How the worker ended; only after `ended` was called.
  var outcome: WorkerOutcome {
    progress.fileHandleForReading.readabilityHandler = nil
    let status = process.terminationStatus
    switch process.terminationReason {
    case .exit where status == 0: return .succeeded
    case .exit where status == 75: return .interrupted
    case .exit: return .failed(reason: message ?? "the worker ended with exit status \(status)")
    default:
      let cause = "the worker was ended by signal \(status)"
      return .failed(reason: message.map { "\(cause): \($0)" } ?? cause)
    }
  }

  /// The first line of what the worker wrote to its standard error, without the program's name.
  private var message: String? {
    try? messages.seek(toOffset: 0)
    let data = (try? messages.read(upToCount: 65_536)) ?? Data()
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first
    return line.map { String($0.hasPrefix("assay: ") ? $0.dropFirst("assay: ".count) : $0) }
  }

  /// A file without a name, gone with its last handle. A pipe would block a worker that writes much.
  private static func unnamedFile() throws -> FileHandle {
    let path =
      FileManager.default.temporaryDirectory.path + "/assay-\(getpid())-\(UUID().uuidString)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw RunError.cannotStart(
        executable: path, problem: String(cString: strerror(errno)).lowercased())
    }
    unlink(path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
