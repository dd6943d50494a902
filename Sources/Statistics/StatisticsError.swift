/// Why a statistic could not be computed: what failed, on which input, and what is allowed.
public enum StatisticsError: Error, CustomStringConvertible {
  /// The input called `of` holds no value.
  case emptyInput(of: String)
  /// The value at the zero-based index `at` of the input called `of` is NaN or infinite.
  case notFinite(value: Double, at: Int, of: String)
  /// There are `n` of something of which at least `needed` are needed; `for` says what.
  case tooFew(n: Int, needed: Int, for: String)
  /// A value outside the range in which the statistic is defined; `allowed` says which.
  case outOfRange(what: String, value: Double, allowed: String)
  /// Two score matrices to be compared task by task have different numbers of tasks.
  case differentTasks(first: Int, second: Int)
  /// Two samples to be compared pair by pair hold different numbers of values.
  case differentCounts(first: Int, second: Int)
  /// A function of the GNU Scientific Library has no finite value for these arguments.
  case noFiniteValue(of: String, arguments: [Double])

  /// One sentence for people.
  public var description: String {
    switch self {
    case .emptyInput(let input):
      "\(input) is empty; it must hold at least one value"
    case .notFinite(let value, let index, let input):
      "the value at index \(index) of \(input) is \(value); every value must be a finite number: "
        + "give a diverged run the score it deserves, do not leave it out"
    case .tooFew(let n, let needed, let purpose):
      "\(n) is too few \(purpose); at least \(needed) needed"
    case .outOfRange(let what, let value, let allowed):
      "\(what) is \(value); it must be \(allowed)"
    case .differentTasks(let first, let second):
      "the first score matrix has \(first) tasks and the second \(second); "
        + "they must hold the same tasks in the same order"
    case .differentCounts(let first, let second):
      "the first sample has \(first) values and the second \(second); "
        + "paired samples must hold the same runs in the same order"
    case .noFiniteValue(let function, let arguments):
      "\(function) has no finite value at \(arguments.map(\.description).joined(separator: ", ")); "
        + "use a level further from 0 and 1"
    }
  }
}

extension StatisticsError: Equatable {
  /// Two errors are equal if they say the same, so that one about a NaN equals itself.
  public static func == (left: StatisticsError, right: StatisticsError) -> Bool {
    left.description == right.description
  }
}
