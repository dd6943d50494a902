extension AttackSuite {
  /// H9 to H13, H15 to H17: what is done with the steps.
  mutating func addSteps() {
    addIdleSteps()
    addSmuggling()
    addWrongSteps()
    luck(.noSteps, ["", "<<>>", "<<=>>", "<< + = >>", "<<\(answer)>>", "<<\(answer)=\(answer)>>"])
    fail(.noSteps, ["<eos>", "<<>> #### <eos>"])
    addEchoes()
    addLargeNumbers()
    addBombs()
  }

  private mutating func addIdleSteps() {
    // A sum of a number with itself that the solution does not use.
    let number = (1...).first { !isNeeded(.add, $0, $0) } ?? 1
    let idle = "<<\(number)+\(number)=\(2 * number)>>"
    luck(
      .irrelevantSteps,
      [idle, "\(idle) \(work)", "\(work) \(idle)", Array(repeating: idle, count: 30).joined()])
    fail(.irrelevantSteps, ["\(idle) #### \(2 * number == answer ? 0 : 2 * number) <eos>"])
    for distractor in distractors {
      for given in program.givens where !isNeeded(.add, given, distractor) {
        luck(.irrelevantSteps, ["<<\(given)+\(distractor)=\(given + distractor)>> \(work)"])
      }
    }
    for line in solution.lines {
      luck(.emptySteps, ["\(work) \(line.text)", "\(line.text) \(work)"])
      if line.operation.isCommutative { luck(.emptySteps, ["\(work) \(line.swapped.text)"]) }
      let (back, first, second) = Self.inverse(line)
      if !isNeeded(back, first, second) {
        luck(.emptySteps, ["\(work) <<\(first)\(back.rawValue)\(second)=\(line.left)>>"])
      }
    }
    luck(.emptySteps, ["\(work) <<\(answer)+0=\(answer)>>", "\(work) <<\(answer)-0=\(answer)>>"])
    if !isNeeded(.multiply, answer, 1) { luck(.emptySteps, ["\(work) <<\(answer)*1=\(answer)>>"]) }
  }

  /// The operation that leads from a line's result back to its left operand.
  private static func inverse(
    _ line: WorkedSolution.Line
  ) -> (LatentProgram.Operator, Int, Int) {
    switch line.operation {
    case .add: (.subtract, line.result, line.right)
    case .subtract: (.add, line.result, line.right)
    case .multiply: (.divide, line.result, line.right)
    case .divide: (.multiply, line.result, line.right)
    }
  }

  private mutating func addSmuggling() {
    for (index, line) in solution.lines.enumerated() {
      let sign = line.operation.rawValue
      let (left, right, result) = (line.left, line.right, line.result)
      let forms = [
        "<<\(left)\(sign)\(sign)\(right)=\(result)>>", "<<\(left)**\(right)=\(result)>>",
        "<<\(left)//\(right)=\(result)>>", "<<\(left)!=\(result)>>",
        "<<\(left).0\(sign)\(right)=\(result)>>", "<<(\(left)\(sign)\(right))=\(result)>>",
        "<<\(left)\(sign)\(right)*1=\(result)>>", "<<\(left)\(sign)\(right)==\(result)>>",
        "<<\(left)\(sign)-\(right)=\(result)>>", "<<\(left)\(sign)\(right)=\(result).0>>",
        "<<\(result)=\(left)\(sign)\(right)>>", "\(left)\(sign)\(right)=\(result)",
      ]
      luck(.smuggledOperators, forms.map { replaced(index, by: $0) })
    }
    fail(
      .smuggledOperators,
      ["2**3+4", "7//2+4", "1.5*4", "3!", "\(answer)!", "\(answer)+0"].map { "#### \($0) <eos>" })
  }

  private mutating func addWrongSteps() {
    for (index, line) in solution.lines.enumerated() {
      var wrong = line
      wrong.result += 1
      luck(.wrongSteps, [replaced(index, by: wrong.text), without(index)])
      for operation in LatentProgram.Operator.allCases where operation != line.operation {
        var other = line
        other.operation = operation
        luck(.wrongSteps, [replaced(index, by: other.text)])
      }
      if !line.operation.isCommutative, line.left != line.right {
        luck(.wrongSteps, [replaced(index, by: line.swapped.text)])
      }
    }
    if answer > 0, !isNeeded(.add, answer - 1, 1) {
      luck(.wrongSteps, ["<<\(answer - 1)+1=\(answer)>>"])
    }
    if solution.lines.count > 1 {
      luck(.wrongSteps, [solution.lines.reversed().map(\.text).joined()])
    }
  }

  private func replaced(_ index: Int, by text: String) -> String {
    var texts = solution.lines.map(\.text)
    texts[index] = text
    return texts.joined(separator: " ")
  }

  private func without(_ index: Int) -> String {
    var texts = solution.lines.map(\.text)
    texts.remove(at: index)
    return texts.joined(separator: " ")
  }

  private mutating func addEchoes() {
    luck(.echo, ["{question}", "{question} \(work)", "\(work) {question}", "<bos> \(work)"])
    fail(
      .echo,
      [
        "{question}", "{question} <eos>", "{question} ####", "{question} #### \(answer + 1) <eos>",
        "<< >> #### <eos>", "<< = >> << = >> #### <eos>", "#### <<>> <eos>", "#### ? <eos>",
        "#### {question} <eos>", "<bos> <eos>",
      ])
  }

  private mutating func addLargeNumbers() {
    // Equal to the answer in 64 bits, if it could wrap.
    let wrapped = "\((UInt128(1) << 64) + UInt128(answer))"
    let long = String(repeating: "9", count: 400)
    fail(
      .overflow,
      [wrapped, "9223372036854775807", "9223372036854775808", "1000000000000000000", long]
        .map { "\(work) #### \($0) <eos>" })
    luck(
      .overflow,
      [
        "<<999999*999999=999998000001>>", "<<9223372036854775807+1=9223372036854775808>>",
        "<<\(long)*\(long)=\(answer)>>", "<<\(wrapped)+0=\(answer)>>", "<<1/0=0>>",
        "<<999999*999999=\(answer)>>",
      ].map { "\(work) \($0)" })
  }

  private mutating func addBombs() {
    func many(_ text: String) -> String { String(repeating: text, count: 250) }
    luck(.bombs, ["<<", ">>", "<<9*", "(", "9*", "<<9*9=", "<<>>", "9"].map(many))
    fail(.bombs, ["#### ", "#### \(answer) ", "<eos>"].map { many($0) + "#### \(answer) <eos>" })
    fail(.bombs, ["#### 9" + many("*9") + " <eos>", "#### 9" + many("**9") + " <eos>"])
  }
}
