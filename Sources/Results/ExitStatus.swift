/// How a command ends, for scripts and schedulers.
package enum ExitStatus: Int32, Sendable {
  /// Everything asked for was done.
  case done = 0
  /// A run failed, or a check found a difference or a regression.
  case failed = 1
  /// A bad suite, option or file: running the same command again cannot help.
  case badInput = 2
  /// The data cannot decide the question.
  case inconclusive = 3
  /// Stopped from outside: run the same command again.
  case interrupted = 75
}

/// An error for the person at the terminal: one sentence that says what failed, on which input,
/// what is allowed and what to do.
package protocol ReportedError: Error, CustomStringConvertible {
  /// How the command that meets it ends.
  var exitStatus: ExitStatus { get }
}
