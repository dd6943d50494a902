/// Where text may be broken into lines.
enum Words {
  /// The words between spaces; a number and its `%` are one.
  static func of(_ text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      if word.hasPrefix("%"), let last = words.popLast() {
        words.append(last + " " + word)
      } else {
        words.append(String(word))
      }
    }
    return words
  }
}
