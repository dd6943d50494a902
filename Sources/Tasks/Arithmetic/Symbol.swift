/// The tokens that are not words: their numbers are the same in every vocabulary of the family.
///
/// A token is the index of a word in ``Vocabulary/words``. Digits are tokens of their own, so that a
/// number is the list of its decimal digits, most significant first.
public enum Symbol {
  /// Fills what a fixed shape leaves over; never part of a sequence.
  public static let padding = 0
  /// Starts every question.
  public static let start = 1
  /// Ends every completion.
  public static let end = 2
  /// The digits 0 to 9.
  public static let digits = 3..<13
  /// `+`
  public static let plus = 13
  /// `-`
  public static let minus = 14
  /// `*`
  public static let times = 15
  /// `/`
  public static let over = 16
  /// `=`
  public static let equals = 17
  /// `<<`, which opens a calculation.
  public static let open = 18
  /// `>>`, which closes it.
  public static let close = 19
  /// `####`, which announces the answer.
  public static let answer = 20
  /// `.`
  public static let period = 21
  /// `,`
  public static let comma = 22
  /// `?`
  public static let questionMark = 23
  /// The first token that is a word.
  public static let firstWord = 24

  /// How the symbols are written, in the order of their numbers.
  public static let spellings =
    ["<pad>", "<bos>", "<eos>"] + (0...9).map(String.init)
    + ["+", "-", "*", "/", "=", "<<", ">>", "####", ".", ",", "?"]

  /// The tokens of a number that is not negative: its decimal digits.
  public static func number(_ value: Int) -> [Int] {
    precondition(value >= 0, "\(value) has no digits alone")
    return String(value).utf8.map { digits.lowerBound + Int($0) - 48 }
  }
}
