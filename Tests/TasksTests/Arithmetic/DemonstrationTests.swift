import Randomness
import Tasks
import Testing

@Suite struct DemonstrationTests {
  /// A demonstration taken apart: its calculations and its answer; nil where it is not well-formed.
  private struct Worked {
    var steps: [(left: Int, operation: String, right: Int, result: Int)] = []
    var answer = 0

    init?(_ tokens: [Int]) {
      let text = Vocabulary.arithmetic.text(tokens)
      let parts = text.split(separator: "####").map(String.init)
      guard parts.count == 2, parts[1].hasSuffix("<eos>"),
        let answer = Int(parts[1].dropLast(5).filter { $0 != " " })
      else { return nil }
      self.answer = answer
      for step in parts[0].split(separator: "<<") {
        let step = step.filter { $0 != " " }
        guard step.hasSuffix(">>"), let sign = step.firstIndex(where: "+-*/".contains),
          let equals = step.firstIndex(of: "="), let left = Int(step[..<sign]),
          let right = Int(step[step.index(after: sign)..<equals]),
          let result = Int(step[step.index(after: equals)...].dropLast(2))
        else { return nil }
        steps.append((left, String(step[sign]), right, result))
      }
    }
  }

  private func problems(_ level: Int, count: Int) throws -> [Problem] {
    let family = try ArithmeticFamily(level: level)
    return (0..<count).map { family.problem(.train, seed: 8, index: $0) }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `without errors a demonstration is the solution`(level: Int) throws {
    var stream = RandomStream(seed: 1, purpose: "demonstration")
    for problem in try problems(level, count: 50) {
      #expect(problem.demonstration(misread: 0, slip: 0, using: &stream) == problem.solution)
    }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `every demonstration is well-formed and keeps to the level's length`(level: Int) throws {
    let family = try ArithmeticFamily(level: level)
    var stream = RandomStream(seed: 2, purpose: "demonstration")
    for problem in try problems(level, count: 150) {
      let tokens = problem.demonstration(misread: 0.5, slip: 0.7, using: &stream)
      #expect(tokens.count <= family.maximumSolutionLength)
      let worked = try #require(Worked(tokens), "\(Vocabulary.arithmetic.text(tokens))")
      #expect(worked.steps.count == problem.program.steps.count)
      #expect(worked.answer == worked.steps.last?.result)
      var results: [Int] = []
      for (step, written) in zip(problem.program.steps, worked.steps) {
        #expect(problem.program.value(step.left, results) == written.left)
        #expect(problem.program.value(step.right, results) == written.right)
        results.append(written.result)
      }
    }
  }

  @Test func `always misreading adds where the solution subtracts, and goes on from there`() throws
  {
    var stream = RandomStream(seed: 3, purpose: "demonstration")
    var changed = 0
    for problem in try problems(3, count: 80) {
      let tokens = problem.demonstration(misread: 1, slip: 0, using: &stream)
      let worked = try #require(Worked(tokens))
      #expect(worked.steps.allSatisfy { $0.operation != "-" })
      for step in worked.steps {
        #expect(
          step.result == (step.operation == "+" ? step.left + step.right : step.left * step.right))
      }
      if tokens != problem.solution { changed += 1 }
      #expect(
        (tokens == problem.solution)
          == !problem.program.steps.contains { $0.operation == .subtract })
    }
    #expect(changed > 20)
  }

  @Test func `always slipping is off by 1, 2 or 10 at every step, each as often`() throws {
    var stream = RandomStream(seed: 4, purpose: "demonstration")
    var counts: [Int: Int] = [:]
    for problem in try problems(2, count: 600) {
      let worked = try #require(
        Worked(problem.demonstration(misread: 0, slip: 1, using: &stream)))
      let first = worked.steps[0]
      let right = first.operation == "+" ? first.left + first.right : first.left - first.right
      #expect(first.result >= 0)
      if right >= 10 { counts[first.result - right, default: 0] += 1 }
    }
    #expect(Set(counts.keys) == [1, -1, 2, -2, 10, -10])
    let total = Double(counts.values.reduce(0, +))
    #expect(counts.values.allSatisfy { abs(Double($0) / total - 1.0 / 6) < 0.06 })
  }

  @Test func `slips and misreadings come as often as declared`() throws {
    var stream = RandomStream(seed: 5, purpose: "demonstration")
    var (subtractions, misread, slips, steps) = (0.0, 0.0, 0.0, 0.0)
    for problem in try problems(2, count: 1500) {
      let worked = try #require(
        Worked(problem.demonstration(misread: 0.25, slip: 0.1, using: &stream)))
      let written = worked.steps[0]
      if problem.program.steps[0].operation == .subtract {
        subtractions += 1
        if written.operation == "+" { misread += 1 }
      }
      steps += 1
      let right =
        written.operation == "+" ? written.left + written.right : written.left - written.right
      if written.result != right { slips += 1 }
    }
    #expect(abs(misread / subtractions - 0.25) < 0.05)
    #expect(abs(slips / steps - 0.1) < 0.025)
  }

  @Test func `a step made impossible still has a whole number from 0`() throws {
    // 9 − 8 = 1 misread as 17; 20 − 17 = 3 is still possible, 12 − 17 is not; 17 ÷ 4 is not whole.
    let givens = [9, 8, 12, 4]
    let first = LatentProgram.Step(.subtract, .given(0), .given(1))
    let below = LatentProgram(
      givens: givens, steps: [first, .init(.subtract, .given(2), .step(0))])
    let broken = LatentProgram(givens: givens, steps: [first, .init(.divide, .step(0), .given(3))])
    let template = try problems(2, count: 1)[0]
    for (program, operation, expected) in [
      (below, "+", "<< 9 + 8 = 1 7 >> << 1 2 + 1 7 = 2 9 >> #### 2 9 <eos>"),
      (broken, "/", "<< 9 + 8 = 1 7 >> << 1 7 / 4 = 4 >> #### 4 <eos>"),
    ] {
      var problem = template
      problem.program = program
      var stream = RandomStream(seed: 6, purpose: operation)
      let tokens = problem.demonstration(misread: 1, slip: 0, using: &stream)
      #expect(Vocabulary.arithmetic.text(tokens) == expected)
    }
    // Read right the second time: the difference would be negative.
    var problem = template
    problem.program = below
    let expected = "<< 9 + 8 = 1 7 >> << 1 2 - 1 7 = 0 >> #### 0 <eos>"
    let texts = (0..<64).map { index in
      var stream = RandomStream(seed: 7, purpose: "demonstration", index)
      return Vocabulary.arithmetic.text(
        problem.demonstration(misread: 0.5, slip: 0, using: &stream))
    }
    #expect(texts.contains(expected))
  }
}
