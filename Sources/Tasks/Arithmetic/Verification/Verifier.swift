/// Judges completions of one question: the answer, and each step on the way to it.
///
/// A completion is what a model emitted after the question, as tokens: steps `<< a o b = c >>`, then
/// `####`, the digits of the answer, and the end token. The first rule that a step breaks names it:
///
/// 1. ``StepVerdict/badSyntax``: it does not have that form. Numbers are canonical (no sign, no
///    leading zero) and have at most six digits. A piece that is no step ends before the next `<<`,
///    `####` or end token, or with `>>`.
/// 2. ``StepVerdict/badArithmetic``: the result is not exact.
/// 3. ``StepVerdict/unknownOperand``: a number is neither in the story (distractors included) nor the
///    result of an earlier ``StepVerdict/ok`` step. Results of bad steps are not known.
/// 4. ``StepVerdict/ok``: the operation and the numbers are those of a step of the program that is not
///    derived yet and whose operands are. Operands of `+` and `*` can change places; any order that
///    derives operands first is allowed.
/// 5. ``StepVerdict/duplicate``, ``StepVerdict/wrongOperation``, ``StepVerdict/irrelevant``: it was
///    derived already; a step of the program takes these numbers with another operation; none does.
///
/// Numbers stand for nodes by their value. Total: any tokens get a verdict, in time linear in their
/// number. Nothing is evaluated but `a o b` on two numbers below 10⁶.
public struct Verifier: Sendable {
  private struct Node: Sendable {
    var operation: LatentProgram.Operator
    var left: Int
    var right: Int
    var result: Int
    /// The steps whose results it takes, as bits.
    var operands: UInt64
  }

  private let nodes: [Node]
  private let quantities: [Int]
  /// The right answer.
  public let answer: Int

  /// The verifier of one question.
  ///
  /// - Parameters:
  ///   - program: what the question asks to compute; 1 to 64 steps, each needed.
  ///   - distractors: the numbers of the story that the solution does not need.
  /// - Precondition: the program's results exist.
  public init(_ program: LatentProgram, distractors: [Int] = []) {
    let results = program.results ?? []
    precondition(
      (1...64).contains(results.count),
      "a program of \(program.steps.count) steps with \(results.count) results cannot be verified")
    nodes = zip(program.steps, results).map { step, result in
      Node(
        operation: step.operation, left: program.value(step.left, results) ?? 0,
        right: program.value(step.right, results) ?? 0, result: result,
        operands: Self.bits([step.left, step.right]))
    }
    quantities = program.givens + distractors
    answer = results[results.count - 1]
  }

  private static func bits(_ operands: [LatentProgram.Operand]) -> UInt64 {
    operands.reduce(0) { bits, operand in
      if case .step(let index) = operand { bits | 1 << UInt64(index) } else { bits }
    }
  }

  /// Judges a completion: all tokens that were emitted, without padding.
  ///
  /// Never traps, whatever the tokens; an empty completion is truncated and has no steps.
  public func verdict(_ completion: some RandomAccessCollection<Int>) -> Verdict {
    var reader = CompletionReader(Array(completion))
    var steps: [VerifiedStep] = []
    steps.reserveCapacity(nodes.count)
    var derived: UInt64 = 0
    while let token = reader.next, token != Symbol.answer, token != Symbol.end {
      steps.append(step(&reader, &derived))
    }
    var given = reader.take(Symbol.answer) ? reader.number() : nil
    var hasEnded = reader.take(Symbol.end)
    if !hasEnded || !reader.isAtEnd { given = nil }
    while !reader.isAtEnd {
      if reader.take(Symbol.end) {
        hasEnded = true
      } else {
        reader.skipPieceWithFirst()
        steps.append(VerifiedStep(verdict: .afterAnswer, end: reader.position - 1, node: nil))
      }
    }
    return Verdict(
      isCorrect: given == answer, answer: given, isTruncated: !hasEnded, steps: steps,
      derivedCount: derived.nonzeroBitCount, neededCount: nodes.count,
      tokenCount: completion.count)
  }

  private func step(_ reader: inout CompletionReader, _ derived: inout UInt64) -> VerifiedStep {
    guard let calculation = reader.calculation() else {
      reader.skipPiece()
      return VerifiedStep(verdict: .badSyntax, end: reader.position - 1, node: nil)
    }
    let (verdict, node) = judge(calculation, derived)
    if let node { derived |= 1 << UInt64(node) }
    return VerifiedStep(verdict: verdict, end: reader.position - 1, node: node)
  }

  private func judge(
    _ step: CompletionReader.Calculation, _ derived: UInt64
  ) -> (StepVerdict, node: Int?) {
    guard step.operation.result(step.left, step.right) == step.result else {
      return (.badArithmetic, nil)
    }
    guard isKnown(step.left, derived), isKnown(step.right, derived) else {
      return (.unknownOperand, nil)
    }
    var verdict = StepVerdict.irrelevant
    for (index, node) in nodes.enumerated() {
      let isSame = node.left == step.left && node.right == step.right
      let isSwapped = node.left == step.right && node.right == step.left
      guard isSame || isSwapped else { continue }
      if node.operation != step.operation {
        if verdict == .irrelevant { verdict = .wrongOperation }
      } else if isSame || node.operation.isCommutative {
        if derived & 1 << UInt64(index) != 0 {
          verdict = .duplicate
        } else if node.operands & ~derived == 0 {
          return (.ok, index)
        }
      }
    }
    return (verdict, nil)
  }

  private func isKnown(_ number: Int, _ derived: UInt64) -> Bool {
    if quantities.contains(number) { return true }
    var rest = derived
    while rest != 0 {
      if nodes[rest.trailingZeroBitCount].result == number { return true }
      rest &= rest - 1
    }
    return false
  }
}
