import Tasks

/// Mia has 44 apples and finds 15; Leo has 4 times as many; Zoe is 9. How many has Leo?
enum WorkedExample {
  static let program = LatentProgram(
    givens: [44, 15, 4],
    steps: [
      LatentProgram.Step(.add, .given(0), .given(1)),
      LatentProgram.Step(.multiply, .step(0), .given(2)),
    ])
  static let verifier = Verifier(program, distractors: [9])
  static let solution = "<< 4 4 + 1 5 = 5 9 >> << 5 9 * 4 = 2 3 6 >> #### 2 3 6 <eos>"

  /// The tokens of words separated by spaces; a word that is no symbol is the first word.
  static func tokens(_ text: String) -> [Int] {
    text.split(separator: " ").map {
      Symbol.spellings.firstIndex(of: String($0)) ?? Symbol.firstWord
    }
  }

  static func verdict(_ text: String) -> Verdict { verifier.verdict(tokens(text)) }
}
