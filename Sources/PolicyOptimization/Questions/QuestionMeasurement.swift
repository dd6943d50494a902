import Tasks

/// What a policy answered on a set of items.
package struct QuestionMeasurement: Sendable {
  /// Whether each item's most probable completion was right: 1 or 0.
  package var greedy: [Double] = []
  /// Each item's share of right sampled completions.
  package var sampled: [Double] = []
  /// Whether any of an item's samples was right: 1 or 0.
  package var anyCorrect: [Double] = []
  /// Whether the most frequent answer among an item's samples was right; where k answers are equally
  /// frequent and one of them is right, 1/k.
  package var majority: [Double] = []
  /// The steps that each item needs.
  package var steps: [Int] = []
  /// All sampled completions together.
  package var tally = RewardTally()

  package init() {}

  /// Takes in one item.
  mutating func add(_ problem: Problem, greedy verdict: Verdict?, samples: [Verdict]) {
    if let verdict { greedy.append(verdict.isCorrect ? 1 : 0) }
    steps.append(problem.program.steps.count)
    guard !samples.isEmpty else { return }
    let correct = samples.count { $0.isCorrect }
    sampled.append(Double(correct) / Double(samples.count))
    anyCorrect.append(correct > 0 ? 1 : 0)
    majority.append(Self.majority(samples.compactMap(\.answer), right: problem.answer))
    for verdict in samples { tally.add(verdict) }
  }

  /// 1 where `right` is the most frequent answer, 1/k where it is one of k that are, else 0.
  package static func majority(_ answers: [Int], right: Int) -> Double {
    let sorted = answers.sorted()
    var counts: [(answer: Int, count: Int)] = []
    for answer in sorted {
      if counts.last?.answer == answer {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((answer, 1))
      }
    }
    guard let most = counts.map(\.count).max() else { return 0 }
    let winners = counts.filter { $0.count == most }
    return winners.contains { $0.answer == right } ? 1 / Double(winners.count) : 0
  }
}
