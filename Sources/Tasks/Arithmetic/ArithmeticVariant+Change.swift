import Randomness

extension ArithmeticVariant {
  /// A story changed in the factor; nil where that did not work out.
  func change(_ story: Story, index: Int, using stream: inout RandomStream) -> Story? {
    switch factor {
    case .surface: withOtherWords(story, using: &stream)
    case .structure: withStepsReordered(story, using: &stream)
    case .range: withOtherNumbers(story, facts: .trained, using: &stream)
    case .facts: withOtherNumbers(story, facts: .any, using: &stream)
    case .length: withMoreSteps(story, index: index, using: &stream)
    case .distractors: withMoreDistractors(story, using: &stream)
    case .order: withStatementsReordered(story, using: &stream)
    case .inverse: inverted(story, using: &stream)
    }
  }

  private func withOtherWords(_ story: Story, using stream: inout RandomStream) -> Story? {
    guard story.people <= StoryDressing.nameCount(.heldOut) else { return nil }
    var story = story
    StoryDressing.dress(&story, words: .heldOut, using: &stream)
    return story
  }

  private func withStepsReordered(_ story: Story, using stream: inout RandomStream) -> Story? {
    var parts = StoryChains(story)
    for index in parts.chains.indices {
      var moves = Array(parts.chains[index].dropFirst())
      stream.shuffle(&moves)
      parts.chains[index].replaceSubrange(1..., with: moves)
    }
    var changed = parts.story(using: &stream)
    var numbers = StoryNumbers(level: settings)
    return numbers.fill(&changed, keepsNumbers: true, using: &stream) ? changed : nil
  }

  private func withOtherNumbers(
    _ story: Story, facts: StoryNumbers.Facts, using stream: inout RandomStream
  ) -> Story? {
    var story = story
    var numbers = StoryNumbers(level: settings, facts: facts)
    return numbers.fill(&story, using: &stream) ? story : nil
  }

  private func withMoreSteps(
    _ story: Story, index: Int, using stream: inout RandomStream
  ) -> Story? {
    let lengths = Self.lengths(at: family.settings)
    let steps = lengths[index % lengths.count]
    let sampler = StorySampler(level: settings, moves: .any)
    var parts = StoryChains(story)
    for _ in story.program().steps.count..<steps {
      var move = Statement(sampler.moveKind(using: &stream), subject: 0)
      move.wording = stream.integer(below: Grammar.trainedWordings)
      parts.chains[0].append(move)
    }
    return withOtherNumbers(parts.story(using: &stream), facts: .trained, using: &stream)
  }

  private func withMoreDistractors(_ story: Story, using stream: inout RandomStream) -> Story? {
    var story = story
    var numbers = StoryNumbers(level: settings)
    guard numbers.fill(&story, keepsNumbers: true, using: &stream) else { return nil }
    let fewest = settings.distractors.upperBound + 1
    let count = fewest + stream.integer(below: Self.mostDistractors - fewest + 1)
    StoryDressing.addDistractors(
      count - story.distractors().count, of: [.otherPerson, .pastEvent],
      numbers: settings.operands, used: numbers.used, to: &story, using: &stream)
    return story
  }

  /// The most sentences of a story that its solution does not need.
  private static let mostDistractors = 3

  private func withStatementsReordered(
    _ story: Story, using stream: inout RandomStream
  ) -> Story? {
    var story = story
    stream.shuffle(&story.telling)
    var told: Set<Int> = []
    for index in story.telling {
      let statement = story.statements[index]
      if statement.kind.isRelation, !told.contains(statement.reference) { return story }
      if !statement.kind.isDistractor { told.insert(statement.subject) }
    }
    return nil
  }

  private func inverted(_ story: Story, using stream: inout RandomStream) -> Story? {
    let starts = story.statements.filter { $0.kind == .has || $0.kind == .boxes }
    guard story.question.kind == .now, starts.count == 1, starts[0].kind == .has,
      let end = story.program().results?.last
    else { return nil }
    var changed = story
    changed.statements.removeAll { $0.kind == .has }
    var final = Statement(.final, subject: story.question.subject, number: end)
    final.wording = stream.integer(below: Grammar.trainedWordings)
    changed.statements.append(final)
    changed.telling = Array(changed.statements.indices)
    changed.question.kind = .start
    changed.question.subject = starts[0].subject
    return changed
  }
}
