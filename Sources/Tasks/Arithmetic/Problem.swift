/// A word problem with its worked solution.
public struct Problem: Sendable, Equatable {
  /// What it asks to compute.
  public var program: LatentProgram
  /// The numbers in the story that the solution does not need, in the order of the story.
  public var distractors: [Int]
  /// The level, 1 to 6.
  public var level: Int
  /// The tokens of the story, from ``Symbol/start`` to ``Symbol/questionMark``.
  public var question: [Int]
  /// The tokens of the solution: `<< a op b = c >>` for each step, `####`, the answer,
  /// ``Symbol/end``.
  public var solution: [Int]
  /// The result of the last step.
  public var answer: Int
  /// How ``answerText`` tells the result of each step.
  package var captions: [Caption]

  /// The problem of a story and its program.
  init(_ story: Story, program: LatentProgram, level: Int) {
    guard let results = program.results, let answer = results.last else {
      preconditionFailure("the steps of \(program) cannot be done")
    }
    self.program = program
    captions = story.captions()
    self.level = level
    self.answer = answer
    distractors = story.distractors()
    question = story.tokens()
    solution = Self.solution(of: program, results: results)
  }

  private static func solution(of program: LatentProgram, results: [Int]) -> [Int] {
    var tokens: [Int] = []
    tokens.reserveCapacity(16 * (program.steps.count + 1))
    for (step, result) in zip(program.steps, results) {
      let left = program.value(step.left, results) ?? 0
      let right = program.value(step.right, results) ?? 0
      append(left, step.operation, right, result, to: &tokens)
    }
    append(answer: results.last ?? 0, to: &tokens)
    return tokens
  }

  /// Appends `<< left operation right = result >>`.
  static func append(
    _ left: Int, _ operation: LatentProgram.Operator, _ right: Int, _ result: Int,
    to tokens: inout [Int]
  ) {
    tokens.append(Symbol.open)
    Symbol.append(left, to: &tokens)
    tokens.append(Symbol.token(of: operation))
    Symbol.append(right, to: &tokens)
    tokens.append(Symbol.equals)
    Symbol.append(result, to: &tokens)
    tokens.append(Symbol.close)
  }

  /// Appends `#### answer` and ``Symbol/end``.
  static func append(answer: Int, to tokens: inout [Int]) {
    tokens.append(Symbol.answer)
    Symbol.append(answer, to: &tokens)
    tokens.append(Symbol.end)
  }
}
