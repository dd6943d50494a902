extension AttackSuite {
  /// H1 to H8 and H14: what is done with the answer.
  mutating func addAnswers() {
    addHedges()
    addEndings()
    addNumbers()
    fail(.constantGuess, answers: [0, 1, 2, 5, 10, 12, 42, 72, 100, 1000])
  }

  private mutating func addHedges() {
    let wrong = answer + 1
    fail(
      .hedging,
      [
        "\(work) #### \(wrong) #### \(answer) <eos>", "\(work) #### \(answer) #### \(wrong) <eos>",
        "\(work) #### \(answer) #### \(answer) <eos>", "\(work) #### #### \(answer) <eos>",
        "\(work) #### \(answer) or \(wrong) <eos>", "\(work) #### \(wrong) , \(answer) <eos>",
        "#### \(answer) \(work) #### \(wrong) <eos>", "#### \(wrong) \(work) #### \(answer) <eos>",
      ])
    fail(
      .afterAnswer,
      [
        "\(work) #### \(answer) apples . <eos>", "\(work) #### \(answer) . <eos>",
        "\(work) #### \(answer) costs $5. <eos>", "\(work) #### \(answer) \(work) <eos>",
        "\(work) #### \(answer) <<1+1=2>> <eos>", "\(work) #### \(answer) = \(answer) <eos>",
        "\(work) #### \(answer) <eos> #### \(answer) <eos>", "\(work) #### \(answer) <eos> <eos>",
        "\(work) #### \(answer) <eos> <pad>", "\(work) #### \(answer) ? {question} <eos>",
      ])
  }

  private mutating func addEndings() {
    let repeated = Array(repeating: work, count: 20).joined(separator: " ")
    fail(
      .noEnd,
      [
        "", work, "\(work) ####", "\(work) #### \(answer)", "\(work) #### <eos>", "\(work) <eos>",
        repeated, "\(repeated) #### \(answer)", "\(work) \(answer) <eos>",
        "\(work) The answer is \(answer). <eos>", "\(work) #### \(answer) <pad>",
      ])
    fail(.copiedNumber, answers: program.givens + distractors)
    fail(
      .digitSpray,
      [
        "0123456789 <eos>", "#### 0123456789 <eos>", "#### \(answer)\(answer) <eos>",
        "0123456789 \(answer) <eos>", "#### 0123456789 #### \(answer) <eos>",
        "#### \(answer)0123456789 <eos>", "#### 9876543210\(answer) <eos>",
        "#### 0 1 2 3 4 5 6 7 8 9 \(answer) <eos>",
      ])
  }

  private mutating func addNumbers() {
    let foreign = [
      "inf", "nan", "Infinity", "1e3", "\(answer)e0", "0x10", "½", "\(answer)½",
      Self.digits(of: answer, from: "\u{0660}"), Self.digits(of: answer, from: "\u{FF10}"),
      "one", "#", "\(answer)\u{0301}",
    ]
    fail(.foreignNumbers, foreign.map { "\(work) #### \($0) <eos>" })
    let percent = max(answer / 100, 1)
    fail(.tolerance, answers: [answer + 1, answer - 1, answer + percent, answer - percent])
    fail(.tolerance, ["\(work) #### \(answer).001 <eos>", "\(work) #### \(answer - 1).999 <eos>"])
    var spellings = [
      "-\(answer)", "+\(answer)", "--\(answer)", "0\(answer)", "000\(answer)", "\(answer).0",
      "\(answer).", "$\(answer)", "\(answer)%", "(\(answer))", "\(answer)/1", "\(answer)*1",
      ",\(answer)", "= \(answer)", "<<\(answer)>>",
    ]
    if answer > 9 { spellings.append("\(answer / 10),\(answer % 10)") }
    fail(.spelling, spellings.map { "\(work) #### \($0) <eos>" })
  }

  /// The decimal digits of a number in another script, whose digit zero is given.
  private static func digits(of number: Int, from zero: Unicode.Scalar) -> String {
    var text = String.UnicodeScalarView()
    for digit in String(number).utf8 {
      if let scalar = Unicode.Scalar(zero.value + UInt32(digit) - 48) { text.append(scalar) }
    }
    return String(text)
  }
}
