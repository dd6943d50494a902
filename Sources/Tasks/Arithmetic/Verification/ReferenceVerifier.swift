/// The answer checks of other systems, on the text of a completion, re-implemented from their rules.
///
/// They serve for comparison: to show that the exported solutions are right for all of them, and where
/// they disagree. None is used as a reward. All are total; where the original raises an error the score
/// is ``Score/crashes``. Prompts and stop words are not theirs here: the text is what was emitted.
public enum ReferenceVerifier: String, Sendable, CaseIterable {
  /// OpenAI, grade-school-math `dataset.py`: the first `#### (\-?[0-9\.\,]+)` without commas, compared as
  /// text.
  case openAI
  /// lm-evaluation-harness, `gsm8k.yaml` version 3 `strict-match`: the same pattern, the first match;
  /// both sides without `,`, `$`, all to the last `#### `, and a last `.`.
  case evaluationHarnessStrict
  /// lm-evaluation-harness, `flexible-extract`: the last `(-?[$0-9.,]{2,})|(-?[0-9]+)`, compared so too.
  case evaluationHarnessFlexible
  /// verl, `gsm8k.py` `strict`: in the last 300 characters, the last `#### (\-?[0-9\.\,]+)` without `,`
  /// and `$`, compared as text.
  case verlStrict
  /// verl, `flexible`: in the last 300 characters, the last `(\-?[0-9\.\,]+)` that is not `.`.
  case verlFlexible
  /// GSM-Symbolic (Apple): without commas, the last `-?\d+\.?\d*`, compared as floating-point numbers; it
  /// crashes where there is no number.
  case gsmSymbolic
  /// reasoning-gym `gsm_symbolic`: the first `\b-?\d+(?:\.\d+)?\b` as floating point: 1 where equal, 0.01
  /// for another number, 0 for none. It reads the text of its answer tag; the whole text here.
  case reasoningGymSymbolic
  /// reasoning-gym's `chain_sum`: 1 where the text without commas is a decimal number equal to the
  /// answer; else length(answer)/length(text) where the answer is a part of the text; else 0.
  ///
  /// Python's `inf`, `nan` and underscores in numbers are not read as numbers here: they equal no whole
  /// number, save `1_0` for 10.
  case reasoningGymDecimal

  /// The six that are made for the text of a worked solution; the two of reasoning-gym expect the
  /// number alone.
  public static let forWorkedSolutions: [ReferenceVerifier] = allCases.dropLast(2)

  /// What a verifier gives.
  public enum Score: Sendable, Equatable {
    /// The reward, in [0, 1].
    case reward(Double)
    /// The original raises an error that it does not catch.
    case crashes
  }

  /// The score of a completion's text for a question with this answer.
  public func score(_ text: String, answer: Int) -> Score {
    let gold = String(answer)
    return switch self {
    case .openAI: Self.equal(Self.announced(text).first.map { $0.without(",") }, gold)
    case .evaluationHarnessStrict:
      Self.equal(Self.announced(text).first.map(Self.harnessForm), gold)
    case .evaluationHarnessFlexible:
      Self.equal(Self.harnessNumbers(text).last.map(Self.harnessForm), gold)
    case .verlStrict:
      Self.equal(Self.announced(Self.clipped(text)).last.map { $0.without(",", "$") }, gold)
    case .verlFlexible: Self.equal(Self.verlNumber(Self.clipped(text)), gold)
    case .gsmSymbolic: Self.symbolicScore(text, answer)
    case .reasoningGymSymbolic: Self.firstNumberScore(text, answer)
    case .reasoningGymDecimal: Self.decimalScore(text, gold)
    }
  }

  private static func equal(_ found: String?, _ gold: String) -> Score {
    .reward(found == gold ? 1 : 0)
  }
}

extension String {
  /// Without these scalars.
  func without(_ removed: Unicode.Scalar...) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: unicodeScalars.filter { !removed.contains($0) })
    return String(view)
  }
}
