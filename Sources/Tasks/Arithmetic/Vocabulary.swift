/// The words of the stories and the tokens that stand for them.
public struct Vocabulary: Sendable {
  /// The words; a word's index is its token. The first are ``Symbol/spellings``.
  public let words: [String]
  private let tokens: [String: Int]

  /// A vocabulary of words.
  ///
  /// - Throws: ``ArithmeticError/symbolsMissing(index:)`` where the words do not start with the
  ///   symbols, ``ArithmeticError/repeatedWord(_:)``.
  public init(words: [String]) throws(ArithmeticError) {
    for (index, spelling) in Symbol.spellings.enumerated()
    where index >= words.count || words[index] != spelling {
      throw .symbolsMissing(index: index)
    }
    var tokens: [String: Int] = [:]
    for (token, word) in words.enumerated() {
      guard tokens.updateValue(token, forKey: word) == nil else { throw .repeatedWord(word) }
    }
    self.words = words
    self.tokens = tokens
  }

  /// The vocabulary of the arithmetic family: symbols, names, things, and the words of ``Grammar``.
  ///
  /// The token of a word never changes; a test holds the list's hash.
  public static let arithmetic: Vocabulary = {
    do {
      return try Vocabulary(
        words: Symbol.spellings + Lexicon.names + Lexicon.things + Lexicon.functionWords)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The token of a word; nil where the word is unknown.
  public func token(_ word: String) -> Int? {
    tokens[word]
  }

  /// The spellings of the tokens joined by blanks; a number n that is no token is written `<n>`.
  public func text(_ tokens: some Sequence<Int>) -> String {
    tokens.map { words.indices.contains($0) ? words[$0] : "<\($0)>" }.joined(separator: " ")
  }
}
