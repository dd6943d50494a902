/// Stories and solutions as English text, in the form of GSM8K, and back.
public enum ProblemText {
  /// The text of a story: `Mia has 44 apples. … How many apples does Leo have now?`
  ///
  /// Digits that follow each other are one number, a sentence starts with a capital, marks follow the
  /// word before; ``Symbol/start`` is left out.
  public static func question(_ tokens: [Int], vocabulary: Vocabulary = .arithmetic) -> String {
    var text = ""
    var previous = Symbol.start
    var startsSentence = true
    for token in tokens where token != Symbol.start {
      let isMark = [Symbol.period, Symbol.comma, Symbol.questionMark].contains(token)
      let continuesNumber = Symbol.digits.contains(token) && Symbol.digits.contains(previous)
      if previous != Symbol.start, !isMark, !continuesNumber { text += " " }
      let word = vocabulary.text(CollectionOfOne(token))
      text += startsSentence ? word.prefix(1).uppercased() + word.dropFirst() : word
      startsSentence = token == Symbol.period
      previous = token
    }
    return text
  }

  /// The tokens of a story's text, ``Symbol/start`` first: what undoes
  /// ``question(_:vocabulary:)``.
  ///
  /// - Throws: ``ArithmeticError/unknownWord(_:position:)``.
  public static func questionTokens(
    _ text: String, vocabulary: Vocabulary = .arithmetic
  ) throws(ArithmeticError) -> [Int] {
    var tokens = [Symbol.start]
    for (index, part) in text.split(whereSeparator: \.isWhitespace).enumerated() {
      var word = String(part)
      var mark: Int?
      if let last = word.last, let token = vocabulary.token(String(last)), ".,?".contains(last) {
        mark = token
        word.removeLast()
      }
      if !word.isEmpty, word.utf8.allSatisfy({ (48...57).contains($0) }) {
        tokens += word.utf8.map { Symbol.digits.lowerBound + Int($0) - 48 }
      } else {
        let startsSentence = tokens.count == 1 || tokens.last == Symbol.period
        let lowercased = startsSentence ? vocabulary.token(word.lowercased()) : nil
        guard let token = lowercased ?? vocabulary.token(word) else {
          throw .unknownWord(String(part), position: index + 1)
        }
        tokens.append(token)
      }
      if let mark { tokens.append(mark) }
    }
    return tokens
  }

  /// The tokens of a solution's text: the calculations between `<<` and `>>`, the number after the
  /// first `####`, ``Symbol/end``. All other words are skipped.
  ///
  /// - Throws: ``ArithmeticError/unknownWord(_:position:)`` for a calculation or an answer with another
  ///   sign in it than digits and `+-*/=`.
  public static func solutionTokens(_ text: String) throws(ArithmeticError) -> [Int] {
    var tokens: [Int] = []
    let words = text.split(whereSeparator: \.isWhitespace)
    for (index, word) in words.enumerated() {
      let bytes = Array(word.utf8)
      if word == "####" {
        tokens.append(Symbol.answer)
        let answer = index + 1 < words.count ? words[index + 1] : ""
        try append(Array(answer.utf8), to: &tokens, word: answer, position: index + 2)
        break
      }
      guard bytes.starts(with: [60, 60]), let end = closing(bytes) else { continue }
      tokens.append(Symbol.open)
      try append(Array(bytes[2..<end]), to: &tokens, word: word, position: index + 1)
      tokens.append(Symbol.close)
    }
    tokens.append(Symbol.end)
    return tokens
  }

  private static func closing(_ bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast().first { bytes[$0] == 62 && bytes[$0 + 1] == 62 }
  }

  private static func append(
    _ bytes: [UInt8], to tokens: inout [Int], word: Substring, position: Int
  ) throws(ArithmeticError) {
    for byte in bytes {
      switch byte {
      case 48...57: tokens.append(Symbol.digits.lowerBound + Int(byte) - 48)
      case UInt8(ascii: "+"): tokens.append(Symbol.plus)
      case UInt8(ascii: "-"): tokens.append(Symbol.minus)
      case UInt8(ascii: "*"): tokens.append(Symbol.times)
      case UInt8(ascii: "/"): tokens.append(Symbol.over)
      case UInt8(ascii: "="): tokens.append(Symbol.equals)
      default: throw .unknownWord(String(word), position: position)
      }
    }
  }
}

extension Problem {
  /// The story as text: ``ProblemText/question(_:vocabulary:)``.
  public var questionText: String { ProblemText.question(question) }

  /// The solution as GSM8K writes it: one line a step with its calculation in `<<` `>>`, then the
  /// answer after `####`.
  public var answerText: String {
    let results = program.results ?? []
    var lines: [String] = []
    for (index, step) in program.steps.enumerated() where index < results.count {
      let left = program.value(step.left, results) ?? 0
      let right = program.value(step.right, results) ?? 0
      let expression = "\(left)\(step.operation.rawValue)\(right)"
      let calculation = "\(expression) = <<\(expression)=\(results[index])>>\(results[index])"
      lines.append(captions[index].sentence(calculation))
    }
    return (lines + ["#### \(answer)"]).joined(separator: "\n")
  }
}

extension Caption {
  /// The sentence that tells a result, around its calculation.
  func sentence(_ calculation: String) -> String {
    let name = Lexicon.names[name]
    let things = Lexicon.things[thing]
    return switch kind {
    case .has: "\(name) has \(calculation) \(things)."
    case .had: "Before that, \(name) had \(calculation) \(things)."
    case .pays: "The \(things) of \(name) cost \(calculation) dollars."
    case .together: "Together that is \(calculation) \(things)."
    case .difference: "\(name) has \(calculation) more \(things)."
    }
  }
}
