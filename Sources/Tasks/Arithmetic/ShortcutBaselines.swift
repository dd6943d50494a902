/// How far one comes on a set of problems without reasoning: three rules that a model can learn
/// instead. Each is the share of problems that the rule answers right, in [0, 1]; NaN for no problems.
public struct ShortcutBaselines: Sendable, Equatable {
  /// Always giving the most frequent answer of the set.
  public let majority: Double
  /// The sum of all numbers that stand in the story.
  public let sum: Double
  /// The distance of the first number in the story from the last.
  public let firstMinusLast: Double

  /// The shortcuts' accuracies on a set.
  public init(_ problems: [Problem]) {
    var answers: [Int: Int] = [:]
    var (sums, differences) = (0, 0)
    for problem in problems {
      answers[problem.answer, default: 0] += 1
      let numbers = problem.questionNumbers
      if numbers.reduce(0, +) == problem.answer { sums += 1 }
      if let first = numbers.first, let last = numbers.last, abs(first - last) == problem.answer {
        differences += 1
      }
    }
    let count = Double(problems.count)
    majority = Double(answers.values.max() ?? 0) / count
    sum = Double(sums) / count
    firstMinusLast = Double(differences) / count
  }
}

extension Problem {
  /// The numbers that stand in the story in digits, in its order.
  public var questionNumbers: [Int] {
    var numbers: [Int] = []
    var previous = Symbol.start
    for token in question {
      if Symbol.digits.contains(token) {
        let digit = token - Symbol.digits.lowerBound
        if Symbol.digits.contains(previous) {
          numbers[numbers.count - 1] = 10 * numbers[numbers.count - 1] + digit
        } else {
          numbers.append(digit)
        }
      }
      previous = token
    }
    return numbers
  }
}
