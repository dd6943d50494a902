/// How the text of a solution tells the result of one step.
package struct Caption: Sendable, Hashable {
  /// What the result is.
  enum Kind: Sendable { case has, had, pays, together, difference }

  let kind: Kind
  /// Whose quantity it is: index into ``Lexicon/names``.
  let name: Int
  /// What is counted: index into ``Lexicon/things``.
  let thing: Int
}

extension Story {
  /// A caption for each step of ``program()``.
  func captions() -> [Caption] {
    var captions: [Caption] = []
    captions.reserveCapacity(statements.count + 1)
    func add(_ kind: Caption.Kind, _ person: Int) {
      captions.append(Caption(kind: kind, name: names[person], thing: thing))
    }
    if question.kind == .start {
      for statement in statements.reversed() where statement.kind.operation != nil {
        add(.had, statement.reference)
      }
      return captions
    }
    for statement in statements where statement.kind.operation != nil {
      add(statement.kind == .price ? .pays : .has, statement.subject)
    }
    switch question.kind {
    case .total: add(.together, question.subject)
    case .difference: add(.difference, question.subject)
    case .now, .cost, .start: break
    }
    return captions
  }
}
