import PolicyOptimization
import Results
import Tasks

/// The training run of a cell; `PolicyOptimization.train` in the program, fakes in tests.
///
/// - `progress` is called with how much of the budget is used.
package typealias TrainingFunction = (
  _ request: TrainingRequest, _ progress: (_ used: Int) -> Void
) throws -> TrainingRecord

/// Runs one cell: from its specification to what is stored.
package struct CellRun {
  /// The names that the specification can use.
  package var vocabulary: SuiteVocabulary
  /// What trains.
  package var train: TrainingFunction

  /// Memberwise.
  package init(vocabulary: SuiteVocabulary = .registered, train: @escaping TrainingFunction) {
    self.vocabulary = vocabulary
    self.train = train
  }

  /// Trains, and puts the record into the form in which it is stored.
  ///
  /// A diverged run is a result. A return that is not finite makes a run diverged, and the learning
  /// curve ends before it; measures that are not finite are left out.
  ///
  /// - Throws: ``RunError`` where the specification names something unknown; what `train` throws,
  ///   save a `Divergence`.
  package func run(_ cell: CellSpecification, progress: (_ used: Int) -> Void) throws
    -> (result: CellResult, curve: CurveTable)
  {
    guard let task = vocabulary.task(named: cell.arm.task) else {
      throw RunError.unknownInStoredSuite(kind: "task", name: cell.arm.task)
    }
    guard let method = vocabulary.algorithm(named: cell.arm.method) else {
      throw RunError.unknownInStoredSuite(kind: "algorithm", name: cell.arm.method)
    }
    let budget = TrainingBudget(
      total: cell.arm.budget, evaluations: cell.arm.evaluations,
      evaluationEpisodes: cell.arm.evaluationEpisodes, finalEpisodes: cell.arm.finalEpisodes)
    let scope = method.scope(on: task)
    let request = TrainingRequest(
      task: task, kind: method.kind, options: try ArmOptions.options(of: cell.arm, in: scope),
      budget: budget, seed: RunSeed(suite: cell.suiteSeed, run: cell.seed))
    let record = try train(request, progress)
    let curve = CurveTable(columns: record.updateColumns, rows: record.updates)
    return (CellResult(cell: cell, record: record), curve)
  }
}

extension CellResult {
  /// The record of a run, without what JSON cannot hold.
  fileprivate init(cell: CellSpecification, record: TrainingRecord) {
    let finite = record.evaluations.prefix { evaluation in
      (evaluation.greedyReturns + evaluation.sampledReturns).allSatisfy(\.isFinite)
    }
    var divergence = record.divergence
    if divergence == nil, finite.count < record.evaluations.count {
      divergence = Divergence(
        reason: "a return in an evaluation is not finite", update: record.updates.count,
        position: record.evaluations[finite.count].position)
    }
    self.init(
      cell: cell,
      outcome: divergence.map {
        .diverged(reason: $0.reason, update: $0.update, position: $0.position)
      } ?? .completed,
      metrics: record.metrics.filter { $0.value.isFinite },
      evaluations: finite.map {
        Evaluation(
          position: $0.position, greedyReturns: $0.greedyReturns, sampledReturns: $0.sampledReturns)
      })
  }
}
