import Randomness

/// A story taken apart into its quantities and what happens to each, to be put together in another
/// way with the same names, things and wordings.
struct StoryChains {
  /// One quantity each: how it starts, then its moves.
  var chains: [[Statement]] = []
  private var price: Statement?
  /// Sentences that the solution does not need, with their places.
  private var distractors: [(place: Int, statement: Statement)] = []
  private let story: Story

  init(_ story: Story) {
    self.story = story
    for (place, statement) in story.statements.enumerated() {
      switch statement.kind {
      case .has, .boxes: chains.append([statement])
      case .price: price = statement
      case let kind where kind.isDistractor: distractors.append((place, statement))
      default: chains[chains.count - 1].append(statement)
      }
    }
  }

  /// The story of the chains as they are now; people are numbered anew, in the order in which they
  /// come up, and new ones get names that training knows.
  func story(using stream: inout RandomStream) -> Story {
    var result = story
    result.statements.removeAll()
    result.people = 0
    var ends: [Int] = []
    for chain in chains { ends.append(append(chain, to: &result)) }
    if var price {
      price.subject = ends[0]
      price.reference = ends[0]
      result.statements.append(price)
    }
    // The question means the ends of two chains, or the end and an earlier person of one.
    let asked = [story.question.subject, story.question.reference]
    result.question.subject = ends[0]
    result.question.reference =
      ends.count > 1 ? ends[1] : asked.first { $0 != oldEnd } ?? ends[0]
    for (place, statement) in distractors {
      let known = 1 + (result.statements.firstIndex { $0.subject == statement.subject } ?? 0)
      let place = min(max(place, known), result.statements.count)
      result.statements.insert(statement, at: place)
    }
    result.telling = Array(result.statements.indices)
    while result.names.count < result.people {
      StoryDressing.addName(to: &result, words: .trained, using: &stream)
    }
    return result
  }

  /// The person whom the only chain ended with.
  private var oldEnd: Int { story.people - 1 }

  private func append(_ chain: [Statement], to result: inout Story) -> Int {
    var person = result.people
    result.people += 1
    for (index, statement) in chain.enumerated() {
      var statement = statement
      statement.reference = index == 0 ? 0 : person
      if statement.kind.isRelation {
        person = result.people
        result.people += 1
      }
      statement.subject = person
      result.statements.append(statement)
    }
    return person
  }
}
