/// How much of an evaluation set a training sample gives away, and how far shortcuts come on it.
///
/// Each overlap is the share of the set's problems, in [0, 1], of which the sample has…
public struct ContaminationRow: Sendable, Equatable {
  /// The evaluation set: a split, or a factor with `clean` or `changed`.
  public let set: String
  /// The number of problems in the set.
  public let items: Int
  /// …the same story, word by word.
  public let text: Double
  /// …the same program: ``LatentProgram/canonicalForm``.
  public let latent: Double
  /// …the same ``LatentProgram/structure``.
  public let structure: Double
  /// …every fact that the solution takes.
  public let facts: Double
  /// What rules without reasoning reach on the set.
  public let shortcuts: ShortcutBaselines
}

extension ArithmeticFamily {
  /// The contamination of every evaluation set of the level by a training sample: one row for
  /// validation, one for test, and for each factor of the test split one for the clean twins and one
  /// for the changed problems.
  ///
  /// - Parameters:
  ///   - trainingItems: the sample: the first so many training problems of seed 0, repetitions
  ///     included.
  ///   - evaluationItems: the most problems of an evaluation set.
  public func contamination(trainingItems: Int, evaluationItems: Int) -> [ContaminationRow] {
    var sample = TrainingSample()
    for index in 0..<trainingItems { sample.add(problem(.train, seed: 0, index: index)) }
    var rows: [ContaminationRow] = []
    for split in [Split.validation, .test] {
      rows.append(sample.row(split.rawValue, evaluationSet(split, count: evaluationItems)))
    }
    for factor in Factor.allCases {
      guard let variant = try? variant(factor) else { continue }
      let pairs = variant.evaluationSet(.test, count: evaluationItems)
      rows.append(sample.row("\(factor.rawValue) clean", pairs.map(\.clean)))
      rows.append(sample.row("\(factor.rawValue) changed", pairs.map(\.changed)))
    }
    return rows
  }
}

/// What a sample of training problems has in it.
private struct TrainingSample {
  private var texts: Set<[Int]> = []
  private var latents: Set<UInt64> = []
  private var structures: Set<String> = []
  private var facts: Set<Fact> = []

  mutating func add(_ problem: Problem) {
    texts.insert(problem.question)
    latents.insert(problem.program.key)
    structures.insert(problem.program.structure)
    facts.formUnion(problem.program.facts ?? [])
  }

  func row(_ set: String, _ problems: [Problem]) -> ContaminationRow {
    func share(_ isKnown: (Problem) -> Bool) -> Double {
      Double(problems.count(where: isKnown)) / Double(problems.count)
    }
    return ContaminationRow(
      set: set, items: problems.count, text: share { texts.contains($0.question) },
      latent: share { latents.contains($0.program.key) },
      structure: share { structures.contains($0.program.structure) },
      facts: share { ($0.program.facts ?? []).allSatisfy(facts.contains) },
      shortcuts: ShortcutBaselines(problems))
  }
}
