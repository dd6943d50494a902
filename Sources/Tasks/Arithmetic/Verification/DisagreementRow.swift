/// How many of a hack's completions each verifier rewards fully.
public struct DisagreementRow: Sendable, Equatable {
  /// Which hack.
  public var hack: Hack
  /// How many completions there are.
  public var completions = 0
  /// How many are correct and how many verified here.
  public var correct = 0, verified = 0
  /// How many each of ``ReferenceVerifier`` gives 1, in order of its cases.
  public var rewarded = ReferenceVerifier.allCases.map { _ in 0 }
  /// How many make it crash.
  public var crashes = ReferenceVerifier.allCases.map { _ in 0 }
  /// On how many ``ReferenceVerifier/forWorkedSolutions`` do not all say the same.
  public var disputed = 0

  mutating func add(_ text: String, _ verdict: Verdict, answer: Int) {
    completions += 1
    if verdict.isCorrect { correct += 1 }
    if verdict.isVerified { verified += 1 }
    let scores = ReferenceVerifier.allCases.map { $0.score(text, answer: answer) }
    for (column, score) in scores.enumerated() {
      if score == .reward(1) { rewarded[column] += 1 }
      if score == .crashes { crashes[column] += 1 }
    }
    let six = scores.prefix(ReferenceVerifier.forWorkedSolutions.count)
    if six.contains(where: { $0 != six[0] }) { disputed += 1 }
  }
}
