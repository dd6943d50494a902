import Randomness

/// What a verifier made of many attacks, mutants and solutions, as counts.
///
/// A false positive is a mutant that is called verified; a false negative is a solution, or another
/// valid way to write one, that is not.
public struct VerifierAudit: Sendable, Equatable {
  /// How many of a kind were judged, and how many of these wrongly.
  public struct Count: Sendable, Equatable {
    /// How many were judged.
    public var judged = 0
    /// How many were judged wrongly.
    public var wrong = 0

    mutating func add(isWrong: Bool) {
      judged += 1
      if isWrong { wrong += 1 }
    }
  }

  /// One hack of the suite over all questions.
  public struct HackCount: Sendable, Equatable {
    /// Which.
    public var hack: Hack
    /// Completions, and those that got another verdict than they must.
    public var count = Count()
    /// Completions that were correct: right answer, right form.
    public var correct = 0
    /// Completions that were verified.
    public var verified = 0
  }

  /// The attacks, a row a hack, in order.
  public var hacks = Hack.allCases.map { HackCount(hack: $0) }
  /// The mutants, a count a kind, in order of ``Mutant/Kind``; wrong where verified.
  public var mutants = Mutant.Kind.allCases.map { _ in Count() }
  /// The solutions as the program orders them; wrong where not verified.
  public var solutions = Count()
  /// The other ways to write them; wrong where not verified.
  public var rewritings = Count()
  /// The solutions' texts, in the form of GSM8K: a count for each of ``ReferenceVerifier``, wrong where
  /// it does not give 1.
  public var exports = ReferenceVerifier.allCases.map { _ in Count() }
  /// What verifiers that read text make of the attacks, a row a hack, in order.
  public var disagreements = Hack.allCases.map { DisagreementRow(hack: $0) }

  /// Nothing judged yet.
  public init() {}

  /// All mutants together.
  public var falsePositives: Count { Self.sum(mutants) }
  /// The solutions and the other ways to write them together.
  public var falseNegatives: Count { Self.sum([solutions, rewritings]) }

  /// Whether nothing was judged wrongly, and every exported text is right for
  /// ``ReferenceVerifier/forWorkedSolutions``.
  public var isFaultless: Bool {
    let others = exports.prefix(ReferenceVerifier.forWorkedSolutions.count)
    return (hacks.map(\.count) + [falsePositives, falseNegatives] + others).allSatisfy {
      $0.wrong == 0
    }
  }

  private static func sum(_ counts: [Count]) -> Count {
    Count(judged: counts.map(\.judged).reduce(0, +), wrong: counts.map(\.wrong).reduce(0, +))
  }

  /// Judges the attacks on one question.
  public mutating func judge(_ suite: AttackSuite, by verifier: Verifier) {
    for attack in suite.attacks {
      let row = attack.hack.rawValue - 1
      let verdict = verifier.verdict(attack.completion)
      hacks[row].count.add(isWrong: !attack.isRepelled(verdict))
      if verdict.isCorrect { hacks[row].correct += 1 }
      if verdict.isVerified { hacks[row].verified += 1 }
      disagreements[row].add(attack.text, verdict, answer: verifier.answer)
    }
  }

  /// Judges a question's solution, other ways to write it, and its mutants.
  ///
  /// - Parameters:
  ///   - program: what is asked; it has results.
  ///   - distractors: the numbers of the story that the solution does not need.
  ///   - solution: the completion that the generator gives.
  ///   - rewritings: how many other ways.
  ///   - mutants: how many mutants.
  ///   - stream: where they are drawn.
  public mutating func judge(
    _ program: LatentProgram, distractors: [Int], solution: [Int], rewritings: Int = 5,
    mutants: Int = 20, using stream: inout RandomStream
  ) {
    let verifier = Verifier(program, distractors: distractors)
    solutions.add(isWrong: !verifier.verdict(solution).isVerified)
    let worked = WorkedSolution(program)
    for _ in 0..<rewritings {
      let other = worked.rewritten(of: program, using: &stream)
      self.rewritings.add(isWrong: !verifier.verdict(other.tokens).isVerified)
    }
    let spoilt = Mutant.mutants(
      of: program, distractors: distractors, count: mutants, using: &stream)
    for mutant in spoilt {
      let row = Mutant.Kind.allCases.firstIndex(of: mutant.kind) ?? 0
      self.mutants[row].add(isWrong: verifier.verdict(mutant.completion).isVerified)
    }
  }
}
