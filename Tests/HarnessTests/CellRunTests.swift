import Harness
import PolicyOptimization
import Results
import Tasks
import Testing

@Suite struct CellRunTests {
  private func cell() throws -> CellSpecification {
    try #require(
      Sample.resolve(Sample.text(["algorithms": "algorithms: {alpha: {epochs: 3}}"])).cells.last)
  }

  private func record(
    divergence: Divergence? = nil, metrics: [String: Double] = [:],
    evaluations: [EvaluationRecord] = []
  ) -> TrainingRecord {
    TrainingRecord(
      divergence: divergence, metrics: metrics, evaluations: evaluations, updates: [[0, .nan]],
      updateColumns: ["update", "kl"])
  }

  private func result(of record: TrainingRecord) throws -> CellResult {
    let run = CellRun(vocabulary: try Sample.vocabulary()) { _, _ in record }
    return try run.run(cell(), progress: { _ in }).result
  }

  @Test func `training gets what the suite says`() throws {
    var steps: [Int] = []
    let run = CellRun(vocabulary: try Sample.vocabulary()) {
      request, progress in
      #expect(request.task.name == "CartPole-v1")
      #expect(request.kind == .reinforcement && request.reference == nil)
      #expect(request.options.epochs == 3)
      #expect(request.options.clipRange == 0.2)
      #expect(
        request.budget
          == TrainingBudget(
            total: 1000, evaluations: 10, evaluationEpisodes: 10, finalEpisodes: 50))
      #expect(request.seed == RunSeed(suite: 0, run: 1))
      progress(17)
      return record()
    }
    let curve = try run.run(cell(), progress: { steps.append($0) }).curve
    #expect(steps == [17])
    #expect(curve.columns == ["update", "kl"])
  }

  @Test func `a run that used its budget is completed`() throws {
    let evaluation = EvaluationRecord(
      position: 5, greedyReturns: [1], sampledReturns: [2, 3])
    let result = try result(of: record(metrics: ["updates": 2], evaluations: [evaluation]))
    #expect(result.outcome == .completed)
    #expect(result.metrics == ["updates": 2])
    #expect(
      result.evaluations == [
        .init(position: 5, greedyReturns: [1], sampledReturns: [2, 3])
      ])
    #expect(result.cell == (try cell()))
  }

  @Test func `a diverged run is a result with its reason`() throws {
    let divergence = Divergence(reason: "the loss is NaN", update: 3, position: 40)
    #expect(
      try result(of: record(divergence: divergence)).outcome
        == .diverged(reason: "the loss is NaN", update: 3, position: 40))
  }

  @Test func `a return that is not finite makes a run diverged`() throws {
    let evaluations = [1.0, .infinity, 2].enumerated().map { index, value in
      EvaluationRecord(
        position: 10 * (index + 1), greedyReturns: [0], sampledReturns: [value])
    }
    let result = try result(of: record(evaluations: evaluations))
    #expect(
      result.outcome
        == .diverged(
          reason: "a return in an evaluation is not finite", update: 1, position: 20))
    #expect(result.evaluations.map(\.position) == [10])
  }

  @Test func `measures that are not finite are left out`() throws {
    let result = try result(of: record(metrics: ["a": .nan, "b": 1, "c": -.infinity]))
    #expect(result.metrics == ["b": 1])
  }

  @Test func `an error of training is passed on`() throws {
    struct Broken: Error {}
    let run = CellRun(vocabulary: try Sample.vocabulary()) { _, _ in throw Broken() }
    #expect(throws: Broken.self) { try run.run(cell(), progress: { _ in }) }
  }

  @Test func `a stored suite with unknown names is refused`() throws {
    let run = CellRun(vocabulary: try Sample.vocabulary()) { _, _ in record() }
    var cell = try cell()
    cell.arm.method = "gone"
    let error = #expect(throws: RunError.self) { try run.run(cell, progress: { _ in }) }
    #expect(
      error?.description
        == "the resolved suite names the algorithm 'gone', which this program does not have")
    cell.arm.task = "Gone-v0"
    #expect(throws: RunError.unknownInStoredSuite(kind: "task", name: "Gone-v0")) {
      try run.run(cell, progress: { _ in })
    }
  }

  @Test func `a job stores its cell and leaves a stored one alone`() throws {
    let folder = try TemporaryFolder()
    let suite = try Sample.resolve(Sample.text())
    var runs = 0
    let job = CellJob(
      run: CellRun(vocabulary: try Sample.vocabulary()) { _, _ in
        runs += 1
        return record(metrics: ["evaluationReturn": Double(runs)])
      })
    let path = try job.perform(suite, index: 1, folder: folder.path)
    #expect(path == folder.path + "/cells/CartPole-v1/alpha/seed-1")
    let before = try folder.tree()
    #expect(before.keys.contains("run-info/CartPole-v1/alpha/seed-1.json"))
    _ = try job.perform(suite, index: 1, folder: folder.path)
    #expect(runs == 1)
    #expect(try folder.tree() == before)
  }

  @Test func `a job refuses an index and a version that it does not have`() throws {
    let folder = try TemporaryFolder()
    var suite = try Sample.resolve(Sample.text())
    let job = CellJob(
      run: CellRun(vocabulary: try Sample.vocabulary()) { _, _ in record() })
    for index in [-1, 2] {
      let error = #expect(throws: RunError.self) {
        try job.perform(suite, index: index, folder: folder.path)
      }
      #expect(
        error?.description == "there is no cell \(index): the suite has 2 cells, from 0 to 1")
    }
    suite.resultsVersion += 1
    #expect(throws: StoreError.self) { try job.perform(suite, index: 0, folder: folder.path) }
  }
}
