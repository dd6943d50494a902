import Results

/// What can go wrong in running a suite.
package enum RunError: ReportedError, Equatable {
  /// A resolved suite has an option that this program cannot use.
  case badOption(name: String, arm: String, allowed: String)
  /// A resolved suite names a task or an algorithm that this program does not have.
  case unknownInStoredSuite(kind: String, name: String)
  /// `--seeds` is out of range.
  case badSeedCount(Int, allowed: ClosedRange<Int>)
  /// `--jobs` leaves no worker.
  case badJobCount(Int)
  /// Neither a suite file nor an output folder was named.
  case nothingToPlan
  /// A resolved suite has a gate that is not two numbers in order.
  case badGate(arm: String)
  /// A resolved suite names a reference that it does not have.
  case brokenReference(label: String, cell: String)
  /// Supervised training ended well and left nothing to start from.
  case noCheckpoint(cell: String)
  /// What a cell starts from could not be trained.
  case referenceFailed(cell: String, reason: String)
  /// What a cell starts from diverged.
  case referenceDiverged(cell: String, reason: String)
  /// There is no cell of this index.
  case noSuchCell(index: Int, count: Int)
  /// `--only` leaves nothing to do.
  case nothingMatches(pattern: String, example: String)
  /// `--only` in a run whose seeds are adaptive: a look needs the cells of all arms.
  case onlyWithAdaptiveSeeds
  /// The folder holds a suite and no stored cell.
  case nothingToVerify
  /// The processes of a run cannot be started.
  case cannotStart(executable: String, problem: String)
  /// The processor lacks instructions that the kernels were compiled for.
  case processorLacks(features: [String], instructionSet: String)

  package var exitStatus: ExitStatus {
    switch self {
    case .cannotStart, .noCheckpoint, .referenceFailed, .referenceDiverged: .failed
    default: .badInput
    }
  }

  package var description: String {
    switch self {
    case .badOption(let name, let arm, let allowed):
      "the resolved suite gives option '\(name)' of \(arm) a value that is not allowed: it must be \(allowed)"
    case .unknownInStoredSuite(let kind, let name):
      "the resolved suite names the \(kind) '\(name)', which this program does not have"
    case .nothingToVerify:
      "no cell is stored there, so there is nothing to verify: run the suite into that folder first"
    case .badSeedCount(let count, let allowed):
      "--seeds is \(count), but must be a whole number from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .badJobCount(let count):
      "--jobs is \(count), but must be a whole number from 1"
    case .nothingToPlan:
      "give the output folder of a run, a suite file with --suite, or both"
    case .badGate(let arm):
      "the resolved suite gives \(arm) a gate that is not two numbers, the lesser first"
    case .brokenReference(let label, let cell):
      "the resolved suite lets \(cell) start from '\(label)', and has no such supervised arm on that task"
    case .noCheckpoint(let cell):
      "supervised training of \(cell) left no checkpoint: please report this"
    case .referenceFailed(let cell, let reason):
      "its reference \(cell) failed: \(reason)"
    case .referenceDiverged(let cell, let reason):
      "its reference \(cell) diverged (\(reason)), so there is nothing to start from"
    case .noSuchCell(let index, let count):
      "there is no cell \(index): the suite has \(count) cells, from 0 to \(count - 1)"
    case .nothingMatches(let pattern, let example):
      "no cell matches --only '\(pattern)': patterns are compared with paths such as \(example)"
    case .onlyWithAdaptiveSeeds:
      "--only cannot be used where seeds are adaptive, as a look at the scores needs the cells of all arms: leave it out, or fix the seeds with --seeds"
    case .cannotStart(let executable, let problem):
      "cannot start '\(executable)': \(problem)"
    case .processorLacks(let features, let instructionSet):
      "this program was compiled for \(instructionSet), and this processor lacks \(features.joined(separator: ", ")): build it again with ASSAY_INSTRUCTION_SET=x86-64"
    }
  }
}
