/// What a term of the loss counts, so that weighted terms add up to the aggregation's mean.
///
/// With the batch's N transitions in E episodes and the weights of ``AdvantageEstimation`` (mean 1, but
/// for the constant aggregation), a term counts 1/N on the whole batch. On a part of it with N′ transitions in E′ whole episodes it counts 1/N′
/// where every step weighs the same, and E/(N·E′) where every episode does. Where an action is a whole
/// answer, a term counts 1/E′.
package struct LossNormalizer: Sendable {
  private let aggregation: Aggregation
  private let credit: CreditKind

  package init(_ options: Options) {
    aggregation = options.aggregation
    credit = options.credit
  }

  /// The share of a term on the whole batch.
  package func share(of batch: Batch) -> Double {
    credit == .answer ? 1 / Double(batch.episodes.count) : 1 / Double(batch.count)
  }

  /// One over the actions of a part: its transitions, or its whole answers.
  package func actionShare(transitions: Int, episodes: Int) -> Double {
    1 / Double(credit == .answer ? episodes : transitions)
  }

  /// The share of a term on a part of the batch.
  ///
  /// - Parameter episodes: the whole episodes that the part consists of; 0 where it cuts them.
  package func share(of batch: Batch, transitions: Int, episodes: Int) -> Double {
    if credit == .answer { return 1 / Double(episodes) }
    guard aggregation != .step, episodes > 0 else { return 1 / Double(transitions) }
    return Double(batch.episodes.count) / (Double(batch.count) * Double(episodes))
  }
}
