import Foundation
import PolicyOptimization
import Results
import Tasks

/// The training run of a cell; `PolicyOptimization.train` in the program, fakes in tests.
///
/// - `progress` is called with how much of the budget is used.
package typealias TrainingFunction = (
  _ request: TrainingRequest, _ progress: (_ used: Int) -> Void
) throws -> TrainingRecord

/// What a run of a cell gives to be stored.
package struct CellOutput {
  /// `cell.json`.
  package var result: CellResult
  /// `curve.csv`.
  package var curve: CurveTable
  /// `samples.jsonl`; none on control tasks.
  package var samples: [CellSample]
  /// `diagnostics.json`.
  package var diagnostics: CellDiagnostics
  /// What other cells start from; nil unless the run was supervised and completed.
  package var checkpoint: Data?
  /// What the run computed; no part of what repeats to the byte.
  package var compute: ComputeRecord
  /// Bytes that served measuring alone.
  package var measuringBytes: Int
}

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
  /// - Parameter reference: The checkpoint that the cell starts from, where it starts from one.
  /// - Throws: ``RunError`` where the specification names something unknown, or supervised training
  ///   leaves no checkpoint; what `train` throws, save a `Divergence`.
  package func run(
    _ cell: CellSpecification, reference: Data? = nil, progress: (_ used: Int) -> Void
  ) throws -> CellOutput {
    let setting = try vocabulary.setting(of: cell.arm)
    let request = TrainingRequest(
      task: setting.task, kind: setting.kind, options: setting.options, budget: setting.budget,
      seed: RunSeed(suite: cell.suiteSeed, run: cell.seed), reference: reference.map(Array.init),
      gate: try cell.arm.gateRange())
    let record = try train(request, progress)
    var result = CellResult(cell: cell, record: record)
    var checkpoint: Data?
    if setting.kind == .supervised, result.outcome == .completed {
      guard let bytes = record.checkpoint else { throw RunError.noCheckpoint(cell: cell.path) }
      checkpoint = Data(bytes)
      result.checkpoint = CanonicalJSON.sha256(Data(bytes))
    }
    return CellOutput(
      result: result, curve: CurveTable(columns: record.updateColumns, rows: record.updates),
      samples: record.samples.map(CellSample.init),
      diagnostics: try CellDiagnostics(record, of: setting), checkpoint: checkpoint,
      compute: record.compute, measuringBytes: record.measuringBytes)
  }
}

extension CellSpecification {
  /// `<task>/<algorithm>/seed-<s>`.
  package var path: String { "\(arm.task)/\(arm.algorithm)/seed-\(seed)" }
}

extension Arm {
  /// The gate as a range; nil where there is none.
  ///
  /// - Throws: ``RunError/badGate(arm:)``.
  fileprivate func gateRange() throws -> ClosedRange<Double>? {
    guard let gate else { return nil }
    guard gate.count == 2, gate[0] <= gate[1] else {
      throw RunError.badGate(arm: "\(task)/\(algorithm)")
    }
    return gate[0]...gate[1]
  }
}

extension CellSample {
  fileprivate init(_ record: SampleRecord) {
    self.init(
      position: record.position, question: record.question, completion: record.completion,
      answer: record.answer, isCorrect: record.isCorrect, isVerified: record.isVerified)
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
