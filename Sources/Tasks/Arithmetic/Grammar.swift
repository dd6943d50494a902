/// The sentences of the stories: for each kind of statement four wordings, the last held out.
///
/// In a sentence `S` stands for the subject's name, `R` for the name that the subject is compared
/// with, `x` for the thing that the story counts, `y` for another thing, `#` for the statement's
/// number and `%` for its second number. Held-out wordings use only words that the trained ones use
/// too, but in another combination, so that none asks for a word a model has never seen.
package struct Grammar: Sendable {
  /// The family's grammar.
  package static let arithmetic: Grammar = {
    do {
      return try Grammar(vocabulary: .arithmetic)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// A place of a sentence that the story fills, as a number that is no token.
  enum Slot {
    static let subject = -1
    static let reference = -2
    static let thing = -3
    static let otherThing = -4
    static let number = -5
    static let secondNumber = -6
    static let letters = ["S": -1, "R": -2, "x": -3, "y": -4, "#": -5, "%": -6]
  }

  /// Tokens and slots of each wording, by the kind's raw value and the wording's index.
  let statements: [[[Int]]]
  let questions: [[[Int]]]

  /// The number of wordings of each kind that training sees; one more is held out.
  package static let trainedWordings = 3

  /// Compiles the sentences.
  ///
  /// - Throws: ``ArithmeticError/missingWord(_:sentence:)`` where the vocabulary lacks a word of one.
  package init(vocabulary: Vocabulary) throws(ArithmeticError) {
    var statements: [[[Int]]] = []
    for kind in Statement.Kind.allCases {
      statements.append(try Self.compile(Self.wordings(of: kind), vocabulary))
    }
    var questions: [[[Int]]] = []
    for kind in Question.Kind.allCases {
      questions.append(try Self.compile(Self.wordings(of: kind), vocabulary))
    }
    self.statements = statements
    self.questions = questions
  }

  private static func compile(
    _ sentences: [String], _ vocabulary: Vocabulary
  ) throws(ArithmeticError) -> [[Int]] {
    var wordings: [[Int]] = []
    for sentence in sentences {
      var wording: [Int] = []
      for word in sentence.split(separator: " ").map(String.init) {
        guard let token = Slot.letters[word] ?? vocabulary.token(word) else {
          throw .missingWord(word, sentence: sentence)
        }
        wording.append(token)
      }
      wordings.append(wording)
    }
    return wordings
  }

  /// The wordings of a kind of statement, the held-out one last.
  package static func wordings(of kind: Statement.Kind) -> [String] {
    switch kind {
    case .has:
      ["S has # x .", "S owns # x .", "at first S has # x .", "S holds # x ."]
    case .boxes:
      [
        "S has # boxes with % x each .", "S owns # boxes of % x .", "S has # bags of % x .",
        "S owns # bags with % x each .",
      ]
    case .gain:
      ["S finds # more x .", "S buys # x .", "S gets # more x .", "S finds # x ."]
    case .loss:
      ["S gives away # x .", "S loses # x .", "S sells # of the x .", "S loses # of the x ."]
    case .more:
      [
        "S has # more x than R .", "S holds # more x than R .", "S has # x more than R .",
        "S owns # x more than R .",
      ]
    case .fewer:
      [
        "S has # fewer x than R .", "S owns # fewer x than R .", "S has # x fewer than R .",
        "S holds # x fewer than R .",
      ]
    case .times:
      [
        "S has # times as many x as R .", "S owns # times as many x as R .",
        "S has # times the x of R .", "S holds # times the x of R .",
      ]
    case .half:
      [
        "S has half as many x as R .", "S owns half as many x as R .", "S has half the x of R .",
        "S holds half as many x as R .",
      ]
    case .share:
      [
        "S splits the x into # equal parts and keeps one .", "S keeps one in # of the x .",
        "S keeps one of # equal parts of the x .", "S keeps one of # equal parts .",
      ]
    case .price:
      [
        "x cost # dollars each .", "the x cost # dollars each .", "each of the x costs # dollars .",
        "the x of S cost # dollars each .",
      ]
    case .final:
      ["now S has # x .", "S has # x now .", "S owns # x now .", "S now owns # x ."]
    case .age:
      [
        "S is # years old .", "S is now # years old .", "the age of S is # years .",
        "the age of S is now # years .",
      ]
    case .otherThing:
      ["S also has # y .", "S also owns # y .", "S has # y too .", "S owns # y too ."]
    case .otherPerson:
      wordings(of: .has)
    case .pastEvent:
      [
        "last year S had # x .", "S had # x last year .", "a year before S had # x .",
        "S had # x a year before .",
      ]
    }
  }

  /// The wordings of a kind of question, the held-out one last.
  package static func wordings(of kind: Question.Kind) -> [String] {
    switch kind {
    case .now:
      [
        "how many x does S have ?", "how many x does S have now ?", "how many x does S own ?",
        "how many x does S own now ?",
      ]
    case .total:
      [
        "how many x do S and R have together ?", "how many x do S and R own in total ?",
        "how many x do S and R have in total ?", "how many x do S and R own together ?",
      ]
    case .difference:
      [
        "how many more x does S have than R ?", "how many more x does S own than R ?",
        "how many fewer x does R have than S ?", "how many fewer x does R own than S ?",
      ]
    case .cost:
      [
        "how many dollars does S pay ?", "how many dollars do the x of S cost ?",
        "how many dollars does S need for the x ?", "how many dollars does S pay for the x ?",
      ]
    case .start:
      [
        "how many x does S have at first ?", "how many x does S own at first ?",
        "at first , how many x does S have ?", "at first , how many x does S own ?",
      ]
    }
  }
}
