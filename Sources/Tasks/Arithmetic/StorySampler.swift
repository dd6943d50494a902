import Randomness

/// Draws what happens in a story: first who does what, then the numbers.
struct StorySampler {
  /// What kinds of story there can be.
  enum Moves {
    case any
    /// Only sentences that stay true, whatever the order in which they are told.
    case relations
  }

  let level: Level
  let moves: Moves

  /// A story of `steps` steps whose numbers are still 0.
  func outline(steps: Int, using stream: inout RandomStream) -> Story {
    let multiplies = level.operators.contains(.multiply)
    let kind = questionKind(steps: steps, multiplies: multiplies, using: &stream)
    var outline = StoryOutline(question: kind)
    let chainSteps = steps - (kind == .now ? 0 : 1)
    let comparesChains = kind == .total || kind == .difference
    if comparesChains, chainSteps == 0 || stream.integer(below: 2) == 0 {
      let second = stream.integer(below: chainSteps + 1)
      outline.first = chain(steps: chainSteps - second, multiplies: multiplies, using: &stream)
      outline.second = chain(steps: second, multiplies: multiplies, using: &stream)
    } else {
      outline.first = chain(steps: chainSteps, multiplies: multiplies, using: &stream)
      if comparesChains {
        let people = outline.first.moves.count { $0.kind.isRelation }
        if people == 0 {
          outline.second = StoryOutline.Chain()
        } else {
          outline.partner = stream.integer(below: people)
        }
      }
    }
    return outline.story()
  }

  private func questionKind(
    steps: Int, multiplies: Bool, using stream: inout RandomStream
  ) -> Question.Kind {
    switch stream.integer(below: 20) {
    case 0..<10: .now
    case 10..<14: .total
    case 14..<17: .difference
    default: multiplies && steps > 1 ? .cost : .now
    }
  }

  private func chain(
    steps: Int, multiplies: Bool, using stream: inout RandomStream
  ) -> StoryOutline.Chain {
    var chain = StoryOutline.Chain()
    chain.startsWithBoxes = multiplies && steps > 0 && stream.integer(below: 6) == 0
    for _ in 0..<(steps - (chain.startsWithBoxes ? 1 : 0)) {
      chain.moves.append(StoryOutline.Move(kind: moveKind(using: &stream)))
    }
    return chain
  }

  /// The kind of one move: its operator first, each equally likely, then how the story tells it.
  func moveKind(using stream: inout RandomStream) -> Statement.Kind {
    let operation = level.operators[stream.integer(below: level.operators.count)]
    let isRelation = moves == .relations || stream.integer(below: 2) == 0
    return switch operation {
    case .add: isRelation ? .more : .gain
    case .subtract: isRelation ? .fewer : .loss
    case .multiply: .times
    case .divide: isRelation ? .half : .share
    }
  }
}

/// What happens in a story before people and numbers are put in.
struct StoryOutline {
  /// One change of a quantity.
  struct Move: Hashable {
    var kind: Statement.Kind
    var number = 0
  }

  /// A quantity and what happens to it.
  struct Chain {
    var startsWithBoxes = false
    var start = 0
    var boxSize = 0
    var moves: [Move] = []
  }

  var question: Question.Kind
  var first = Chain()
  /// Another quantity that the question compares with the first or adds to it.
  var second: Chain?
  /// Where there is no second chain, the person of the first whom such a question means.
  var partner = 0
  var price = 0

  init(question: Question.Kind) {
    self.question = question
  }

  /// The story of the outline: every relation brings a new person.
  func story() -> Story {
    var statements: [Statement] = []
    statements.reserveCapacity(14)
    var people = 0
    let last = Self.append(first, to: &statements, people: &people)
    var partner = partner
    if let second { partner = Self.append(second, to: &statements, people: &people) }
    if question == .cost {
      statements.append(Statement(.price, subject: last, reference: last, number: price))
    }
    return Story(
      statements: statements,
      question: Question(kind: question, subject: last, reference: partner), people: people)
  }

  /// Appends a chain's statements; returns the person whose quantity it ends with.
  private static func append(
    _ chain: Chain, to statements: inout [Statement], people: inout Int
  ) -> Int {
    var person = people
    people += 1
    var start = Statement(
      chain.startsWithBoxes ? .boxes : .has, subject: person, number: chain.start)
    start.secondNumber = chain.boxSize
    statements.append(start)
    for move in chain.moves {
      let reference = person
      if move.kind.isRelation {
        person = people
        people += 1
      }
      statements.append(
        Statement(move.kind, subject: person, reference: reference, number: move.number))
    }
    return person
  }
}
