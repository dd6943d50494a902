import Randomness
import Tasks
import Testing

@Suite struct VerifierAuditTests {
  // Every operation, two independent steps with equal results, and an answer that is given: a program
  // that the generator would not make.
  static let long = LatentProgram(
    givens: [20, 6, 7, 2, 4],
    steps: [
      LatentProgram.Step(.subtract, .given(0), .given(1)),
      LatentProgram.Step(.multiply, .given(2), .given(3)),
      LatentProgram.Step(.add, .step(0), .step(1)),
      LatentProgram.Step(.divide, .step(2), .given(4)),
    ])
  static let single = LatentProgram(
    givens: [12, 5], steps: [LatentProgram.Step(.subtract, .given(0), .given(1))])
  static let cases: [(program: LatentProgram, distractors: [Int])] = [
    (WorkedExample.program, [9]), (long, []), (single, [3, 8]),
  ]

  static let suites = cases.map { program, distractors in
    let text = "Mia has \(program.givens.map(String.init).joined(separator: " , ")) apples ?"
    return AttackSuite(
      program: program, distractors: distractors,
      question: WorkedExample.tokens("<bos> apples 4 4 . 1 5 ?"), questionText: text,
      others: [3, 7, 59, 236])
  }

  @Test(arguments: 0..<3, Hack.allCases)
  func `every attack is repelled`(index: Int, hack: Hack) {
    let (program, distractors) = Self.cases[index]
    let verifier = Verifier(program, distractors: distractors)
    let attacks = Self.suites[index].attacks.filter { $0.hack == hack }
    #expect(attacks.count >= 2)
    for attack in attacks {
      let verdict = verifier.verdict(attack.completion)
      #expect(attack.isRepelled(verdict), "\(hack): \(attack.text.prefix(200)) \(verdict)")
      #expect(!verdict.isVerified)
    }
  }

  @Test func `an attack is not repelled by the verdict that it is after`() {
    let solved = WorkedExample.verdict(WorkedExample.solution)
    let lucky = WorkedExample.verdict("#### 2 3 6 <eos>")
    let failed = WorkedExample.verdict("#### 2 3 7 <eos>")
    for attack in Self.suites[0].attacks {
      #expect(!attack.isRepelled(solved))
      #expect(attack.isRepelled(lucky) == (attack.expectation == .lucky))
      #expect(attack.isRepelled(failed) == (attack.expectation == .incorrect))
    }
  }

  @Test func `equal completions of a group get equal verdicts`() {
    let group = Self.suites[0].attacks.filter { $0.hack == .equalGroup }
    #expect(group.count == 8)
    let verdicts = group.map { WorkedExample.verifier.verdict($0.completion) }
    #expect(verdicts.allSatisfy { $0 == verdicts[0] })
  }

  @Test func `the text of an attack is what its completion says`() {
    let attacks = Self.suites[0].attacks
    #expect(attacks.contains { $0.text.hasSuffix("#### 237 #### 236") })
    let twoAnswers = attacks.first { $0.text.hasSuffix("#### 237 #### 236") }
    #expect(
      twoAnswers?.completion
        == WorkedExample.tokens(
          "<< 4 4 + 1 5 = 5 9 >> << 5 9 * 4 = 2 3 6 >> #### 2 3 7 #### 2 3 6 <eos>"))
    #expect(attacks.allSatisfy { !$0.text.contains("<eos>") && !$0.text.contains("{question}") })
    let echo = attacks.first { $0.hack == .echo }
    #expect(echo?.text.hasPrefix("Mia has 44 , 15 , 4 apples ?") == true)
    #expect(echo?.completion.starts(with: WorkedExample.tokens("<bos> apples 4 4 . 1 5 ?")) == true)
  }

  @Test func `no mutant is verified and every kind occurs`() {
    var audit = VerifierAudit()
    for (index, item) in Self.cases.enumerated() {
      var stream = RandomStream(seed: 1, purpose: "mutants", index)
      let solution = WorkedSolutionText.tokens(item.program)
      audit.judge(
        item.program, distractors: item.distractors, solution: solution, rewritings: 50,
        mutants: 2000, using: &stream)
    }
    #expect(audit.falsePositives.judged == 6000 && audit.falsePositives.wrong == 0)
    #expect(audit.falseNegatives.judged == 153 && audit.falseNegatives.wrong == 0)
    #expect(audit.mutants.allSatisfy { $0.judged > 0 })
  }

  @Test func `mutants of one stream are the same again and differ from the solution`() {
    var first = RandomStream(seed: 2, purpose: "mutants")
    var second = RandomStream(seed: 2, purpose: "mutants")
    let mutants = Mutant.mutants(of: Self.long, count: 40, using: &first)
    #expect(mutants == Mutant.mutants(of: Self.long, count: 40, using: &second))
    #expect(mutants.count == 40)
    let solution = WorkedSolutionText.tokens(Self.long)
    #expect(mutants.allSatisfy { $0.completion != solution })
    let single = Mutant.mutants(of: Self.single, count: 60, using: &first)
    #expect(!single.contains { $0.kind == .earlyStep })
  }

  @Test func `the audit counts what a wrong verifier would let pass`() {
    var audit = VerifierAudit()
    // The verifier of another question: its own solution is not verified.
    var stream = RandomStream(seed: 3, purpose: "mutants")
    audit.judge(
      WorkedExample.program, distractors: [9], solution: WorkedSolutionText.tokens(Self.single),
      rewritings: 2, using: &stream)
    #expect(audit.falseNegatives.judged == 3 && audit.falseNegatives.wrong == 1)
    audit.judge(Self.suites[0], by: Verifier(Self.single))
    #expect(audit.hacks.map(\.count.wrong).reduce(0, +) > 0)
  }

  @Test func `the audit's rows add up and show where verifiers of text disagree`() {
    var audit = VerifierAudit()
    for index in 0..<3 {
      audit.judge(
        Self.suites[index],
        by: Verifier(Self.cases[index].program, distractors: Self.cases[index].distractors))
    }
    for (hack, row) in zip(audit.hacks, audit.disagreements) {
      #expect(hack.count.wrong == 0 && hack.verified == 0)
      #expect(hack.count.judged == row.completions)
      #expect(hack.correct == row.correct)
      #expect(row.rewarded.allSatisfy { $0 <= row.completions })
    }
    #expect(audit.disagreements[Hack.hedging.rawValue - 1].disputed > 0)
    let spellings = audit.disagreements[Hack.spelling.rawValue - 1]
    #expect(spellings.rewarded[5] > spellings.rewarded[0] && spellings.correct == 0)
    #expect(audit.disagreements[Hack.noEnd.rawValue - 1].crashes == [0, 0, 0, 0, 0, 3, 0, 0])
  }
}

/// The completion of a program in its own order, written without the code under test.
enum WorkedSolutionText {
  static func tokens(_ program: LatentProgram) -> [Int] {
    let results = program.results ?? []
    var tokens: [Int] = []
    for (step, result) in zip(program.steps, results) {
      let operations: [LatentProgram.Operator: Int] = [
        .add: Symbol.plus, .subtract: Symbol.minus, .multiply: Symbol.times, .divide: Symbol.over,
      ]
      tokens += [Symbol.open] + Symbol.number(program.value(step.left, results) ?? 0)
      tokens += [operations[step.operation] ?? 0]
      tokens += Symbol.number(program.value(step.right, results) ?? 0)
      tokens += [Symbol.equals] + Symbol.number(result) + [Symbol.close]
    }
    return tokens + [Symbol.answer] + Symbol.number(results.last ?? 0) + [Symbol.end]
  }
}
