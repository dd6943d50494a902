extension Story {
  /// What the story asks to compute.
  func program() -> LatentProgram {
    question.kind == .start ? inverseProgram() : forwardProgram()
  }

  /// The numbers that the solution does not need, in the order in which they are told.
  func distractors() -> [Int] {
    telling.compactMap { statements[$0].kind.isDistractor ? statements[$0].number : nil }
  }

  /// The numbers that the solution needs, in the order in which they are told, and for each statement
  /// the index of its first.
  private func givens() -> (numbers: [Int], first: [Int]) {
    var numbers: [Int] = []
    numbers.reserveCapacity(statements.count + 1)
    var first = Array(repeating: 0, count: statements.count)
    for index in telling where !statements[index].kind.isDistractor {
      first[index] = numbers.count
      numbers.append(statements[index].number)
      if statements[index].kind == .boxes { numbers.append(statements[index].secondNumber) }
    }
    return (numbers, first)
  }

  private func forwardProgram() -> LatentProgram {
    let (numbers, first) = givens()
    var steps: [LatentProgram.Step] = []
    steps.reserveCapacity(statements.count + 1)
    var quantities = Array(repeating: LatentProgram.Operand.given(0), count: people)
    for (index, statement) in statements.enumerated() where !statement.kind.isDistractor {
      let number = LatentProgram.Operand.given(first[index])
      guard let operation = statement.kind.operation else {
        quantities[statement.subject] = number
        continue
      }
      steps.append(
        statement.kind == .boxes
          ? LatentProgram.Step(operation, number, .given(first[index] + 1))
          : LatentProgram.Step(operation, quantities[statement.reference], number))
      quantities[statement.subject] = .step(steps.count - 1)
    }
    if question.kind == .total || question.kind == .difference {
      steps.append(
        LatentProgram.Step(
          question.kind == .total ? .add : .subtract, quantities[question.subject],
          quantities[question.reference]))
    }
    return LatentProgram(givens: numbers, steps: steps)
  }

  /// The program of a story that tells the end and asks for the start: every step undone, the last
  /// first.
  private func inverseProgram() -> LatentProgram {
    let (numbers, first) = givens()
    var steps: [LatentProgram.Step] = []
    var quantity = LatentProgram.Operand.given(0)
    for (index, statement) in statements.enumerated().reversed()
    where !statement.kind.isDistractor {
      let number = LatentProgram.Operand.given(first[index])
      guard let operation = statement.kind.operation else {
        quantity = number
        continue
      }
      steps.append(LatentProgram.Step(operation.inverse, quantity, number))
      quantity = .step(steps.count - 1)
    }
    return LatentProgram(givens: numbers, steps: steps)
  }
}

extension LatentProgram.Operator {
  /// What undoes the operation with the same right operand.
  var inverse: Self {
    switch self {
    case .add: .subtract
    case .subtract: .add
    case .multiply: .divide
    case .divide: .multiply
    }
  }
}
