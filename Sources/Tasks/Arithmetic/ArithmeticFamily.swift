import Randomness

/// The word problems of one level.
///
/// Item `index` of a split and seed is a pure function of the three: it does not depend on which
/// items were made before, by whom, or in which order, and takes the same time for every index.
public struct ArithmeticFamily: Sendable {
  /// The level, 1 to 6.
  public let level: Int
  /// No question of the level has more tokens.
  public let maximumQuestionLength: Int
  /// No solution or demonstration of the level has more tokens.
  public let maximumSolutionLength: Int
  let settings: Level

  /// The levels that there are.
  public static let levels = 1...Level.all.count

  /// A level's problems.
  ///
  /// - Throws: ``ArithmeticError/unknownLevel(_:)``.
  public init(level: Int) throws(ArithmeticError) {
    guard Self.levels.contains(level) else { throw .unknownLevel(level) }
    self.level = level
    settings = Level.all[level - 1]
    maximumQuestionLength = settings.maximumQuestionLength
    maximumSolutionLength = settings.maximumSolutionLength
  }

  /// One problem.
  ///
  /// Stories are drawn from the stream (seed, `"arithmetic"`, level, split, index) until one's
  /// program is of the split and has neither a held-out fact nor a held-out structure.
  public func problem(_ split: Split, seed: UInt64, index: Int) -> Problem {
    var stream = RandomStream(seed: seed, purpose: "arithmetic", level, split.index, index)
    let sampler = StorySampler(level: settings, moves: .any)
    return draw(split, sampler: sampler, using: &stream).problem
  }

  /// The first `count` problems of seed 0 with different programs, in the order of their indices.
  ///
  /// Programs are told apart by ``LatentProgram/key``. Where a level has fewer, there are fewer: the
  /// list ends when 2,000 indices in a row have brought nothing new.
  public func evaluationSet(_ split: Split, count: Int) -> [Problem] {
    distinct(count) { index in
      let problem = problem(split, seed: 0, index: index)
      return (problem, [problem.program.key])
    }
  }

  /// A story with its problem, drawn until it fits the split and the length.
  func draw(
    _ split: Split, sampler: StorySampler, using stream: inout RandomStream
  ) -> (story: Story, problem: Problem) {
    let level = sampler.level
    var numbers = StoryNumbers(level: level)
    while true {
      let steps = level.steps.lowerBound + stream.integer(below: level.steps.count)
      var story = sampler.outline(steps: steps, using: &stream)
      for _ in 0..<Self.attempts where numbers.fill(&story, using: &stream) {
        let program = story.program()
        guard split.contains(program, isHeldOut: false), !program.hasHeldOutStructure else {
          continue
        }
        var dressed = story
        StoryDressing.dress(&dressed, words: .trained, using: &stream)
        let range = level.distractors
        StoryDressing.addDistractors(
          range.lowerBound + stream.integer(below: range.count), of: [.age, .otherThing],
          numbers: level.operands, used: numbers.used, to: &dressed, using: &stream)
        let problem = Problem(dressed, program: program, level: level.number)
        if problem.question.count <= level.maximumQuestionLength { return (dressed, problem) }
      }
    }
  }

  /// How often numbers are drawn for a story before another is tried.
  private static let attempts = 4

  /// The first `count` items none of whose keys an earlier one has.
  func distinct<Item>(_ count: Int, item: (Int) -> (Item, keys: [UInt64])) -> [Item] {
    var items: [Item] = []
    var seen: Set<UInt64> = []
    var index = 0
    var repetitions = 0
    while items.count < count, repetitions < 2000 {
      let (next, keys) = item(index)
      index += 1
      if keys.contains(where: seen.contains) {
        repetitions += 1
      } else {
        seen.formUnion(keys)
        items.append(next)
        repetitions = 0
      }
    }
    return items
  }
}
