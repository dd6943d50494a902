import Tasks
import Testing

@Suite struct ArithmeticVariantTests {
  private typealias Pair = (clean: Problem, changed: Problem)

  private func pairs(_ factor: Factor, level: Int = 3, count: Int = 60) throws -> [Pair] {
    let variant = try ArithmeticFamily(level: level).variant(factor)
    return (0..<count).map { variant.pair(.test, seed: 9, index: $0) }
  }

  /// The tokens of a question with every number replaced by one padding token.
  private func frame(_ problem: Problem) -> [Int] {
    problem.question.reduce(into: []) { frame, token in
      if !Symbol.digits.contains(token) {
        frame.append(token)
      } else if frame.last != Symbol.padding {
        frame.append(Symbol.padding)
      }
    }
  }

  private func sentences(_ problem: Problem) -> [String] {
    problem.questionText.split(separator: ".").map { $0.trimmingPrefix(" ") }.map(String.init)
  }

  private static let cases = Factor.allCases.flatMap { factor in
    ArithmeticFamily.levels.map { (factor, $0) }
  }

  @Test(arguments: cases)
  func `pairs differ in no other held-out thing, fit the context, and have right answers`(
    factor: Factor, level: Int
  ) throws {
    guard let variant = try? ArithmeticFamily(level: level).variant(factor) else {
      #expect([(.structure, 1), (.inverse, 1), (.length, 6)].contains { $0 == (factor, level) })
      return
    }
    #expect(
      variant.maximumQuestionLength + variant.maximumSolutionLength <= ArithmeticVariant.context)
    for (index, split) in [Split.validation, .test, .validation, .test].enumerated() {
      let (clean, changed) = variant.pair(split, seed: 13, index: index)
      #expect(split.contains(clean.program) && split.contains(changed.program))
      #expect(!clean.program.hasHeldOutFact && !clean.program.hasHeldOutStructure)
      #expect(changed.program.hasHeldOutFact == (factor == .facts))
      #expect(changed.program.hasHeldOutStructure == (factor == .structure))
      #expect(clean.question != changed.question)
      #expect(changed.question.count <= variant.maximumQuestionLength)
      #expect(changed.solution.count <= variant.maximumSolutionLength)
      #expect(StorySolver.answer(changed.questionText) == changed.answer, "\(changed.questionText)")
      #expect(StorySolver.answer(clean.questionText) == clean.answer)
      let numbers =
        changed.program.givens + changed.distractors + (changed.program.results ?? [])
      #expect(Set(numbers).count == numbers.count)
      if factor != .surface {
        #expect(changed.question.allSatisfy { !HeldOutWords.tokens.contains($0) })
      }
    }
  }

  @Test func `another surface has held-out names, things and wordings, and the same program`()
    throws
  {
    for level in [3, 5] {
      for (clean, changed) in try pairs(.surface, level: level) {
        #expect(changed.program == clean.program)
        #expect(changed.distractors == clean.distractors)
        #expect(changed.answer == clean.answer && changed.solution == clean.solution)
        let words = changed.question.filter(HeldOutWords.contents.contains)
        #expect(words.allSatisfy { HeldOutWords.tokens.contains($0) } && !words.isEmpty)
        #expect(clean.question.allSatisfy { !HeldOutWords.tokens.contains($0) })
      }
    }
  }

  @Test func `another structure does the same steps in another order`() throws {
    for level in [2, 3, 5] {
      for (clean, changed) in try pairs(.structure, level: level, count: 20) {
        #expect(changed.program.givens.sorted() == clean.program.givens.sorted())
        #expect(
          changed.program.steps.map(\.operation.rawValue).sorted()
            == clean.program.steps.map(\.operation.rawValue).sorted())
        #expect(changed.distractors.sorted() == clean.distractors.sorted())
        #expect(changed.question.count == clean.question.count)
      }
    }
  }

  @Test func `another range has larger numbers in the same words`() throws {
    for (level, allowed) in [(2, 21...99), (4, 31...99)] {
      for (clean, changed) in try pairs(.range, level: level) {
        #expect(frame(changed) == frame(clean) || isSwappedDifference(clean, changed))
        #expect(changed.program.steps.count == clean.program.steps.count)
        let factors = changed.program.factorGivens
        for (index, number) in changed.program.givens.enumerated() {
          #expect((factors.contains(index) ? 2...9 : allowed).contains(number))
        }
      }
    }
  }

  /// Whether only the question names its two people the other way round: who has more has changed.
  private func isSwappedDifference(_ clean: Problem, _ changed: Problem) -> Bool {
    frame(clean).sorted() == frame(changed).sorted()
      && sentences(clean).count == sentences(changed).count
      && changed.program.steps.last?.operation == .subtract
  }

  @Test func `other facts come in the same words, from the same range`() throws {
    for level in [2, 4] {
      for (clean, changed) in try pairs(.facts, level: level) {
        #expect(frame(changed) == frame(clean) || isSwappedDifference(clean, changed))
        #expect(changed.program.givens.allSatisfy { (2...30).contains($0) })
      }
    }
    let all = try pairs(.facts, level: 3, count: 300)
    let clean = all.flatMap { $0.clean.program.givens }
    let changed = all.flatMap { $0.changed.program.givens }
    #expect(kolmogorovDistance(clean, changed) < critical(clean.count, changed.count))
  }

  @Test func `longer problems have 1, 2 or 4 steps more, with numbers of the same kind`() throws {
    let all = try pairs(.length, level: 3, count: 300)
    for (index, pair) in all.enumerated() {
      #expect(pair.changed.program.steps.count == 3 + [1, 2, 4][index % 3])
    }
    #expect(
      try pairs(.length, level: 5, count: 4).map(\.changed.program.steps.count) == [7, 8, 7, 8])
    // What is had, added or taken away; how many times is another matter.
    let clean = all.flatMap { operands($0.clean) }
    let changed = all.flatMap { operands($0.changed) }
    #expect(kolmogorovDistance(clean, changed) < critical(clean.count, changed.count))
  }

  private func operands(_ problem: Problem) -> [Int] {
    let factors = problem.program.factorGivens
    return problem.program.givens.enumerated().filter { !factors.contains($0.offset) }.map(
      \.element)
  }

  @Test func `more distractors tell what training never tells`() throws {
    for (level, counts) in [(3, 1...3), (4, 2...3), (5, 3...3)] {
      var seen: Set<Int> = []
      for (clean, changed) in try pairs(.distractors, level: level) {
        #expect(changed.program == clean.program)
        seen.insert(changed.distractors.count)
        #expect(Set(clean.distractors).isSubset(of: changed.distractors))
        #expect(!changed.questionNumbers.contains(changed.answer))
        var added = sentences(changed)
        added.removeAll(where: sentences(clean).contains)
        #expect(added.count == changed.distractors.count - clean.distractors.count)
        #expect(sentences(changed).filter { !added.contains($0) } == sentences(clean))
        for sentence in added {
          let name = Lexicon.names.first(where: sentence.contains) ?? ""
          #expect(sentence.contains(" had ") == clean.questionText.contains(name), "\(sentence)")
        }
      }
      #expect(seen == Set(counts))
    }
  }

  @Test func `another order has the same sentences, one before its person is introduced`() throws {
    for level in [2, 5] {
      for (clean, changed) in try pairs(.order, level: level) {
        #expect(sentences(changed).sorted() == sentences(clean).sorted())
        #expect(sentences(changed) != sentences(clean))
        #expect(sentences(changed).last == sentences(clean).last)
        #expect(changed.program.key == clean.program.key)
        #expect(changed.solution == clean.solution)
      }
    }
  }

  @Test func `the inverse question undoes every step and answers with the start`() throws {
    for (clean, changed) in try pairs(.inverse, level: 4, count: 40) {
      #expect(changed.answer == clean.program.givens.first)
      #expect(changed.program.givens.contains(clean.answer))
      #expect(
        changed.program.givens.sorted()
          == (clean.program.givens.dropFirst() + [clean.answer]).sorted())
      let undone: [LatentProgram.Operator: LatentProgram.Operator] = [
        .add: .subtract, .subtract: .add, .multiply: .divide, .divide: .multiply,
      ]
      #expect(
        changed.program.steps.map(\.operation)
          == clean.program.steps.reversed().map { undone[$0.operation] })
      #expect(changed.questionText.lowercased().contains(" first"))
    }
  }

  @Test func `evaluation sets have no program twice, and start as longer ones do`() throws {
    let variant = try ArithmeticFamily(level: 3).variant(.surface)
    let pairs = variant.evaluationSet(.validation, count: 30)
    #expect(Set(pairs.map(\.clean.program.key)).count == 30)
    let start = variant.evaluationSet(.validation, count: 10)
    #expect(start.map(\.changed) == pairs.prefix(10).map(\.changed))
    #expect(start.map(\.clean) == pairs.prefix(10).map(\.clean))
  }

  /// The largest difference of two empirical distribution functions.
  private func kolmogorovDistance(_ first: [Int], _ second: [Int]) -> Double {
    Set(first + second).map { bound in
      let below = [first, second].map { sample in
        Double(sample.count { $0 <= bound }) / Double(sample.count)
      }
      return abs(below[0] - below[1])
    }.max() ?? 0
  }

  /// What the distance of two samples of one distribution exceeds with probability 0.05.
  private func critical(_ first: Int, _ second: Int) -> Double {
    1.358 * (1 / Double(first) + 1 / Double(second)).squareRoot()
  }
}

/// The names and things that training does not use.
private enum HeldOutWords {
  static let tokens = Set(
    (Lexicon.names.suffix(8) + Lexicon.things.suffix(8)).compactMap(Vocabulary.arithmetic.token))
  /// All names and things.
  static let contents = Set(
    (Lexicon.names + Lexicon.things).compactMap(Vocabulary.arithmetic.token))
}
