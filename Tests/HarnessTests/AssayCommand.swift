import Foundation
import Synchronization
import Testing

/// The built program `assay`, run as a person would run it.
struct AssayCommand {
  /// What a run of the program leaves behind.
  struct Outcome {
    var status: Int32
    var output: String
    var messages: String
  }

  /// Where the program is: beside the test bundle in the build folder.
  static func executable() throws -> String {
    let bundles =
      [Bundle.main.executablePath ?? CommandLine.arguments[0]]
      + CommandLine.arguments + Bundle.allBundles.map(\.bundlePath)
    for path in bundles {
      var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      for _ in 0..<4 {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("assay").path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
          !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate)
        {
          return candidate
        }
      }
    }
    throw NotBuilt(lookedBeside: bundles)
  }

  struct NotBuilt: Error {
    var lookedBeside: [String]
  }

  /// A program that was started.
  final class Running: Sendable {
    let process = Process()
    private let output: String
    private let messages: String
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter shell: A prefix for a shell in which the program runs, such as `ulimit -f 1;`.
    init(_ arguments: [String], in folder: String, shell: String?) throws {
      let scratch = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
      output = scratch + ".out"
      messages = scratch + ".err"
      for path in [output, messages] { try Data().write(to: URL(fileURLWithPath: path)) }
      let executable = try AssayCommand.executable()
      process.executableURL = URL(fileURLWithPath: shell == nil ? executable : "/bin/sh")
      process.arguments =
        shell.map { ["-c", $0 + " exec \"$0\" \"$@\"", executable] + arguments } ?? arguments
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle(forWritingAtPath: output)
      process.standardError = FileHandle(forWritingAtPath: messages)
      process.terminationHandler = { [ended] _ in ended.signal() }
      try process.run()
    }

    deinit {
      for path in [output, messages] { try? FileManager.default.removeItem(atPath: path) }
    }

    /// The processes that the program has started and that still run (`/proc`, Linux).
    var children: [pid_t] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { pid_t($0) }.filter { child in
        let data = FileManager.default.contents(atPath: "/proc/\(child)/stat") ?? Data()
        // The name, in parentheses, may hold blanks; the state and the parent follow it.
        let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?
          .split(separator: " ")
        return fields?.dropFirst().first.flatMap { pid_t($0) } == process.processIdentifier
      }
    }

    /// Waits for the end.
    func outcome() -> Outcome {
      ended.wait()
      let text = { (path: String) in
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
      }
      return Outcome(
        status: process.terminationStatus, output: text(output), messages: text(messages))
    }
  }

  /// Starts the program.
  static func start(_ arguments: [String], in folder: String, shell: String? = nil) throws
    -> Running
  {
    try Running(arguments, in: folder, shell: shell)
  }

  /// Runs the program to its end.
  static func run(_ arguments: String..., in folder: String, shell: String? = nil) throws
    -> Outcome
  {
    try start(arguments, in: folder, shell: shell).outcome()
  }
}
