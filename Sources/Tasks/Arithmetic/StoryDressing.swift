import Randomness

/// Chooses names, things, wordings and what the solution does not need.
struct StoryDressing {
  /// Which names, things and wordings are used.
  enum Words {
    case trained, heldOut
  }

  /// How many people's names there are of each kind.
  static func nameCount(_ words: Words) -> Int {
    words == .trained ? Lexicon.trainedCount : Lexicon.names.count - Lexicon.trainedCount
  }

  /// Gives a story new names, things and wordings.
  ///
  /// - Precondition: There are names for all its people.
  static func dress(_ story: inout Story, words: Words, using stream: inout RandomStream) {
    let people = max(story.people, story.names.count)
    precondition(people <= nameCount(words), "\(people) people need as many names")
    story.names.removeAll(keepingCapacity: true)
    for _ in 0..<people { addName(to: &story, words: words, using: &stream) }
    let things = words == .trained ? 0..<Lexicon.trainedCount : Lexicon.trainedCount..<32
    story.thing = things.lowerBound + stream.integer(below: things.count)
    repeat {
      story.otherThing = things.lowerBound + stream.integer(below: things.count)
    } while story.otherThing == story.thing
    for index in story.statements.indices {
      story.statements[index].wording = wording(words, using: &stream)
    }
    story.question.wording = wording(words, using: &stream)
  }

  /// Adds a person with a name of their own.
  static func addName(
    to story: inout Story, words: Words, using stream: inout RandomStream
  ) {
    let first = words == .trained ? 0 : Lexicon.trainedCount
    var name: Int
    repeat {
      name = first + stream.integer(below: nameCount(words))
    } while story.names.contains(name)
    story.names.append(name)
  }

  private static func wording(_ words: Words, using stream: inout RandomStream) -> Int {
    words == .trained ? stream.integer(below: Grammar.trainedWordings) : Grammar.trainedWordings
  }

  /// Puts in sentences that the solution does not need, each anywhere after its person is known.
  ///
  /// - Parameters:
  ///   - kinds: what they tell, each equally likely.
  ///   - numbers: the numbers that they take, none equal to one in `used`.
  static func addDistractors(
    _ count: Int, of kinds: [Statement.Kind], numbers: ClosedRange<Int>, used: [Int],
    to story: inout Story, using stream: inout RandomStream
  ) {
    var used = used
    for _ in 0..<count {
      var statement = Statement(kinds[stream.integer(below: kinds.count)], subject: 0)
      repeat {
        statement.number = numbers.lowerBound + stream.integer(below: numbers.count)
      } while used.contains(statement.number)
      used.append(statement.number)
      statement.wording = stream.integer(below: Grammar.trainedWordings)
      var earliest = 0
      if statement.kind == .otherPerson {
        addName(to: &story, words: .trained, using: &stream)
        statement.subject = story.names.count - 1
      } else {
        statement.subject = stream.integer(below: story.people)
        earliest = 1 + (story.statements.firstIndex { $0.subject == statement.subject } ?? 0)
      }
      let position = earliest + stream.integer(below: story.statements.count - earliest + 1)
      story.statements.insert(statement, at: position)
    }
    story.telling = Array(story.statements.indices)
  }
}
