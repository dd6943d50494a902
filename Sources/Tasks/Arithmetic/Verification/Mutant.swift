import Randomness

/// A solution spoilt in a known way, so that no verifier may call it verified.
public struct Mutant: Sendable, Equatable {
  /// What was done to the solution.
  public enum Kind: String, Sendable, CaseIterable {
    /// Another digit in a step.
    case flippedDigit
    /// The operands of `-` or `/` change places.
    case swappedOperands
    /// A step is left out.
    case droppedStep
    /// A step is written twice.
    case duplicatedStep
    /// Another operator, the numbers as they were.
    case otherOperator
    /// Another operator, with its right result, and all that follows from it.
    case consistentOperator
    /// Another operand, with its right result, and all that follows from it.
    case consistentOperand
    /// A step before one that it needs the result of.
    case earlyStep
    /// A second `####` and number, before or after the first.
    case extraAnswer
    /// Another digit in the answer.
    case flippedAnswer
    /// Tokens missing at the end, the end token among them.
    case truncated
    /// One token taken out.
    case deletedToken
    /// One token put in.
    case insertedToken
  }

  /// What was done.
  public var kind: Kind
  /// The spoilt completion.
  public var completion: [Int]

  /// Mutants of a program's solution, each kind in turn from one that is drawn.
  ///
  /// A kind that a program has no room for (no `-` or `/`, one step only), or whose draw gives the
  /// right answer, is passed over.
  ///
  /// - Parameters:
  ///   - program: what is asked; it has results.
  ///   - distractors: numbers of the story that can stand as wrong operands.
  ///   - count: how many.
  ///   - stream: where places and digits are drawn.
  public static func mutants(
    of program: LatentProgram, distractors: [Int] = [], count: Int,
    using stream: inout RandomStream
  ) -> [Mutant] {
    let spoiler = Spoiler(program: program, distractors: distractors)
    var mutants: [Mutant] = []
    var turn = stream.integer(below: Kind.allCases.count)
    while mutants.count < count {
      let kind = Kind.allCases[turn % Kind.allCases.count]
      if let completion = spoiler.spoilt(kind, &stream) {
        mutants.append(Mutant(kind: kind, completion: completion))
      }
      turn += 1
    }
    return mutants
  }
}

/// Spoils the solution of one program.
struct Spoiler {
  let program: LatentProgram
  let distractors: [Int]
  let solution: WorkedSolution

  init(program: LatentProgram, distractors: [Int]) {
    self.program = program
    self.distractors = distractors
    solution = WorkedSolution(program)
  }

  /// A completion of this kind; nil where there is none, or none was found by this draw.
  func spoilt(_ kind: Mutant.Kind, _ stream: inout RandomStream) -> [Int]? {
    let index = stream.integer(below: solution.lines.count)
    var changed = solution
    switch kind {
    case .flippedDigit: return flippedDigit(beforeAnswer: true, &stream)
    case .flippedAnswer: return flippedDigit(beforeAnswer: false, &stream)
    case .swappedOperands:
      let line = solution.lines[index]
      guard !line.operation.isCommutative, line.left != line.right else { return nil }
      changed.lines[index] = line.swapped
    case .droppedStep: changed.lines.remove(at: index)
    case .duplicatedStep:
      changed.lines.insert(
        solution.lines[index], at: stream.integer(below: solution.lines.count + 1))
    case .otherOperator: changed.lines[index].operation = otherOperation(index, &stream)
    case .consistentOperator:
      var other = program
      other.steps[index].operation = otherOperation(index, &stream)
      return consistent(other)
    case .consistentOperand: return consistentOperand(index, &stream)
    case .earlyStep:
      guard solution.lines.count > 1 else { return nil }
      changed.lines.insert(changed.lines.removeLast(), at: 0)
    case .extraAnswer: return extraAnswer(&stream)
    case .truncated:
      return Array(solution.tokens.prefix(stream.integer(below: solution.tokens.count)))
    case .deletedToken:
      var tokens = solution.tokens
      tokens.remove(at: stream.integer(below: tokens.count))
      return tokens
    case .insertedToken:
      var tokens = solution.tokens
      tokens.insert(
        stream.integer(below: Symbol.firstWord + 1), at: stream.integer(below: tokens.count + 1))
      return tokens
    }
    return changed.tokens
  }

  private func otherOperation(
    _ index: Int, _ stream: inout RandomStream
  ) -> LatentProgram.Operator {
    let others = LatentProgram.Operator.allCases.filter { $0 != solution.lines[index].operation }
    return others[stream.integer(below: others.count)]
  }

  private func flippedDigit(beforeAnswer: Bool, _ stream: inout RandomStream) -> [Int]? {
    var tokens = solution.tokens
    guard let answer = tokens.firstIndex(of: Symbol.answer) else { return nil }
    let places = tokens.indices.filter {
      Symbol.digits.contains(tokens[$0]) && ($0 < answer) == beforeAnswer
    }
    let place = places[stream.integer(below: places.count)]
    let digit = tokens[place] - Symbol.digits.lowerBound
    let other = (digit + 1 + stream.integer(below: 9)) % 10
    tokens[place] = Symbol.digits.lowerBound + other
    return tokens
  }

  /// The solution of another program, if there is one and its answer is another.
  private func consistent(_ other: LatentProgram) -> [Int]? {
    let solution = WorkedSolution(other)
    let isOther = !solution.lines.isEmpty && solution.answer != self.solution.answer
    return isOther ? solution.tokens : nil
  }

  private func consistentOperand(_ index: Int, _ stream: inout RandomStream) -> [Int]? {
    var other = program
    other.givens += distractors
    let choices =
      other.givens.indices.map { LatentProgram.Operand.given($0) }
      + (0..<index).map { LatentProgram.Operand.step($0) }
    let choice = choices[stream.integer(below: choices.count)]
    if stream.integer(below: 2) == 0 {
      other.steps[index].left = choice
    } else {
      other.steps[index].right = choice
    }
    return consistent(other)
  }

  private func extraAnswer(_ stream: inout RandomStream) -> [Int] {
    let number = stream.integer(below: 1000)
    let isFirst = stream.integer(below: 2) == 0
    let numbers = isFirst ? [number, solution.answer] : [solution.answer, number]
    return solution.lines.flatMap(\.tokens)
      + numbers.flatMap { [Symbol.answer] + Symbol.number($0) } + [Symbol.end]
  }
}
