extension MarkdownReport {
  /// Completions of the same questions by every arm, at the start and at the end of training.
  func examples(_ task: TaskSection, _ section: AccuracySection) -> String {
    guard !section.examples.isEmpty else {
      return "No completions are stored with these runs, so there are no examples.\n"
    }
    var text =
      "Completions of the same questions as they were sampled, at the first and at the last evaluation "
      + "that kept them: ✓ the answer is right, ✗ it is not.\n"
    let absent = task.arms.map(\.algorithm).filter { label in
      !section.examples.contains { $0.algorithm == label }
    }
    if !absent.isEmpty {
      text += "\nNone are stored of \(Self.list(absent.map(Markdown.escape))).\n"
    }
    for question in Self.questions(section) {
      text += "\n```\n" + Self.lines("", question.question, of: 100)
      text += "Right answer: \(question.answer)\n"
      for example in section.examples {
        guard let own = example.questions.first(where: { $0.question == question.question }) else {
          continue
        }
        let unit = task.arms.first { $0.algorithm == example.algorithm }?.unit ?? ""
        text += "\n\(Self.plain(example.algorithm)), seed \(example.seed)\n"
        for completion in own.completions { text += Self.block(completion, unit) }
      }
      text += "```\n"
    }
    return text
  }

  /// Every question of the examples, in the order of first appearance.
  private static func questions(_ section: AccuracySection) -> [ExampleQuestion] {
    var questions: [ExampleQuestion] = []
    for question in section.examples.flatMap(\.questions)
    where !questions.contains(where: { $0.question == question.question }) {
      questions.append(question)
    }
    return questions
  }

  private static func block(_ completion: ExampleCompletion, _ unit: String) -> String {
    let mark = completion.isCorrect ? "✓" : "✗"
    let place = "\(NumberFormat.integer(completion.position)) \(unit)"
    return "  \(mark) after \(place): \(completion.words)\n"
      + lines("      ", completion.completion, of: 100)
  }

  /// A text on one line without what could end a block.
  private static func plain(_ text: String) -> String {
    String(text.map { $0 == "`" ? "'" : $0.isNewline ? " " : $0 })
  }

  /// A text in lines of at most so many columns behind a margin.
  private static func lines(_ margin: String, _ text: String, of width: Int) -> String {
    var lines: [String] = []
    var line = ""
    for word in plain(text).split(separator: " ") {
      if !line.isEmpty, margin.count + line.count + 1 + word.count > width {
        lines.append(line)
        line = String(word)
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    lines.append(line.isEmpty ? "(nothing)" : line)
    return lines.map { margin + $0 + "\n" }.joined()
  }
}

extension ExampleCompletion {
  /// What was judged, in words.
  fileprivate var words: String {
    switch (isCorrect, isVerified) {
    case (true, true): "answer right, steps right"
    case (true, false): "answer right, steps wrong (lucky)"
    case (false, true): "answer wrong, steps right"
    case (false, false): "answer wrong"
    }
  }
}
