import Tasks
import Testing

@Suite struct ContaminationTests {
  @Test func `no program of an evaluation set is in a training sample`() throws {
    for level in [1, 3] {
      let rows = try ArithmeticFamily(level: level)
        .contamination(trainingItems: 1000, evaluationItems: 15)
      #expect(rows.allSatisfy { $0.latent == 0 && $0.text == 0 }, "level \(level)")
    }
  }

  @Test func `facts and structures are shared but where they are what was changed`() throws {
    let rows = try ArithmeticFamily(level: 2)
      .contamination(trainingItems: 3000, evaluationItems: 40)
    #expect(
      rows.map(\.set).prefix(4) == ["validation", "test", "surface clean", "surface changed"])
    #expect(rows.count == 2 + 2 * Factor.allCases.count)
    func row(_ set: String) throws -> ContaminationRow {
      try #require(rows.first { $0.set == set })
    }
    for set in ["validation", "test", "facts clean", "structure clean", "order changed"] {
      #expect(try row(set).structure == 1 && row(set).facts > 0.7, "\(set)")
    }
    #expect(try row("structure changed").structure == 0)
    #expect(try row("structure changed").facts > 0.7)
    #expect(try row("facts changed").facts == 0)
    #expect(try row("facts changed").structure == 1)
    #expect(try row("range changed").facts == 0)
    #expect(try row("length changed").structure == 0)
  }

  @Test func `without a training sample nothing is known`() throws {
    let rows = try ArithmeticFamily(level: 1).contamination(trainingItems: 0, evaluationItems: 10)
    for row in rows {
      #expect(row.text == 0 && row.latent == 0 && row.structure == 0 && row.facts == 0)
      #expect(row.items == 10)
    }
  }

  @Test func `shortcuts answer what they answer by hand`() throws {
    func problem(_ question: String, _ answer: Int) throws -> Problem {
      var problem = try ArithmeticFamily(level: 1).problem(.train, seed: 0, index: 0)
      problem.question = try ProblemText.questionTokens(question)
      problem.answer = answer
      return problem
    }
    let problems = [
      try problem("Mia has 12 pens. Mia buys 5 pens. How many pens does Mia have?", 17),
      try problem("Mia has 12 pens. Mia sells 5 of the pens. How many pens does Mia have?", 7),
      try problem("Mia has 12 pens. Leo is 3 years old. Mia loses 8 pens. How many pens?", 4),
      try problem("Mia has 17 pens.", 17),
    ]
    let shortcuts = ShortcutBaselines(problems)
    #expect(shortcuts.majority == 0.5)
    #expect(shortcuts.sum == 0.5)
    #expect(shortcuts.firstMinusLast == 0.5)
    #expect(problems[2].questionNumbers == [12, 3, 8])
    #expect(ShortcutBaselines([]).sum.isNaN)
  }

  @Test(arguments: 3...6)
  func `from level 3 on shortcuts do not answer the test set`(level: Int) throws {
    let problems = try ArithmeticFamily(level: level).evaluationSet(.test, count: 150)
    let shortcuts = ShortcutBaselines(problems)
    #expect(shortcuts.majority < 0.1)
    #expect(shortcuts.sum < 0.15)
    #expect(shortcuts.firstMinusLast < 0.05)
  }

  @Test func `the table has a heading and shares in per cent`() throws {
    let request = ProblemsRequest(level: 2, count: 20)
    let rows = try contaminationTable(request, trainingItems: 50)
    #expect(rows[0].first == "set" && rows[0].count == 9)
    #expect(rows[1].prefix(4) == ["validation", "20", "0.0", "0.0"])
    #expect(rows.allSatisfy { $0.count == 9 })
    #expect(throws: ArithmeticError.badCount(0, allowed: 1...10_000_000)) {
      try contaminationTable(request, trainingItems: 0)
    }
  }
}
