import Results

extension ExampleSection {
  /// How many questions are shown of an arm.
  static let questionLimit = 3

  /// The first questions of the first seed that kept completions, each with its completion at the
  /// first and at the last evaluation that has one; nil where no run kept any.
  init?(_ arm: Arm, _ runs: [ScoredRun]) {
    guard let run = runs.first(where: { !$0.samples.isEmpty }) else { return nil }
    algorithm = arm.algorithm
    seed = run.seed
    questions = []
    for sample in run.samples where !questions.contains(where: { $0.question == sample.question }) {
      guard questions.count < Self.questionLimit else { break }
      let all = run.samples.filter { $0.question == sample.question }
      let first = all.map(\.position).min() ?? 0
      let last = all.map(\.position).max() ?? 0
      let shown = [first] + (last > first ? [last] : [])
      questions.append(
        ExampleQuestion(
          question: sample.question, answer: sample.answer,
          completions: shown.compactMap { position in
            all.first { $0.position == position }.map(ExampleCompletion.init)
          }))
    }
  }
}

extension ExampleCompletion {
  fileprivate init(_ sample: CellSample) {
    position = sample.position
    completion = sample.completion
    isCorrect = sample.isCorrect
    isVerified = sample.isVerified
  }
}
