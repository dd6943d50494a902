/// What is said of one step of a completion; see ``Verifier`` for the rules.
public enum StepVerdict: String, Sendable, CaseIterable {
  /// A needed step, not derived before, from numbers that are known, with the right result.
  case ok
  /// Not of the form `<< a o b = c >>`.
  case badSyntax
  /// `a o b` is not `c`.
  case badArithmetic
  /// An operand is neither a number of the story nor the result of an earlier `ok` step.
  case unknownOperand
  /// True and from known numbers, but no step of the program takes these two.
  case irrelevant
  /// A step that was derived before.
  case duplicate
  /// True, and a step of the program takes these two numbers, but with another operation.
  case wrongOperation
  /// Anything between the answer's digits and the end token, and anything after the end token.
  case afterAnswer
}

/// One step of a completion and what is said of it.
public struct VerifiedStep: Sendable, Equatable {
  /// What is said of it.
  public var verdict: StepVerdict
  /// The position of the step's last token, from 0 at the completion's first.
  public var end: Int
  /// The index of the program's step that it derives; nil unless it is ``StepVerdict/ok``.
  public var node: Int?
}

/// What is said of a completion.
public struct Verdict: Sendable, Equatable {
  /// Whether the completion has one `####`, then the answer's canonical digits, then the end token
  /// as its last token. What comes before `####` does not count here.
  public var isCorrect: Bool
  /// The number given where the form is right, right number or not; nil otherwise.
  public var answer: Int?
  /// Whether there is no end token.
  public var isTruncated: Bool
  /// The steps, in order; the pieces that are no steps count as bad ones.
  public var steps: [VerifiedStep]
  /// How many steps of the program were derived.
  public var derivedCount: Int
  /// How many steps the program has, at least 1.
  public var neededCount: Int
  /// How many tokens the completion has.
  public var tokenCount: Int

  /// Whether the answer is right, every needed step was derived, and no step is bad.
  ///
  /// iGSM's `true_correct` (https://github.com/facebookresearch/iGSM) asks the same.
  public var isVerified: Bool {
    isCorrect && derivedCount == neededCount && steps.allSatisfy { $0.verdict == .ok }
  }

  /// Whether the answer is right and the way to it is not ("miracle steps", arXiv 2510.07774).
  public var isLucky: Bool { isCorrect && !isVerified }
}
