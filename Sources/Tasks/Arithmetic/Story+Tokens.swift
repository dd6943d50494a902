extension Story {
  /// The tokens of the story from ``Symbol/start`` to the question mark.
  func tokens() -> [Int] {
    let grammar = Grammar.arithmetic
    var tokens: [Int] = []
    tokens.reserveCapacity(16 * (statements.count + 1))
    tokens.append(Symbol.start)
    for index in telling {
      let statement = statements[index]
      append(
        grammar.statements[statement.kind.rawValue][statement.wording], to: &tokens,
        subject: statement.subject, reference: statement.reference, number: statement.number,
        secondNumber: statement.secondNumber)
    }
    append(
      grammar.questions[question.kind.rawValue][question.wording], to: &tokens,
      subject: question.subject, reference: question.reference, number: 0, secondNumber: 0)
    return tokens
  }

  private func append(
    _ wording: [Int], to tokens: inout [Int], subject: Int, reference: Int, number: Int,
    secondNumber: Int
  ) {
    for piece in wording {
      switch piece {
      case Grammar.Slot.subject: tokens.append(Lexicon.token(ofName: names[subject]))
      case Grammar.Slot.reference: tokens.append(Lexicon.token(ofName: names[reference]))
      case Grammar.Slot.thing: tokens.append(Lexicon.token(ofThing: thing))
      case Grammar.Slot.otherThing: tokens.append(Lexicon.token(ofThing: otherThing))
      case Grammar.Slot.number: Symbol.append(number, to: &tokens)
      case Grammar.Slot.secondNumber: Symbol.append(secondNumber, to: &tokens)
      default: tokens.append(piece)
      }
    }
  }
}

extension Lexicon {
  /// The token of a name.
  static func token(ofName index: Int) -> Int { Symbol.firstWord + index }
  /// The token of a thing.
  static func token(ofThing index: Int) -> Int { Symbol.firstWord + names.count + index }
}

extension Symbol {
  /// Appends the digits of a number, as ``number(_:)`` gives them, without making a string.
  static func append(_ value: Int, to tokens: inout [Int]) {
    precondition(value >= 0, "\(value) has no digits alone")
    var power = 1
    while value / power > 9 { power *= 10 }
    while power > 0 {
      tokens.append(digits.lowerBound + value / power % 10)
      power /= 10
    }
  }

  /// The token of an operator.
  static func token(of operation: LatentProgram.Operator) -> Int {
    switch operation {
    case .add: plus
    case .subtract: minus
    case .multiply: times
    case .divide: over
    }
  }
}
