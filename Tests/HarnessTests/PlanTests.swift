import Harness
import Results
import Testing

@Suite struct PlanTests {
  private let text = Sample.text([
    "tasks": "tasks: [CartPole-v1, Acrobot-v1]",
    "algorithms": "algorithms: {alpha: {}, other: {algorithm: beta, tasks: [Acrobot-v1]}}",
  ])

  private func paths(only pattern: String?) throws -> [String] {
    try Plan(Sample.resolve(text), store: nil, only: pattern).items.map(\.path)
  }

  @Test func `cells come arm by arm, seed by seed`() throws {
    #expect(
      try paths(only: nil) == [
        "CartPole-v1/alpha/seed-0", "CartPole-v1/alpha/seed-1", "Acrobot-v1/alpha/seed-0",
        "Acrobot-v1/alpha/seed-1", "Acrobot-v1/other/seed-0", "Acrobot-v1/other/seed-1",
      ])
  }

  @Test func `a pattern chooses by path, and keeps the indices`() throws {
    #expect(try paths(only: "*/seed-1").count == 3)
    #expect(try paths(only: "Acrobot-v1/*").count == 4)
    #expect(try paths(only: "*/oth?r/seed-[01]").count == 2)
    #expect(
      try Plan(Sample.resolve(text), store: nil, only: "*other*").items.map(\.index) == [4, 5])
  }

  @Test func `a pattern that matches nothing says what it is compared with`() {
    let error = #expect(throws: RunError.self) { try paths(only: "alpha") }
    #expect(
      error?.description
        == "no cell matches --only 'alpha': patterns are compared with paths such as CartPole-v1/alpha/seed-0"
    )
  }

  @Test func `the table counts what is stored`() throws {
    let folder = try TemporaryFolder()
    let suite = try Sample.resolve(text)
    let store = try ResultStore(folder: folder.path, creatingFor: suite)
    let result = CellResult(
      cell: suite.cells[3], outcome: .completed, metrics: [:], evaluations: [])
    try store.publish(result, curve: CurveTable(columns: ["a"], rows: []))
    #expect(
      try Plan(suite, store: store).table() == """
        suite sample, SHA-256 \(CanonicalJSON.hash(suite))
        6 cells, 1 stored, 5 to run

        task         algorithm  method  unit               budget  cells  stored  to run
        CartPole-v1  alpha      alpha   environment steps    1000      2       0       2
        Acrobot-v1   alpha      alpha   environment steps    1000      2       1       1
        Acrobot-v1   other      beta    environment steps    1000      2       0       2
        """)
    try store.markFailed(suite.cells[0], reason: "no luck")
    let lines = try Plan(suite, store: store).lines()
    #expect(
      lines[0] == "0\tCartPole-v1\talpha\t0\t\(try suite.cells[0].identity())\tfailed")
    #expect(
      lines.map { $0.split(separator: "\t").last } == [
        "failed", "missing", "missing", "done", "missing", "missing",
      ])
  }

  @Test func `planning a folder that is not there makes nothing`() throws {
    let folder = try TemporaryFolder()
    let plan = try Plan(Sample.resolve(text), folder: folder.path + "/out", only: nil)
    #expect(plan.unfinished.count == 6)
    #expect(try folder.tree().isEmpty)
  }
}
