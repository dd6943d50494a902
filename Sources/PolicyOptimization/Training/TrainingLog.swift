/// One row of the training log; NaN where a quantity does not apply.
package struct UpdateRow: Sendable {
  private var values = [Double](
    repeating: .nan, count: UpdateColumn.allCases.count)
  private static let positions = Dictionary(
    uniqueKeysWithValues: UpdateColumn.allCases.enumerated().map { ($1, $0) })

  package init() {}

  /// The values of some columns.
  package func values(of columns: [UpdateColumn]) -> [Double] { columns.map { self[$0] } }

  package subscript(column: UpdateColumn) -> Double {
    get { values[Self.positions[column] ?? 0] }
    set { values[Self.positions[column] ?? 0] = newValue }
  }
}

extension UpdateRow: Equatable {
  /// Whether all values have the same bits, so that what is absent from both is equal.
  package static func == (first: Self, second: Self) -> Bool {
    zip(first.values, second.values).allSatisfy { $0.bitPattern == $1.bitPattern }
  }
}

/// The training log of a run, one row per update.
struct TrainingLog {
  private(set) var rows: [UpdateRow] = []

  /// Adds what an update did.
  ///
  /// - Parameters:
  ///   - after: the policy's loss on the whole batch after the update.
  ///   - penalty: β of the KL penalty during the update; nil without one.
  ///   - gathered: what the rollout says of itself.
  mutating func append(
    _ options: Options, _ batch: Batch, _ report: StepReport, _ after: PolicyLoss.Summary,
    gathered: UpdateRow, valueLoss: Double, learningRate: Double, penalty: Double?
  ) {
    var row = gathered
    row[.update] = Double(rows.count)
    row[.policyLoss] = after.loss
    row[.valueLoss] = valueLoss
    row[.entropy] = after.entropy
    row[.klOld] = after.divergence
    if batch.reference != nil { row[.klReference] = after.referenceDivergence }
    if options.clipRange != nil { row[.clipFraction] = after.clipFraction }
    row[.smallestRatio] = after.smallestRatio
    row[.largestRatio] = after.largestRatio
    if options.usesValueFunction {
      row[.explainedVariance] = explainedVariance(
        values: batch.values, returns: batch.returns, count: batch.count)
    }
    row[.effectiveSampleSize] = after.effectiveSampleSize
    if options.clipRange != nil { row[.outsideFraction] = after.outsideFraction }
    row[.largestDivergence] = report.largestDivergence
    row[.largestGradientNorm] = report.largestGradientNorm
    row[.criticGradientNorm] = report.criticGradientNorm
    row[.gradientNorm] = report.gradientNorm
    row[.stepSize] = report.stepSize
    row[.learningRate] = learningRate
    row[.lineSearchSteps] = report.lineSearchSteps
    row[.stepFailed] = report.failed
    row[.solverResidual] = report.solverResidual
    row[.epochs] = report.epochs
    if let penalty { row[.klPenalty] = penalty }
    if options.advantage.comparesGroup {
      row[.uniformGroups] = uniformGroups(batch, count: options.groupsPerUpdate)
    }
    rows.append(row)
  }

  /// The share of groups whose returns are all equal, so that they have no gradient; of completions, their
  /// rewards before any charge.
  private func uniformGroups(_ batch: Batch, count: Int) -> Double {
    let groups = batch.completions?.questions.count ?? count
    let uniform = (0..<groups).filter { group in
      let returns = batch.episodes.filter { $0.group == group }.map {
        batch.completions == nil ? $0.discountedReturn : $0.totalReward
      }
      return returns.allSatisfy { $0 == returns.first }
    }
    return Double(uniform.count) / Double(groups)
  }
}

/// The mean of some numbers, or NaN of none.
func meanOrNaN(_ values: [Double]) -> Double {
  values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
}

/// 1 − Var(R − V)/Var(R): the share of the returns' variance that the values explain; NaN where the
/// returns are all equal. At most 1; 0 for a constant, negative for worse.
package func explainedVariance(values: [Double], returns: [Double], count: Int) -> Double {
  func variance(_ number: (Int) -> Double) -> Double {
    var mean = 0.0
    for i in 0..<count { mean += number(i) }
    mean /= Double(count)
    var squares = 0.0
    for i in 0..<count { squares += (number(i) - mean) * (number(i) - mean) }
    return squares
  }
  let total = variance { returns[$0] }
  return total > 0 ? 1 - variance { returns[$0] - values[$0] } / total : .nan
}
