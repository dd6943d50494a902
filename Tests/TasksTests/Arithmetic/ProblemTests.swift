import Randomness
import Tasks
import Testing

@Suite struct ProblemTests {
  private struct Rules {
    let steps: ClosedRange<Int>
    let operators: Set<LatentProgram.Operator>
    let operands: ClosedRange<Int>
    let factors: ClosedRange<Int>
    let distractors: ClosedRange<Int>
  }

  private static let rules: [Int: Rules] = [
    1: Rules(
      steps: 1...1, operators: [.add, .subtract], operands: 2...20, factors: 2...2,
      distractors: 0...0),
    2: Rules(
      steps: 2...2, operators: [.add, .subtract], operands: 2...20, factors: 2...2,
      distractors: 0...0),
    3: Rules(
      steps: 2...3, operators: [.add, .subtract, .multiply], operands: 2...20, factors: 2...5,
      distractors: 0...0),
    4: Rules(
      steps: 3...4, operators: Set(LatentProgram.Operator.allCases), operands: 2...30,
      factors: 2...9, distractors: 0...1),
    5: Rules(
      steps: 5...6, operators: Set(LatentProgram.Operator.allCases), operands: 2...50,
      factors: 2...9, distractors: 0...2),
    6: Rules(
      steps: 7...8, operators: Set(LatentProgram.Operator.allCases), operands: 2...50,
      factors: 2...9, distractors: 0...2),
  ]

  private func problems(_ level: Int, count: Int = 300) throws -> [Problem] {
    let family = try ArithmeticFamily(level: level)
    return (0..<count).map { family.problem(.train, seed: 21, index: $0) }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `steps, operations, numbers and distractors are those of the level`(level: Int) throws {
    let rules = try #require(Self.rules[level])
    var steps: Set<Int> = []
    var operators: Set<LatentProgram.Operator> = []
    var distractors: Set<Int> = []
    for problem in try problems(level) {
      steps.insert(problem.program.steps.count)
      distractors.insert(problem.distractors.count)
      operators.formUnion(problem.program.steps.map(\.operation))
      #expect(problem.level == level)
      #expect(problem.distractors.allSatisfy { rules.operands.contains($0) })
      let factors = problem.program.factorGivens
      for (index, number) in problem.program.givens.enumerated() {
        let allowed = factors.contains(index) ? rules.factors : rules.operands
        #expect(allowed.contains(number), "\(number) in \(problem.questionText)")
      }
    }
    #expect(steps == Set(rules.steps))
    #expect(operators == rules.operators)
    #expect(distractors == Set(rules.distractors))
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `all numbers of a problem differ, are whole, and at least 2`(level: Int) throws {
    for problem in try problems(level) {
      let results = try #require(problem.program.results)
      let numbers = problem.program.givens + problem.distractors + results
      #expect(Set(numbers).count == numbers.count, "\(problem.questionText)")
      #expect(numbers.allSatisfy { (2...9999).contains($0) })
      #expect(problem.answer == results.last)
      #expect(!problem.questionNumbers.contains(problem.answer))
    }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `every given and every step is needed for the answer`(level: Int) throws {
    for problem in try problems(level) {
      let program = problem.program
      var givens: Set<Int> = []
      var steps: Set<Int> = [program.steps.count - 1]
      for (index, step) in program.steps.enumerated().reversed() where steps.contains(index) {
        for operand in [step.left, step.right] {
          switch operand {
          case .given(let given): givens.insert(given)
          case .step(let earlier):
            #expect(earlier < index)
            steps.insert(earlier)
          }
        }
      }
      #expect(steps.count == program.steps.count, "\(problem.questionText)")
      #expect(givens.count == program.givens.count, "\(problem.questionText)")
    }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `the numbers in the story are the givens and distractors, in their orders`(
    level: Int
  ) throws {
    for problem in try problems(level, count: 100) {
      // 'half' stands for a 2 without digits, the only one that a story then has.
      let isHalf = problem.questionText.contains(" half ")
      let givens = problem.program.givens.filter { !isHalf || $0 != 2 }
      var left = problem.questionNumbers
      for expected in [givens, problem.distractors] {
        var rest: [Int] = []
        var next = expected[...]
        for number in left {
          if number == next.first { next.removeFirst() } else { rest.append(number) }
        }
        #expect(next.isEmpty, "\(problem.questionText)")
        left = rest
      }
      #expect(left.isEmpty)
    }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `questions and solutions keep to the level's lengths, together to the context`(
    level: Int
  ) throws {
    let family = try ArithmeticFamily(level: level)
    #expect(
      family.maximumQuestionLength + family.maximumSolutionLength <= ArithmeticVariant.context)
    for split in Split.allCases {
      for index in 0..<100 {
        let problem = family.problem(split, seed: 5, index: index)
        #expect(problem.question.count <= family.maximumQuestionLength)
        #expect(problem.solution.count <= family.maximumSolutionLength)
        #expect(problem.question.first == Symbol.start)
        #expect(problem.question.last == Symbol.questionMark)
        #expect(problem.solution.last == Symbol.end)
        #expect(
          problem.question.allSatisfy {
            Vocabulary.arithmetic.words.indices.contains($0) && $0 != Symbol.padding
          })
      }
    }
  }

  @Test func `the longest solution of a level fits exactly`() throws {
    // Three steps of results of three digits, the last a sum of two results.
    let family = try ArithmeticFamily(level: 3)
    let step = "<<999*99=999>>".count - 2
    #expect(family.maximumSolutionLength == 2 * step + (step + 1) + "#999$".count)
  }

  @Test func `a problem reads as expected`() throws {
    let problem = try ArithmeticFamily(level: 3).problem(.train, seed: 0, index: 0)
    #expect(
      problem.questionText
        == "Lily owns 7 apples. Ruby has 4 apples fewer than Lily. Ben holds 15 more apples than Ruby. "
        + "Apples cost 5 dollars each. How many dollars does Ben pay?")
    #expect(
      problem.answerText
        == """
        Ruby has 7-4 = <<7-4=3>>3 apples.
        Ben has 3+15 = <<3+15=18>>18 apples.
        The apples of Ben cost 18*5 = <<18*5=90>>90 dollars.
        #### 90
        """)
    #expect(
      Vocabulary.arithmetic.text(problem.solution)
        == "<< 7 - 4 = 3 >> << 3 + 1 5 = 1 8 >> << 1 8 * 5 = 9 0 >> #### 9 0 <eos>")
    #expect(problem.program.canonicalForm == "(((7-4)+15)*5)")
    #expect(problem.program.structure == "(((n-n)+n)*n)")
  }

  @Test func `a level that does not exist is refused`() {
    for level in [0, 7, -1] {
      #expect(throws: ArithmeticError.unknownLevel(level)) { try ArithmeticFamily(level: level) }
    }
  }
}

extension LatentProgram {
  /// The givens that something is multiplied with or divided by.
  var factorGivens: Set<Int> {
    var factors: Set<Int> = []
    for step in steps where step.operation == .multiply || step.operation == .divide {
      if case .given(let index) = step.right { factors.insert(index) }
    }
    return factors
  }
}
