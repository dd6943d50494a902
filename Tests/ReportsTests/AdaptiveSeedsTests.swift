import Foundation
import Reports
import Results
import Testing

/// Reports of suites whose seeds are adaptive.
@Suite struct AdaptiveSeedsTests {
  /// Three algorithms of up to 12 seeds on one task: `c` is far above the others, which are alike.
  static func suite() -> SyntheticSuite {
    var suite = SyntheticSuite(
      tasks: ["CartPole-v1"], algorithms: ["a", "b", "c"], seeds: 12, evaluations: 1)
    suite.suite.adaptiveSeeds = AdaptiveSeeds(initial: 6, step: 3, alpha: 0.05)
    for (algorithm, stride, shift) in [("a", 5, 0.0), ("b", 7, 0.01), ("c", 5, 400)] {
      suite.setScores(
        "CartPole-v1", algorithm, (0..<12).map { Double($0 * stride % 12) + shift })
    }
    return suite
  }

  /// A folder that holds the suite's cells, those above `seeds` of each arm left out.
  static func store(_ suite: SyntheticSuite, seeds: [Int] = [12, 12, 12]) throws -> ResultStore {
    var part = suite
    part.cells = suite.cells.filter { $0.seed < seeds[$0.arm] }
    return try StoredReportTests.store(part)
  }

  /// The ledger after all looks that the stored cells allow.
  static func ledger(_ store: ResultStore) throws -> SequentialLedger {
    let looks = try #require(try SequentialLooks(store.suite))
    var ledger = try looks.resume(store)
    while !ledger.isComplete { ledger = try looks.look(after: ledger, in: store) }
    return ledger
  }

  private func remove(_ store: ResultStore) {
    try? FileManager.default.removeItem(atPath: store.folder)
  }

  @Test
  func
    `tests that take the number of runs for fixed refuse such runs, from cells or from a report`()
    throws
  {
    let store = try Self.store(Self.suite())
    defer { remove(store) }
    let ledger = try Self.ledger(store)
    let stored = try StoredReport(store)
    #expect(ledger.isComplete)
    _ = try stored.write()
    let refusal = ReportError.adaptiveSeeds(task: "CartPole-v1", algorithm: "a")
    for source in [store.folder, store.folder + "/report/report.json"] {
      let table = try StoredScores([source]).table
      #expect(throws: refusal) { try compare(table) }
      #expect(throws: refusal) { try gate(base: table, new: table, minimumEffect: 1) }
    }
    let table = try StoredScores([store.folder], metric: "sampledReturn").table
    #expect(throws: refusal) { try compare(table) }
  }

  @Test func `looks go on until all pairs are decided or the seeds are used up`() throws {
    let store = try Self.store(Self.suite())
    defer { remove(store) }
    let ledger = try Self.ledger(store)
    #expect(ledger.looks.map(\.runs) == [6, 9, 12])
    #expect(ledger.looks.map(\.alphaSpent) == [0.05 * 0.5, 0.05 * 0.75, 0.05])
    #expect(
      ledger.looks.map { $0.tasks[0].pairs.map(\.decision) } == [
        [.open, .lower, .lower], [.open], [.open],
      ])
    #expect(ledger.seedsSeen(of: store.suite) == [12, 12, 6])
    #expect(try store.ledger() == ledger)
    let looks = try #require(try SequentialLooks(store.suite))
    #expect(try looks.look(after: ledger, in: store) == ledger)
  }

  @Test func `a look waits for the runs that it needs, and for no others`() throws {
    let store = try Self.store(Self.suite(), seeds: [9, 9, 6])
    defer { remove(store) }
    #expect(throws: LedgerError.incomplete(task: "CartPole-v1", algorithm: "a", runs: 12)) {
      try Self.ledger(store)
    }
    #expect(try store.ledger()?.looks.map(\.runs) == [6, 9])
  }

  @Test func `the report has the verdicts of the ledger, and no p for a fixed number of runs`()
    throws
  {
    let store = try Self.store(Self.suite(), seeds: [12, 12, 6])
    defer { remove(store) }
    let ledger = try Self.ledger(store)
    let report = try Report(StoredReport(store).input)
    #expect(report.sequential == ledger)
    #expect(report.suite.seeds == 12 && report.suite.fewestSeeds == 6 && report.suite.cells == 30)
    #expect(report.flooredRuns.isEmpty)
    #expect(report.tasks[0].arms.map(\.scores.count) == [12, 12, 6])
    let pairs = report.tasks[0].comparisons
    #expect(pairs.map(\.verdict) == [.undecided, .lower, .lower])
    #expect(pairs.map(\.look?.look) == [3, 1, 1] && pairs.map(\.look?.runs) == [12, 6, 6])
    #expect(pairs.allSatisfy { $0.welchP == nil && $0.absentRuns == 0 })
    #expect(pairs[0].permutationP == ledger.looks[2].tasks[0].pairs[0].pValue)
    #expect(pairs[1].holmP == ledger.looks[0].tasks[0].pairs[1].adjustedPValue)
    #expect(pairs[1].difference == ledger.looks[0].tasks[0].pairs[1].difference)
    let text = String(decoding: try render(StoredReport(store).input)[0].data, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in [
      "(n = 6 to 12 per algorithm and task)", "## Adaptive seeds", "Sequential p",
      "| c \\> a, b | 1 of 3, none of them of c |",
    ] { #expect(text.contains(part), "\(part)\n\(text)") }
  }

  @Test func `cells beyond those that were looked at change no byte`() throws {
    let (all, some) = (
      try Self.store(Self.suite()), try Self.store(Self.suite(), seeds: [12, 12, 6])
    )
    defer { for store in [all, some] { remove(store) } }
    #expect(try Self.ledger(all) == Self.ledger(some))
    #expect(try render(StoredReport(all).input) == render(StoredReport(some).input))
  }

  @Test func `a report before the first look says so, and one between looks too`() throws {
    let store = try Self.store(Self.suite(), seeds: [6, 6, 5])
    defer { remove(store) }
    let input = try StoredReport(store).input
    let report = try Report(input)
    #expect(report.tasks[0].comparisons.allSatisfy { $0.verdict == .undecided && $0.holmP == 1 })
    #expect(report.flooredRuns.map(\.status) == [.missing])
    let text = String(decoding: try render(input)[0].data, as: UTF8.self)
    #expect(text.contains("No look was taken yet: the first waits for its runs."))
  }

  @Test func `a ledger whose looks are not those of the cells is refused`() throws {
    let store = try Self.store(Self.suite())
    defer { remove(store) }
    var ledger = try Self.ledger(store)
    ledger.looks[1].tasks[0].pairs[0].adjustedPValue = 0.01
    try AtomicFile.replace(store.ledgerPath, with: CanonicalJSON.encode(ledger))
    let expected = LedgerError.otherLooks(file: store.ledgerPath, runs: 9, task: "CartPole-v1")
    #expect(throws: expected) { try StoredReport(store) }
    let looks = try #require(try SequentialLooks(store.suite))
    #expect(throws: expected) { try looks.look(after: ledger, in: store) }
    ledger.runs = [6, 12]
    try AtomicFile.replace(store.ledgerPath, with: CanonicalJSON.encode(ledger))
    #expect(throws: LedgerError.otherPlan(file: store.ledgerPath)) { try StoredReport(store) }
  }

  @Test func `a run that diverged is looked at with the floor, one that failed is waited for`()
    throws
  {
    var suite = Self.suite()
    suite.edit("CartPole-v1", "c", 0) {
      $0.outcome = .diverged(reason: "loss", update: 1, position: 10)
    }
    let store = try Self.store(suite)
    defer { remove(store) }
    let first = try Self.ledger(store).looks[0].tasks[0].pairs[1]
    #expect(first.difference > -400)
    var failing = Self.suite()
    failing.set("CartPole-v1", "c", 0, .failed(reason: "ended by signal 9"))
    let other = try Self.store(failing)
    defer { remove(other) }
    try other.markFailed(other.suite.cells[24], reason: "ended by signal 9")
    #expect(throws: LedgerError.incomplete(task: "CartPole-v1", algorithm: "c", runs: 6)) {
      try Self.ledger(other)
    }
  }

  @Test func `controls are not looked at, and a task of one algorithm is none`() throws {
    var suite = SyntheticSuite(
      tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 8, evaluations: 1,
      steps: { task, algorithm in task == "B" && algorithm == "b" ? nil : 100 })
    suite.suite.adaptiveSeeds = AdaptiveSeeds(initial: 4, step: 4, alpha: 0.05)
    let ledger = try #require(try SequentialLooks(suite.suite)).opening()
    #expect(ledger.families.map(\.task) == ["A"])
    suite.suite.arms[1].options["reward"] = .string("random")
    #expect(try #require(try SequentialLooks(suite.suite)).opening().families.isEmpty)
    suite.suite.adaptiveSeeds = nil
    let none = try SequentialLooks(suite.suite)
    #expect(none == nil)
  }
}
