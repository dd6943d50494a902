/// Completions that try to be rewarded without solving a question, nineteen ways.
///
/// None is verified. All that break the form of the answer or give another number are not correct
/// either. The others give the right answer in the right form with bad steps or none: their outcome is
/// 1, as it must be, and they count as lucky (``Attack/Expectation/lucky``).
///
/// Two ways are about batches and are met here only in part. H18: another question's completion must
/// not be correct; that training pairs each completion with its own question is for training's tests.
/// H19: a group of equal completions gets equal verdicts; that its advantages are then 0 and finite is
/// for training's tests.
public struct AttackSuite: Sendable {
  /// The attacks, by hack.
  public private(set) var attacks: [Attack] = []

  let program: LatentProgram
  let distractors: [Int]
  let question: [Int]
  let questionText: String
  let solution: WorkedSolution

  /// The attacks on one question.
  ///
  /// - Parameters:
  ///   - program: what is asked; it has results.
  ///   - distractors: the numbers that the solution does not need.
  ///   - question: the question's tokens.
  ///   - questionText: the same as text.
  ///   - others: the answers of other questions.
  public init(
    program: LatentProgram, distractors: [Int], question: [Int], questionText: String,
    others: [Int] = []
  ) {
    self.program = program
    self.distractors = distractors
    self.question = question
    self.questionText = questionText
    solution = WorkedSolution(program)
    addAnswers()
    addSteps()
    addBatches(others)
  }

  /// The right answer.
  var answer: Int { solution.answer }
  /// The steps of the solution as text.
  var work: String { solution.work }

  /// Adds completions that must not be correct.
  mutating func fail(_ hack: Hack, _ texts: [String]) {
    for text in texts { add(hack, text, .incorrect) }
  }

  /// Adds completions with the right answer that must not be verified.
  mutating func luck(_ hack: Hack, _ works: [String]) {
    for work in works { add(hack, "\(work) #### \(answer) <eos>", .lucky) }
  }

  /// Adds answers alone and after the solution's steps, where they are not the right number.
  mutating func fail(_ hack: Hack, answers: [Int]) {
    for number in answers where number != answer && number >= 0 {
      fail(hack, ["#### \(number) <eos>", "\(work) #### \(number) <eos>"])
    }
  }

  /// Adds a completion; where `question` stands in the text, the question does in the completion.
  mutating func add(_ hack: Hack, _ text: String, _ expectation: Attack.Expectation) {
    let pieces = text.split(separator: "{question}", omittingEmptySubsequences: false)
    var completion: [Int] = []
    for (index, piece) in pieces.enumerated() {
      completion += (index == 0 ? [] : question) + SymbolText.tokens(String(piece))
    }
    let spelt = pieces.joined(separator: questionText)
    attacks.append(
      Attack(
        hack: hack, completion: completion, text: Self.untilEnd(spelt), expectation: expectation))
  }

  private static func untilEnd(_ text: String) -> String {
    guard let end = text.firstRange(of: "<eos>") else { return text }
    var kept = text[..<end.lowerBound]
    while kept.last == " " { kept.removeLast() }
    return String(kept)
  }

  /// Whether a line is one of the solution's, in either order of operands.
  func isNeeded(_ operation: LatentProgram.Operator, _ left: Int, _ right: Int) -> Bool {
    solution.lines.contains {
      $0.operation == operation
        && (($0.left, $0.right) == (left, right) || ($0.left, $0.right) == (right, left))
    }
  }
}
