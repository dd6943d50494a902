/// Reads completions that are written as text, such as `<<44+15=59>> #### 59 <eos>`.
enum SymbolText {
  /// Stands for whatever is no symbol; no vocabulary has a word of this number.
  static let foreign = Int.max

  /// The tokens of a text; spaces separate and are dropped, and each run of other characters that
  /// spell no symbol is one ``foreign`` token.
  static func tokens(_ text: String) -> [Int] {
    let characters = Array(text)
    var tokens: [Int] = []
    var position = 0
    var isInForeignRun = false
    while position < characters.count {
      let isSpace = characters[position] == " "
      if let (token, length) = symbol(characters[position...]) {
        tokens.append(token)
        position += length
        isInForeignRun = false
      } else {
        if !isSpace, !isInForeignRun { tokens.append(foreign) }
        isInForeignRun = !isSpace
        position += 1
      }
    }
    return tokens
  }

  private static func symbol(_ text: ArraySlice<Character>) -> (token: Int, length: Int)? {
    guard let first = text.first, let candidates = byFirstCharacter[first] else { return nil }
    let match = candidates.first { text.starts(with: $0.spelling) }
    return match.map { ($0.token, $0.spelling.count) }
  }

  private static let byFirstCharacter: [Character: [(token: Int, spelling: [Character])]] =
    Dictionary(
      grouping: Symbol.spellings.enumerated().map { ($0.offset, Array($0.element)) },
      by: { $0.1[0] })
}
