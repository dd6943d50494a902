import Kernels

/// Fills a batch's values, advantages, value targets and weights, as the options ask.
package struct AdvantageEstimation {
  private let options: Options
  private var normalized: [Double]

  package init(options: Options, capacity: Int, ledger: MemoryLedger) {
    self.options = options
    normalized = ledger.array(
      repeating: 0, count: capacity, role: MemoryRole(.run, .rollout))
  }

  package mutating func fill(_ batch: inout Batch, _ valueFunction: ValueFunction?) {
    if let valueFunction { evaluate(&batch, valueFunction) }
    switch options.advantage {
    case .gae: generalized(&batch, lambda: options.gaeLambda)
    case .monteCarlo: generalized(&batch, lambda: 1)
    case .kStep:
      Advantages.multiStep(
        rewards: batch.rewards, values: batch.values, nextValues: batch.nextValues,
        successor: batch.successor, count: batch.count, discount: options.discount,
        steps: options.horizon, into: &batch.advantages)
    case .group, .leaveOneOut, .groupProcess: group(&batch)
    }
    for i in 0..<batch.count { batch.returns[i] = batch.advantages[i] + batch.values[i] }
    weigh(&batch)
    if options.normalizeAdvantages == .batch {
      Advantages.normalize(
        batch.advantages, at: batch.indices, into: &normalized)
      for i in 0..<batch.count { batch.advantages[i] = normalized[i] }
    }
  }

  private func evaluate(_ batch: inout Batch, _ valueFunction: ValueFunction) {
    valueFunction.evaluate(batch.observations, count: batch.count, into: &batch.values)
    for i in 0..<batch.count {
      batch.nextValues[i] =
        batch.terminated[i] || batch.successor[i] < 0 ? 0 : batch.values[batch.successor[i]]
    }
    valueFunction.evaluate(
      batch.boundaryObservations, count: batch.boundaryCount, into: &batch.boundaryValues)
    for position in 0..<batch.boundaryCount {
      batch.nextValues[batch.boundaries[position]] = batch.boundaryValues[position]
    }
  }

  private func generalized(_ batch: inout Batch, lambda: Double) {
    Advantages.generalized(
      rewards: batch.rewards, values: batch.values, nextValues: batch.nextValues,
      successor: batch.successor, count: batch.count, discount: options.discount,
      lambda: lambda, into: &batch.advantages)
  }

  /// Every transition of an episode gets the episode's advantage in its group.
  private func group(_ batch: inout Batch) {
    var advantageOfRow = [Double](
      repeating: 0, count: options.environmentCount)
    for group in 0..<options.groupsPerUpdate {
      let members = batch.episodes.filter { $0.group == group }
      let advantages = Advantages.group(
        members.map(\.discountedReturn), scale: options.groupScale)
      for (member, advantage) in zip(members, advantages) {
        advantageOfRow[member.row] = advantage
      }
    }
    for i in 0..<batch.count { batch.advantages[i] = advantageOfRow[batch.row[i]] }
  }

  /// Weights with mean 1: equal, or each episode's steps sharing one episode's weight.
  private func weigh(_ batch: inout Batch) {
    guard options.aggregation == .episode else { return }
    let total = Double(batch.count)
    let share = total / Double(batch.episodes.count)
    var weightOfRow = [Double](
      repeating: 0, count: options.environmentCount)
    for episode in batch.episodes { weightOfRow[episode.row] = share / Double(episode.length) }
    for i in 0..<batch.count { batch.weights[i] = weightOfRow[batch.row[i]] }
  }
}
