/// What a level's problems are made of.
struct Level: Sendable {
  /// 1 to 6.
  let number: Int
  /// How many steps a solution has, each number equally likely.
  var steps: ClosedRange<Int>
  /// What a step can do, each equally likely where the story leaves a choice.
  let operators: [LatentProgram.Operator]
  /// The numbers that are had, added and taken away.
  var operands: ClosedRange<Int>
  /// The numbers that are multiplied with and divided by.
  let factors: ClosedRange<Int>
  /// How many sentences tell what the solution does not need, each number equally likely.
  let distractors: ClosedRange<Int>
  /// No number of a problem is larger.
  var largestNumber: Int
  /// Longer questions are rejected, in tokens.
  var maximumQuestionLength: Int

  /// All levels, level 1 first.
  static let all: [Level] = [
    Level(
      number: 1, steps: 1...1, operators: [.add, .subtract], operands: 2...20, factors: 2...5,
      distractors: 0...0, largestNumber: 99, maximumQuestionLength: 28),
    Level(
      number: 2, steps: 2...2, operators: [.add, .subtract], operands: 2...20, factors: 2...5,
      distractors: 0...0, largestNumber: 99, maximumQuestionLength: 37),
    Level(
      number: 3, steps: 2...3, operators: [.add, .subtract, .multiply], operands: 2...20,
      factors: 2...5, distractors: 0...0, largestNumber: 999, maximumQuestionLength: 48),
    Level(
      number: 4, steps: 3...4, operators: [.add, .subtract, .multiply, .divide], operands: 2...30,
      factors: 2...9, distractors: 0...1, largestNumber: 9999, maximumQuestionLength: 70),
    Level(
      number: 5, steps: 5...6, operators: [.add, .subtract, .multiply, .divide], operands: 2...50,
      factors: 2...9, distractors: 0...2, largestNumber: 9999, maximumQuestionLength: 97),
    Level(
      number: 6, steps: 7...8, operators: [.add, .subtract, .multiply, .divide], operands: 2...50,
      factors: 2...9, distractors: 0...2, largestNumber: 9999, maximumQuestionLength: 104),
  ]

  /// The length of the longest solution, in tokens: no step takes two results but the last, and no
  /// given has more digits than the largest operand.
  ///
  /// A step is `<<`, operand, operator, operand, `=`, result, `>>`; the end is `####`, the answer and
  /// ``Symbol/end``.
  var maximumSolutionLength: Int {
    let digits = String(largestNumber).count
    let givenDigits = String(operands.upperBound).count
    return steps.upperBound * (2 * digits + givenDigits + 4) + digits - givenDigits + digits + 2
  }
}
