import Randomness

extension Verifier {
  /// The verifier of a problem's completions.
  public init(_ problem: Problem) {
    self.init(problem.program, distractors: problem.distractors)
  }
}

extension AttackSuite {
  /// The attacks on one problem; `others` are the problems whose answers must not count for it.
  public init(_ problem: Problem, others: [Problem] = []) {
    self.init(
      program: problem.program, distractors: problem.distractors, question: problem.question,
      questionText: problem.questionText, others: others.map(\.answer))
  }
}

extension Mutant {
  /// Mutants of a problem's solution: ``mutants(of:distractors:count:using:)``.
  public static func mutants(
    of problem: Problem, count: Int = 20, using stream: inout RandomStream
  ) -> [Mutant] {
    mutants(
      of: problem.program, distractors: problem.distractors, count: count, using: &stream)
  }
}

extension VerifierAudit {
  /// Judges problems: their solutions as completions and as text, five other ways to write each,
  /// twenty mutants of each, and the attacks on the first `attacked`, the next three problems' answers
  /// among them.
  ///
  /// - Parameters:
  ///   - problems: the problems.
  ///   - attacked: how many of them are attacked, hundreds of completions each.
  ///   - seed: of the stream (seed, `"verifier audit"`, index) that draws a problem's mutants.
  public init(_ problems: [Problem], attacked: Int, seed: UInt64 = 0) {
    self.init()
    for (index, problem) in problems.enumerated() {
      var stream = RandomStream(seed: seed, purpose: "verifier audit", index)
      judge(
        problem.program, distractors: problem.distractors, solution: problem.solution,
        using: &stream)
      let text = problem.answerText
      for (column, verifier) in ReferenceVerifier.allCases.enumerated() {
        exports[column].add(isWrong: verifier.score(text, answer: problem.answer) != .reward(1))
      }
      if index < attacked {
        let others = (1...3).map { problems[(index + $0) % problems.count] }
        judge(AttackSuite(problem, others: others), by: Verifier(problem))
      }
    }
  }
}
