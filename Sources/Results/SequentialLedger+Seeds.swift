extension SequentialLedger {
  /// Whether no further look will be taken: every pair is decided, or the last look is.
  public var isComplete: Bool {
    if families.isEmpty || looks.count >= runs.count { return true }
    guard let last = looks.last else { return false }
    return !last.tasks.contains { $0.pairs.contains { $0.decision == .open } }
  }

  /// How many seeds of each arm of the suite the looks so far have seen; before the first look, and for
  /// arms that are compared with nothing, the initial number.
  public func seedsSeen(of suite: ResolvedSuite) -> [Int] {
    let seen = suite.arms.map { arm in
      looks.last { look in
        look.tasks.contains { $0.task == arm.task && $0.names(arm.algorithm, where: { _ in true }) }
      }?.runs
    }
    return suite.withReferences(seen.map { $0 ?? runs.first ?? suite.seeds })
  }

  /// How many seeds of each arm of the suite the next look needs, or where none will be taken, those
  /// that the last ones have seen.
  public func seedsNeeded(of suite: ResolvedSuite) -> [Int] {
    guard !isComplete, let last = looks.last else { return seedsSeen(of: suite) }
    let open = last.tasks
    let seen = seedsSeen(of: suite)
    let arms = zip(suite.arms, seen).map { arm, seen in
      open.contains {
        $0.task == arm.task && $0.names(arm.algorithm, where: { $0.decision == .open })
      } ? runs[looks.count] : seen
    }
    return suite.withReferences(arms)
  }
}

extension SequentialLedger.TaskLook {
  /// Whether the look holds such a pair of an algorithm.
  fileprivate func names(
    _ algorithm: String, where condition: (SequentialLedger.Pair) -> Bool
  ) -> Bool {
    pairs.contains { ($0.first == algorithm || $0.second == algorithm) && condition($0) }
  }
}

extension ResolvedSuite {
  /// Seeds by arm, with those arms raised that others start from: a cell starts from the one of its own
  /// seed.
  fileprivate func withReferences(_ seeds: [Int]) -> [Int] {
    var raised = seeds
    for (arm, count) in zip(arms, seeds) {
      guard let reference = referenceArm(of: arm) else { continue }
      raised[reference] = max(raised[reference], count)
    }
    return raised
  }
}
