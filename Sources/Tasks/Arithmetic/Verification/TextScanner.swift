/// Looks for the patterns of the reference verifiers in a text, Unicode scalar by Unicode scalar, as
/// Python's `re` does.
struct TextScanner {
  let scalars: [Unicode.Scalar]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The non-overlapping matches from left to right; `match` says where a match that begins at a
  /// position ends, nil where none does. Matches are never empty.
  func matches(_ match: (Int) -> Int?) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = 0
    while position < scalars.count {
      if let end = match(position) {
        found.append(position..<end)
        position = end
      } else {
        position += 1
      }
    }
    return found
  }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// Where the longest run of allowed scalars that starts here ends; `start` itself where none does.
  func run(from start: Int, _ isAllowed: (Unicode.Scalar) -> Bool) -> Int {
    var end = start
    while end < scalars.count, isAllowed(scalars[end]) { end += 1 }
    return end
  }

  /// Where a scalar that may be missing ends.
  func skip(_ scalar: Unicode.Scalar, at position: Int) -> Int {
    position < scalars.count && scalars[position] == scalar ? position + 1 : position
  }

  /// Whether a text stands here.
  func has(_ text: String, at position: Int) -> Bool {
    var end = position
    for scalar in text.unicodeScalars {
      guard end < scalars.count, scalars[end] == scalar else { return false }
      end += 1
    }
    return true
  }

  /// `\b`: whether exactly one side of the gap before `position` is a word scalar.
  func isWordBoundary(_ position: Int) -> Bool {
    func isWord(_ index: Int) -> Bool {
      guard scalars.indices.contains(index) else { return false }
      let properties = scalars[index].properties
      return scalars[index] == "_" || properties.numericType != nil
        || [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
          .contains(properties.generalCategory)
    }
    return isWord(position - 1) != isWord(position)
  }
}

extension Unicode.Scalar {
  /// `[0-9]`.
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  /// `\d`: a decimal digit of any script.
  var isDecimalDigit: Bool {
    isASCII ? isASCIIDigit : properties.generalCategory == .decimalNumber
  }
}
