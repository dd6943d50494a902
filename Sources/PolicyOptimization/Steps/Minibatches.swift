import Kernels
import Randomness

/// Some transitions of a batch that a step is taken on.
package struct Minibatch {
  /// What the networks see of them.
  package var input: NetworkInput
  /// Their places in the batch.
  package var indices: ArraySlice<Int>
  /// Of the transitions' weighted terms, what each counts in the loss.
  package var share: Double
  /// One over the actions among them, or among those that the loss adds up in several passes.
  package var actionShare: Double

  /// - Parameter actionShare: nil where it is the share.
  package init(
    input: NetworkInput, indices: ArraySlice<Int>, share: Double, actionShare: Double? = nil
  ) {
    self.input = input
    self.indices = indices
    self.share = share
    self.actionShare = actionShare ?? share
  }
}

/// Cuts a shuffled batch into minibatches: of transitions, or of whole completions.
package final class Minibatches {
  private let size: Int?
  private let stream: RandomStream
  private var order: [Int]
  private var chosen: [Int] = []
  private let normalizer: LossNormalizer
  /// None where every pass takes the whole batch, whose rows already stand together.
  private let gathered: Matrix?

  /// - Parameters:
  ///   - size: transitions in a minibatch, or completions (the last may be smaller); nil: the whole
  ///     batch.
  ///   - purpose: what distinguishes this shuffle's stream from others of the run.
  package init(
    size: Int?, capacity: Int, observationSize: Int, options: Options, seed: RunSeed,
    purpose: String, ledger: MemoryLedger
  ) {
    self.size = size
    normalizer = LossNormalizer(options)
    stream = RandomStream(seed: seed.suite, purpose: purpose, seed.run)
    order = ledger.array(repeating: 0, count: capacity, role: MemoryRole(.run, .rollout))
    if let size, size < capacity, observationSize > 0 {
      gathered = Matrix(
        rows: size, columns: observationSize, role: MemoryRole(.run, .rollout), ledger: ledger)
    } else {
      gathered = nil
    }
  }

  /// Calls `body` with each minibatch of one pass, until it returns false. A pass over the whole batch
  /// at once keeps the batch's order.
  ///
  /// - Parameter leavingOut: completions that need no pass; they count in the shares all the same. A
  ///   minibatch of such alone is empty. Of batches without completions nothing is left out.
  /// - Returns: whether every call returned true.
  package func forEach(
    _ batch: Batch, update: Int, epoch: Int, leavingOut isIdle: (Int) -> Bool = { _ in false },
    _ body: (Minibatch) -> Bool
  ) -> Bool {
    if let completions = batch.completions {
      return forEach(
        batch, completions, update: update, epoch: epoch, leavingOut: isIdle, body)
    }
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<batch.count)
    guard let size, let gathered, size < batch.count else {
      return body(
        Minibatch(
          input: batch.input, indices: order[...], share: normalizer.share(of: batch)))
    }
    var shuffle = stream.substream("epoch", update, epoch)
    shuffle.shuffle(&order)
    for start in stride(from: 0, to: batch.count, by: size) {
      let indices = order[start..<min(start + size, batch.count)]
      for (row, index) in indices.enumerated() {
        for column in 0..<gathered.columns {
          gathered[row, column] = batch.observations[index, column]
        }
      }
      let minibatch = Minibatch(
        input: .observations(gathered.rows(0..<indices.count)), indices: indices,
        share: normalizer.share(of: batch, transitions: indices.count, episodes: 0))
      guard body(minibatch) else { return false }
    }
    return true
  }

  /// The same with whole completions. Those of one question stand together in a minibatch, so that the
  /// networks see the question once.
  private func forEach(
    _ batch: Batch, _ completions: Completions, update: Int, epoch: Int,
    leavingOut isIdle: (Int) -> Bool, _ body: (Minibatch) -> Bool
  ) -> Bool {
    chosen.removeAll(keepingCapacity: true)
    chosen.append(contentsOf: 0..<completions.count)
    let size = min(size ?? completions.count, completions.count)
    if size < completions.count {
      var shuffle = stream.substream("epoch", update, epoch)
      shuffle.shuffle(&chosen)
    }
    for start in stride(from: 0, to: completions.count, by: size) {
      var members = chosen[start..<min(start + size, completions.count)].sorted()
      let (episodes, transitions) = (
        members.count, members.reduce(0) { $0 + completions.transitions($1).count }
      )
      members.removeAll(where: isIdle)
      order.removeAll(keepingCapacity: true)
      for member in members { order.append(contentsOf: completions.transitions(member)) }
      let minibatch = Minibatch(
        input: .tokens(completions.pack(members)), indices: order[...],
        share: normalizer.share(of: batch, transitions: transitions, episodes: episodes),
        actionShare: normalizer.actionShare(transitions: transitions, episodes: episodes))
      guard body(minibatch) else { return false }
    }
    return true
  }
}
