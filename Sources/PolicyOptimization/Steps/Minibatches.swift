import Kernels
import Randomness

/// Cuts a shuffled batch into minibatches and gathers their observations.
package final class Minibatches {
  private let size: Int?
  private let stream: RandomStream
  private var order: [Int]
  /// None where every pass takes the whole batch, whose rows already stand together.
  private let gathered: Matrix?

  /// - Parameters:
  ///   - size: transitions in a minibatch (the last may be smaller); nil: the whole batch.
  ///   - purpose: what distinguishes this shuffle's stream from others of the run.
  package init(
    size: Int?, capacity: Int, observationSize: Int, seed: RunSeed, purpose: String,
    ledger: MemoryLedger
  ) {
    self.size = size
    stream = RandomStream(seed: seed.suite, purpose: purpose, seed.run)
    order = ledger.array(repeating: 0, count: capacity, role: MemoryRole(.run, .rollout))
    if let size, size < capacity {
      gathered = Matrix(
        rows: size, columns: observationSize, role: MemoryRole(.run, .rollout), ledger: ledger)
    } else {
      gathered = nil
    }
  }

  /// Calls `body` with the observations and indices of each minibatch of one pass, until it returns
  /// false. A pass over the whole batch at once keeps the batch's order.
  ///
  /// - Returns: whether every call returned true.
  package func forEach(
    _ batch: Batch, update: Int, epoch: Int, _ body: (Matrix, ArraySlice<Int>) -> Bool
  ) -> Bool {
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<batch.count)
    guard let size, let gathered, size < batch.count else {
      return body(batch.observations.rows(0..<batch.count), order[...])
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
      guard body(gathered.rows(0..<indices.count), indices) else { return false }
    }
    return true
  }
}
