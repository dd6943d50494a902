import Randomness

/// Draws runs of one task with replacement, each equally likely, several from one 64-bit word.
///
/// For n runs, a word w yields the digits of ⌊w · nᵏ / 2⁶⁴⌋ in base n, where k is the most digits
/// with nᵏ ≤ 2⁵⁶. A word whose w · nᵏ mod 2⁶⁴ is below 2⁶⁴ mod nᵏ is redrawn, so no digit is favoured.
/// Source: N. Brackett-Rozinsky and D. Lemire, *Batched ranged random integer generation* (2024),
/// https://arxiv.org/abs/2408.06213.
package struct RunSampler {
  /// How many runs there are, and how many are drawn each time.
  package let runs: Int
  /// What the caller adds to an index: where the runs start in an array of all runs.
  package let offset: Int
  private let digits: Int
  private let power: UInt64
  private let threshold: UInt64

  /// A sampler of `runs` runs.
  ///
  /// - Precondition: `runs` is positive.
  package init(runs: Int, offset: Int) {
    self.runs = runs
    self.offset = offset
    let base = UInt64(runs)
    var (digits, power) = (1, base)
    while power <= (1 << 56) / base && digits < runs {
      power *= base
      digits += 1
    }
    self.digits = digits
    self.power = power
    threshold = (0 &- power) % power
  }

  /// Samplers of the runs of each task, with offsets into the concatenated runs.
  static func samplers(of tasks: [SortedSample]) -> [RunSampler] {
    var offset = 0
    return tasks.map { task in
      defer { offset += task.count }
      return RunSampler(runs: task.count, offset: offset)
    }
  }

  /// Draws as many runs as there are, and hands `use` the index of each, `offset` included.
  ///
  /// A task with one run takes nothing from the stream.
  @inline(__always)
  package func resample(from stream: inout RandomStream, _ use: (Int) -> Void) {
    guard runs > 1 else { return use(offset) }
    let base = UInt64(runs)
    var left = runs
    while left > 0 {
      var word = stream.next64()
      while word &* power < threshold { word = stream.next64() }
      for _ in 0..<min(digits, left) {
        let product = word.multipliedFullWidth(by: base)
        word = product.low
        use(offset &+ Int(truncatingIfNeeded: product.high))
      }
      left -= digits
    }
  }
}
