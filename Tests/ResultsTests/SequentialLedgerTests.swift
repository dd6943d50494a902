import Foundation
import Results
import Testing

/// The ledger of adaptive seeds: how many seeds it asks for, and how it is stored.
@Suite struct SequentialLedgerTests {
  static func arm(_ task: String, _ algorithm: String, reference: String? = nil) -> Arm {
    Arm(
      task: task, algorithm: algorithm, method: algorithm, options: [:], budget: 10, evaluations: 1,
      evaluationEpisodes: 1, finalEpisodes: 1,
      reference: reference.map { ReferenceArm(label: $0, options: [:], budget: 10) })
  }

  /// Three algorithms that start from a reference, and one that is compared with nothing.
  static let suite: ResolvedSuite = {
    var suite = ResolvedSuite(
      suite: "s", suiteSeed: 0, seeds: 16, tasks: [], algorithms: [],
      arms: [arm("t", "ref"), arm("t", "lone")]
        + ["a", "b", "c"].map { arm("t", $0, reference: "ref") },
      resultsVersion: 1)
    suite.adaptiveSeeds = AdaptiveSeeds(initial: 8, step: 4, alpha: 0.05)
    return suite
  }()

  static func look(_ runs: Int, _ pairs: [(String, String, SequentialLedger.Decision)])
    -> SequentialLedger.Look
  {
    SequentialLedger.Look(
      runs: runs, alphaSpent: 0.05 * Double(runs) / 16,
      tasks: [
        SequentialLedger.TaskLook(
          task: "t", scores: "",
          pairs: pairs.map {
            SequentialLedger.Pair(
              first: $0, second: $1, difference: 1, pValue: 0.01, adjustedPValue: 0.03,
              decision: $2)
          })
      ])
  }

  static func ledger(_ looks: [SequentialLedger.Look]) throws -> SequentialLedger {
    SequentialLedger(
      suite: try CanonicalJSON.hash(suite), alpha: 0.05, resamples: 10, runs: [8, 12, 16],
      families: [.init(task: "t", metric: "m", algorithms: ["a", "b", "c"])], looks: looks)
  }

  static let first = look(8, [("a", "b", .open), ("a", "c", .higher), ("b", "c", .higher)])

  @Test func `before the first look every arm gets the initial seeds`() throws {
    let ledger = try Self.ledger([])
    #expect(ledger.seedsSeen(of: Self.suite) == [8, 8, 8, 8, 8])
    #expect(ledger.seedsNeeded(of: Self.suite) == [8, 8, 8, 8, 8])
    #expect(!ledger.isComplete)
  }

  @Test func `arms of open pairs get more, and so does what they start from`() throws {
    var ledger = try Self.ledger([Self.first])
    #expect(ledger.seedsSeen(of: Self.suite) == [8, 8, 8, 8, 8])
    #expect(ledger.seedsNeeded(of: Self.suite) == [12, 8, 12, 12, 8])
    ledger.looks.append(Self.look(12, [("a", "b", .open)]))
    #expect(ledger.seedsSeen(of: Self.suite) == [12, 8, 12, 12, 8])
    #expect(ledger.seedsNeeded(of: Self.suite) == [16, 8, 16, 16, 8])
  }

  @Test func `it is complete when all are decided, when it is at its end, and without pairs`()
    throws
  {
    var ledger = try Self.ledger([Self.first, Self.look(12, [("a", "b", .lower)])])
    #expect(ledger.isComplete)
    #expect(ledger.seedsNeeded(of: Self.suite) == [12, 8, 12, 12, 8])
    ledger.looks[1] = Self.look(12, [("a", "b", .open)])
    ledger.looks.append(Self.look(16, [("a", "b", .open)]))
    #expect(ledger.isComplete)
    #expect(ledger.seedsNeeded(of: Self.suite) == [16, 8, 16, 16, 8])
    ledger = try Self.ledger([])
    ledger.families = []
    #expect(ledger.isComplete)
  }

  @Test func `a longer ledger stays, a shorter one is replaced, other looks are refused`() throws {
    let folder = try TemporaryFolder()
    let store = try ResultStore(folder: folder.path, creatingFor: Self.suite)
    #expect(try store.ledger() == nil)
    let one = try Self.ledger([Self.first])
    let two = try Self.ledger([Self.first, Self.look(12, [("a", "b", .open)])])
    for (published, expected) in [(one, one), (two, two), (one, two), (two, two)] {
      try store.publish(published)
      #expect(try store.ledger() == expected)
      #expect(try AtomicFile.read(store.ledgerPath) == CanonicalJSON.encode(expected))
    }
    let other = try Self.ledger([Self.first, Self.look(12, [("a", "b", .lower)])])
    #expect(throws: LedgerError.otherLooks(file: store.ledgerPath, runs: 12, task: "t")) {
      try store.publish(other)
    }
    var foreign = two
    foreign.suite = "0"
    try AtomicFile.replace(store.ledgerPath, with: CanonicalJSON.encode(foreign))
    #expect(throws: LedgerError.anotherSuite(file: store.ledgerPath)) { try store.ledger() }
  }

  @Test func `the folder of another rule is another suite's`() throws {
    let folder = try TemporaryFolder()
    _ = try ResultStore(folder: folder.path, creatingFor: Self.suite)
    var other = Self.suite
    other.adaptiveSeeds?.alpha = 0.1
    #expect(
      throws: StoreError.anotherSuite(
        folder: folder.path, difference: "'seeds' are given by another rule")
    ) { try ResultStore(folder: folder.path, creatingFor: other) }
  }
}
