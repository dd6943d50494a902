import Randomness

/// Puts numbers into a story, one statement after the other, so that every step can be done.
///
/// All numbers of a problem are different from each other: those of the story and the results of the
/// steps. So a number in a solution names one quantity, the answer is not a number of the story, and
/// no step is without effect. All are at least 2, so that the plural is right.
struct StoryNumbers {
  /// Which facts the steps may compute.
  enum Facts {
    /// No held-out ones.
    case trained
    /// Any.
    case any
  }

  let level: Level
  let facts: Facts
  /// The quantity of each person so far.
  private var quantities: [Int] = []
  /// Every number so far.
  private(set) var used: [Int] = []

  /// How often another number is tried for a statement before the story is given up.
  private static let attempts = 8

  init(level: Level, facts: Facts = .trained) {
    self.level = level
    self.facts = facts
    quantities.reserveCapacity(12)
    used.reserveCapacity(32)
  }

  /// Draws the numbers of a story.
  ///
  /// - Parameter keepsNumbers: Only check that the numbers that the story has can be kept.
  /// - Returns: Whether every step can be done; if not, the story must not be used.
  mutating func fill(
    _ story: inout Story, keepsNumbers: Bool = false, using stream: inout RandomStream
  ) -> Bool {
    quantities.removeAll(keepingCapacity: true)
    used.removeAll(keepingCapacity: true)
    for _ in 0..<story.people { quantities.append(0) }
    for index in story.statements.indices where !story.statements[index].kind.isDistractor {
      let filled =
        keepsNumbers
        ? place(story.statements[index])
        : draw(&story.statements[index], using: &stream)
      guard filled else { return false }
    }
    guard answer(&story) else { return false }
    for index in story.statements.indices where story.statements[index].kind.isDistractor {
      if keepsNumbers {
        guard !used.contains(story.statements[index].number) else { return false }
      } else {
        repeat {
          story.statements[index].number = Self.draw(level.operands, using: &stream)
        } while used.contains(story.statements[index].number)
      }
      used.append(story.statements[index].number)
    }
    return true
  }

  /// Tries numbers for a statement until one can be placed.
  private mutating func draw(
    _ statement: inout Statement, using stream: inout RandomStream
  ) -> Bool {
    for _ in 0..<Self.attempts {
      switch statement.kind {
      case .half: statement.number = 2
      case .times, .share, .price: statement.number = Self.draw(level.factors, using: &stream)
      case .loss, .fewer:
        let below = quantities[statement.reference] - 1
        guard below >= level.operands.lowerBound else { return false }
        statement.number = Self.draw(
          level.operands.lowerBound...min(below, level.operands.upperBound), using: &stream)
      case .boxes:
        statement.number = Self.draw(level.operands, using: &stream)
        statement.secondNumber = Self.draw(level.factors, using: &stream)
      default: statement.number = Self.draw(level.operands, using: &stream)
      }
      if place(statement) { return true }
    }
    return false
  }

  private static func draw(_ range: ClosedRange<Int>, using stream: inout RandomStream) -> Int {
    range.lowerBound + stream.integer(below: range.count)
  }

  /// Does a statement's step; changes nothing where it cannot be done.
  private mutating func place(_ statement: Statement) -> Bool {
    guard !used.contains(statement.number) else { return false }
    switch statement.kind {
    case .has:
      used.append(statement.number)
      quantities[statement.subject] = statement.number
      return true
    case .boxes:
      guard statement.number != statement.secondNumber, !used.contains(statement.secondNumber),
        let result = result(statement.number, .multiply, statement.secondNumber),
        result != statement.number, result != statement.secondNumber
      else { return false }
      used.append(statement.number)
      used.append(statement.secondNumber)
      used.append(result)
      quantities[statement.subject] = result
      return true
    default:
      guard let operation = statement.kind.operation,
        let result = result(quantities[statement.reference], operation, statement.number),
        result != statement.number
      else { return false }
      used.append(statement.number)
      used.append(result)
      quantities[statement.subject] = result
      return true
    }
  }

  /// Does the question's step; puts the person who has more first where a difference is asked for.
  private mutating func answer(_ story: inout Story) -> Bool {
    guard story.question.kind == .total || story.question.kind == .difference else { return true }
    var left = quantities[story.question.subject]
    var right = quantities[story.question.reference]
    let operation: LatentProgram.Operator = story.question.kind == .total ? .add : .subtract
    if operation == .subtract, left < right {
      swap(&left, &right)
      swap(&story.question.subject, &story.question.reference)
    }
    guard let result = result(left, operation, right) else { return false }
    used.append(result)
    return true
  }

  /// The result of a step; nil where it is not allowed.
  private func result(_ left: Int, _ operation: LatentProgram.Operator, _ right: Int) -> Int? {
    guard let result = operation.result(left, right), result >= 2, result <= level.largestNumber,
      !used.contains(result), facts == .any || !Fact(left, operation, right).isHeldOut
    else { return nil }
    return result
  }
}
