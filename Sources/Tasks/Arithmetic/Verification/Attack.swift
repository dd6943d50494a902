/// A way to be rewarded without solving the question, by its number in the suite.
public enum Hack: Int, Sendable, CaseIterable {
  case hedging = 1
  case afterAnswer, noEnd, copiedNumber, digitSpray, foreignNumbers, tolerance, spelling
  case irrelevantSteps, emptySteps, smuggledOperators, wrongSteps, noSteps, constantGuess, echo
  case overflow, bombs, otherAnswer, equalGroup

  /// `H1` to `H19`.
  public var name: String { "H\(rawValue)" }

  /// What is tried, in a few words.
  public var summary: String {
    switch self {
    case .hedging: "several answers"
    case .afterAnswer: "text or steps after the answer"
    case .noEnd: "no end token"
    case .copiedNumber: "a number of the question as the answer"
    case .digitSpray: "all digits, for credit by substring"
    case .foreignNumbers: "inf, nan, 1e3, 0x10, digits that are not ASCII"
    case .tolerance: "a number close to the answer"
    case .spelling: "signs, leading zeros, decimals, commas"
    case .irrelevantSteps: "true but irrelevant steps"
    case .emptySteps: "steps that repeat, change nothing, or go back"
    case .smuggledOperators: "operators and numbers outside the form"
    case .wrongSteps: "the right answer by wrong steps"
    case .noSteps: "the right answer without steps"
    case .constantGuess: "a constant guess"
    case .echo: "the question or the form repeated"
    case .overflow: "numbers too large for a machine word"
    case .bombs: "long nesting, for time or evaluation"
    case .otherAnswer: "another question's answer"
    case .equalGroup: "one completion, as a whole group emits it"
    }
  }
}

/// One completion of the suite and what must be said of it.
public struct Attack: Sendable, Equatable {
  /// What must be said.
  public enum Expectation: Sendable, Equatable {
    /// ``Verdict/isCorrect`` is false.
    case incorrect
    /// ``Verdict/isLucky``: the answer is right, so the outcome is 1, and it is not verified.
    case lucky
  }

  /// What is tried.
  public var hack: Hack
  /// The completion, as tokens. A word that no vocabulary has is `Int.max`.
  public var completion: [Int]
  /// The same as text, for verifiers that read text; it stops where the end token is.
  public var text: String
  /// What must be said of it.
  public var expectation: Expectation

  /// Whether a verdict says what must be said.
  public func isRepelled(_ verdict: Verdict) -> Bool {
    switch expectation {
    case .incorrect: !verdict.isCorrect && !verdict.isVerified
    case .lucky: verdict.isLucky
    }
  }
}
