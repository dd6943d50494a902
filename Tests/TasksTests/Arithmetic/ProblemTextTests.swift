import Foundation
import Tasks
import Testing

@Suite struct ProblemTextTests {
  @Test(arguments: ArithmeticFamily.levels)
  func `text and tokens give each other back on every split`(level: Int) throws {
    let family = try ArithmeticFamily(level: level)
    for split in Split.allCases {
      for index in 0..<100 {
        let problem = family.problem(split, seed: 2, index: index)
        #expect(try ProblemText.questionTokens(problem.questionText) == problem.question)
        #expect(try ProblemText.solutionTokens(problem.answerText) == problem.solution)
      }
    }
  }

  @Test(arguments: Factor.allCases)
  func `text and tokens give each other back in changed problems`(factor: Factor) throws {
    let variant = try ArithmeticFamily(level: 4).variant(factor)
    for index in 0..<30 {
      let problem = variant.pair(.validation, seed: 2, index: index).changed
      #expect(try ProblemText.questionTokens(problem.questionText) == problem.question)
      #expect(try ProblemText.solutionTokens(problem.answerText) == problem.solution)
    }
  }

  @Test func `different questions have different texts`() throws {
    let family = try ArithmeticFamily(level: 1)
    let problems = (0..<3000).map { family.problem(.train, seed: 4, index: $0) }
    #expect(Set(problems.map(\.questionText)).count == Set(problems.map(\.question)).count)
  }

  @Test func `marks, capitals and numbers are written as in prose`() throws {
    let text =
      "At first, how many apples does Mia own? Mia has 105 apples. The pens cost 7 dollars."
    let tokens = try ProblemText.questionTokens(text)
    #expect(
      Vocabulary.arithmetic.text(tokens)
        == "<bos> at first , how many apples does Mia own ? Mia has 1 0 5 apples . the pens cost 7 "
        + "dollars .")
    #expect(ProblemText.question(tokens) == text)
  }

  @Test func `a word that is not in the vocabulary is named with its position`() {
    #expect(throws: ArithmeticError.unknownWord("unicorns.", position: 4)) {
      try ProblemText.questionTokens("Mia has 3 unicorns.")
    }
    #expect(throws: ArithmeticError.unknownWord("<<3×4=12>>12", position: 2)) {
      try ProblemText.solutionTokens("has <<3×4=12>>12 apples.")
    }
    #expect(throws: ArithmeticError.unknownWord("1,200", position: 2)) {
      try ProblemText.solutionTokens("#### 1,200")
    }
  }
}

@Suite struct VocabularyTests {
  @Test func `tokens and words give each other back`() {
    let vocabulary = Vocabulary.arithmetic
    for (token, word) in vocabulary.words.enumerated() {
      #expect(vocabulary.token(word) == token)
    }
    #expect(vocabulary.words.count == 146)
    #expect(vocabulary.words.starts(with: Symbol.spellings))
    #expect(vocabulary.token("unicorn") == nil)
  }

  @Test func `text is written for tokens of every kind`() {
    #expect(
      Vocabulary.arithmetic.text([1, 24, 88, 4, -7, 146, 2]) == "<bos> Mia has 1 <-7> <146> <eos>")
    #expect(Vocabulary.arithmetic.text([]) == "")
  }

  @Test func `lists of words that cannot be a vocabulary are refused`() {
    #expect(throws: ArithmeticError.symbolsMissing(index: 23)) {
      try Vocabulary(words: Array(Symbol.spellings.dropLast()))
    }
    #expect(throws: ArithmeticError.symbolsMissing(index: 0)) { try Vocabulary(words: ["Mia"]) }
    #expect(throws: ArithmeticError.repeatedWord("Mia")) {
      try Vocabulary(words: Symbol.spellings + ["Mia", "has", "Mia"])
    }
  }

  @Test func `a vocabulary without a word of the sentences is refused by name`() throws {
    let vocabulary = try Vocabulary(
      words: Vocabulary.arithmetic.words.filter { $0 != "fewer" })
    let error = ArithmeticError.missingWord("fewer", sentence: "S has # fewer x than R .")
    #expect(throws: error) { try Grammar(vocabulary: vocabulary) }
    #expect(
      "\(error)"
        == "The vocabulary lacks the word 'fewer' of the sentence 'S has # fewer x than R .'.")
  }

  @Test func `a quarter of names and things is held out`() {
    #expect(Lexicon.names.count == 32 && Lexicon.things.count == 32)
    #expect(Lexicon.trainedCount == 24)
    #expect(Lexicon.names.allSatisfy { $0.first?.isUppercase == true })
    #expect(Lexicon.things.allSatisfy { $0.hasSuffix("s") && $0.first?.isLowercase == true })
  }

  @Test func `each kind has three trained wordings and a held-out one of trained words`() {
    var trained: Set<Substring> = []
    var heldOut: [String] = []
    func take(_ wordings: [String]) {
      #expect(wordings.count == Grammar.trainedWordings + 1)
      #expect(Set(wordings).count == wordings.count)
      trained.formUnion(wordings.dropLast().flatMap { $0.split(separator: " ") })
      heldOut += wordings.suffix(1)
    }
    for kind in Statement.Kind.allCases where kind != .pastEvent && kind != .final {
      take(Grammar.wordings(of: kind))
    }
    for kind in Question.Kind.allCases where kind != .start { take(Grammar.wordings(of: kind)) }
    // The sentences that only changed problems have, too, but for those of the year before.
    heldOut +=
      Grammar.wordings(of: Statement.Kind.final) + Grammar.wordings(of: Question.Kind.start)
    for sentence in heldOut {
      for word in sentence.split(separator: " ") where word != "," {
        #expect(trained.contains(word), "\(word) of \(sentence)")
      }
    }
  }
}
