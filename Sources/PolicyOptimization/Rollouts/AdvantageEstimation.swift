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
    if options.credit == .answer {
      answers(&batch)
      return
    }
    switch options.advantage {
    case .gae: generalized(&batch, lambda: options.gaeLambda)
    case .monteCarlo: generalized(&batch, lambda: 1)
    case .kStep:
      Advantages.multiStep(
        rewards: batch.rewards, values: batch.values, nextValues: batch.nextValues,
        successor: batch.successor, count: batch.count, discount: options.discount,
        steps: options.horizon, into: &batch.advantages)
    case .group, .leaveOneOut: group(&batch)
    case .groupProcess: process(&batch)
    }
    for i in 0..<batch.count { batch.returns[i] = batch.advantages[i] + batch.values[i] }
    if options.baseline == .mean && !options.advantage.comparesGroup { centre(&batch) }
    weigh(&batch)
    if options.normalizeAdvantages == .batch {
      Advantages.normalize(
        batch.advantages, at: batch.indices, into: &normalized)
      for i in 0..<batch.count { batch.advantages[i] = normalized[i] }
    }
  }

  /// The batch's mean return is taken away from every return: the mean over episodes where they are
  /// whole, else over transitions.
  private func centre(_ batch: inout Batch) {
    var mean = 0.0
    if options.rollout == .groups {
      for episode in batch.episodes { mean += episode.discountedReturn }
      mean /= Double(batch.episodes.count)
    } else {
      for i in 0..<batch.count { mean += batch.advantages[i] }
      mean /= Double(batch.count)
    }
    for i in 0..<batch.count { batch.advantages[i] -= mean }
  }

  /// One advantage per completion, which all its tokens carry: its return against its group's, or less
  /// the value of its question or the batch's mean.
  private mutating func answers(_ batch: inout Batch) {
    let returns = batch.episodes.map(\.discountedReturn)
    var advantages: [Double]
    if options.advantage.comparesGroup {
      group(&batch)
      advantages = batch.episodes.map { batch.advantages[$0.first] }
    } else {
      let mean = returns.reduce(0, +) / Double(returns.count)
      advantages = zip(batch.episodes, returns).map { episode, value in
        switch options.baseline {
        case .value: value - batch.values[episode.first]
        case .mean: value - mean
        case .none: value
        }
      }
    }
    if options.normalizeAdvantages == .batch {
      for (i, advantage) in advantages.enumerated() { normalized[i] = advantage }
      Advantages.normalize(advantages, at: batch.indices[0..<advantages.count], into: &normalized)
      for i in advantages.indices { advantages[i] = normalized[i] }
    }
    for (number, episode) in batch.episodes.enumerated() {
      for i in episode.first..<episode.first + episode.length {
        batch.advantages[i] = advantages[number]
        batch.returns[i] = returns[number]
        batch.weights[i] = 1
      }
    }
  }

  private func evaluate(_ batch: inout Batch, _ valueFunction: ValueFunction) {
    valueFunction.evaluate(&batch)
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
    forEachGroup(batch) { members in
      let returns = members.map(\.discountedReturn)
      let advantages =
        options.advantage == .leaveOneOut
        ? Advantages.leaveOneOut(returns) : Advantages.group(returns, scale: options.groupScale)
      for (member, advantage) in zip(members, advantages) {
        advantageOfRow[member.row] = advantage
      }
    }
    for i in 0..<batch.count { batch.advantages[i] = advantageOfRow[batch.row[i]] }
  }

  /// Every token gets the sum of the step rewards at or after it, each against all of its group's.
  private func process(_ batch: inout Batch) {
    forEachGroup(batch) { members in
      let steps = Advantages.group(
        members.flatMap { $0.stepRewards.map(\.reward) }, scale: options.groupScale)
      var position = steps.startIndex
      for member in members {
        for i in member.first..<member.first + member.length { batch.advantages[i] = 0 }
        for step in member.stepRewards {
          for i in member.first...member.first + step.offset {
            batch.advantages[i] += steps[position]
          }
          position += 1
        }
      }
    }
  }

  private func forEachGroup(_ batch: Batch, _ body: ([Batch.Episode]) -> Void) {
    for group in 0..<options.groupsPerUpdate {
      let members = batch.episodes.filter { $0.group == group }
      if !members.isEmpty { body(members) }
    }
  }

  /// Weights with mean 1: equal, or each episode's steps sharing one episode's weight. With `constant`,
  /// N/(E·L): equal too, but against the longest possible episodes L instead of those there are.
  private func weigh(_ batch: inout Batch) {
    let total = Double(batch.count)
    let share = total / Double(batch.episodes.count)
    switch options.aggregation {
    case .step: return
    case .episode:
      var weightOfRow = [Double](
        repeating: 0, count: options.environmentCount)
      for episode in batch.episodes { weightOfRow[episode.row] = share / Double(episode.length) }
      for i in 0..<batch.count { batch.weights[i] = weightOfRow[batch.row[i]] }
    case .constant:
      for i in 0..<batch.count { batch.weights[i] = share / Double(batch.longestEpisode) }
    }
  }
}
