/// What can be wrong with a request for arithmetic problems, or with the family's own word lists.
public enum ArithmeticError: Error, Equatable, CustomStringConvertible {
  /// A level that does not exist.
  case unknownLevel(Int)
  /// A list of words that does not start with ``Symbol/spellings``; the index of the first that differs.
  case symbolsMissing(index: Int)
  /// A word that stands twice in a vocabulary.
  case repeatedWord(String)
  /// A word of a sentence that the vocabulary does not have.
  case missingWord(String, sentence: String)
  /// A word of a text that the vocabulary does not have; `position` counts the text's words from 1.
  case unknownWord(String, position: Int)
  /// A factor that a level cannot be changed in.
  case factorNotAtLevel(Factor, level: Int, reason: String)
  /// Problems changed in one factor are for evaluation only.
  case trainingOnChangedProblems(Factor)
  /// A name of a family that there is none of.
  case unknownFamily(name: String, nearest: String?, all: [String])
  /// A number of problems outside `allowed`.
  case badCount(Int, allowed: ClosedRange<Int>)

  /// One sentence or two: what is wrong, where, what is allowed.
  public var description: String {
    switch self {
    case .unknownLevel(let level):
      return "There is no arithmetic level \(level); the levels are 1 to 6."
    case .symbolsMissing(let index):
      return "Word \(index) of a vocabulary must be '\(Symbol.spellings[index])'."
    case .repeatedWord(let word):
      return "The word '\(word)' stands twice in the vocabulary."
    case .missingWord(let word, let sentence):
      return "The vocabulary lacks the word '\(word)' of the sentence '\(sentence)'."
    case .unknownWord(let word, let position):
      return "Word \(position) of the text, '\(word)', is not in the vocabulary."
    case .factorNotAtLevel(let factor, let level, let reason):
      return "Level \(level) cannot be changed in the factor '\(factor.rawValue)': \(reason)."
    case .trainingOnChangedProblems(let factor):
      return
        "Problems changed in the factor '\(factor.rawValue)' are for evaluation; ask for the split "
        + "validation or test."
    case .unknownFamily(let name, let nearest, let all):
      let hint = nearest.map { " Did you mean '\($0)'?" } ?? ""
      return
        "There is no family of problems '\(name)'.\(hint) The families are "
        + "\(all.joined(separator: ", "))."
    case .badCount(let count, let allowed):
      return
        "\(count) problems were asked for; ask for \(allowed.lowerBound) to \(allowed.upperBound)."
    }
  }
}
