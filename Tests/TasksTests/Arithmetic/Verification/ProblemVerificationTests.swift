import Randomness
import Tasks
import Testing

@Suite struct ProblemVerificationTests {
  #if DEBUG
    static let count = 60
  #else
    static let count = 20_000
  #endif

  private func problems(_ level: Int, _ count: Int, seed: UInt64 = 4) throws -> [Problem] {
    let family = try ArithmeticFamily(level: level)
    return (0..<count).map { family.problem(.train, seed: seed, index: $0) }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `every generated solution is verified and its text is right for six other systems`(
    level: Int
  ) throws {
    for problem in try problems(level, Self.count) {
      let verdict = Verifier(problem).verdict(problem.solution)
      #expect(verdict.isVerified && verdict.answer == problem.answer)
      #expect(verdict.steps.map(\.node) == problem.program.steps.indices.map { $0 })
      let text = problem.answerText
      for verifier in ReferenceVerifier.forWorkedSolutions {
        #expect(verifier.score(text, answer: problem.answer) == .reward(1), "\(verifier): \(text)")
      }
      #expect(
        ReferenceVerifier.reasoningGymDecimal.score("\(problem.answer)", answer: problem.answer)
          == .reward(1))
    }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `attacks and mutants of generated problems are repelled, rewritings are verified`(
    level: Int
  ) throws {
    let audit = VerifierAudit(try problems(level, 20), attacked: 1)
    #expect(audit.solutions.judged == 20 && audit.falseNegatives.judged == 120)
    #expect(audit.falseNegatives.wrong == 0)
    #expect(audit.falsePositives.judged == 400 && audit.falsePositives.wrong == 0)
    #expect(audit.hacks.allSatisfy { $0.count.judged > 0 && $0.count.wrong == 0 })
    #expect(audit.hacks.allSatisfy { $0.verified == 0 })
    #expect(audit.exports.prefix(6).allSatisfy { $0.judged == 20 && $0.wrong == 0 })
  }

  @Test func `a solution is not correct for a problem with another answer`() throws {
    let problems = try problems(3, 60)
    for problem in problems {
      let verifier = Verifier(problem)
      for other in problems {
        let verdict = verifier.verdict(other.solution)
        #expect(verdict.isCorrect == (other.answer == problem.answer))
        #expect(!verdict.isVerified || other.program.key == problem.program.key)
      }
    }
  }

  @Test func `demonstrations with errors are judged by their answers`() throws {
    var wrong = 0
    for (index, problem) in try problems(4, 200).enumerated() {
      var stream = RandomStream(seed: 6, purpose: "demonstration", index)
      let faultless = problem.demonstration(misread: 0, slip: 0, using: &stream)
      #expect(Verifier(problem).verdict(faultless).isVerified)
      let verdict = Verifier(problem).verdict(
        problem.demonstration(misread: 0, slip: 1, using: &stream))
      #expect(verdict.derivedCount == 0 && !verdict.isVerified && verdict.answer != nil)
      if !verdict.isCorrect { wrong += 1 }
    }
    #expect(wrong > 150)
  }
}
