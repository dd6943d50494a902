import Randomness
import Statistics
import Testing

struct RunSamplerTests {
  /// The digits of ⌊word · nᵏ / 2⁶⁴⌋ in base n by division, from the words that favour none of them.
  private func naive(_ runs: Int, _ count: Int, _ stream: inout RandomStream) -> [Int] {
    var digits = 1
    var power = UInt64(runs)
    while digits < runs,
      power.multipliedReportingOverflow(by: UInt64(runs)).partialValue <= 1 << 56,
      !power.multipliedReportingOverflow(by: UInt64(runs)).overflow
    {
      power *= UInt64(runs)
      digits += 1
    }
    let unfair = (UInt64.max % power + 1) % power  // 2⁶⁴ mod nᵏ
    var indices: [Int] = []
    for _ in 0..<count {
      var batch: [Int] = []
      while batch.count < runs {
        let product = stream.next64().multipliedFullWidth(by: power)
        guard product.low >= unfair else { continue }
        var number = product.high
        var word: [Int] = []
        for _ in 0..<digits {
          word.insert(Int(number % UInt64(runs)), at: 0)
          number /= UInt64(runs)
        }
        batch += word.prefix(runs - batch.count)
      }
      indices += batch
    }
    return indices
  }

  @Test(arguments: [2, 3, 7, 10, 16, 25, 100, 1_000])
  func `indices are those of a division of the words, unfair words left out`(_ runs: Int) {
    let count = 20_000 / runs
    var (stream, twin) = (
      RandomStream(seed: 6, purpose: "indices"), RandomStream(seed: 6, purpose: "indices")
    )
    let sampler = RunSampler(runs: runs, offset: 5)
    var indices: [Int] = []
    for _ in 0..<count { sampler.resample(from: &stream) { indices.append($0 - 5) } }
    #expect(indices == naive(runs, count, &twin))
    #expect(stream == twin)
  }

  @Test(arguments: [2, 3, 10, 25]) func `every index is drawn equally often`(_ runs: Int) {
    var stream = RandomStream(seed: 3, purpose: "frequencies")
    let sampler = RunSampler(runs: runs, offset: 0)
    var counts = Array(repeating: 0.0, count: runs)
    let resamples = 20_000 / runs
    for _ in 0..<resamples { sampler.resample(from: &stream) { counts[$0] += 1 } }
    let expected = Double(resamples)
    let statistic = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    // Six standard deviations of χ² above its mean.
    #expect(statistic < Double(runs - 1) + 6 * (2 * Double(runs - 1)).squareRoot())
  }

  @Test func `a single run is taken without a draw`() {
    var stream = RandomStream(seed: 3, purpose: "single")
    let before = stream
    var drawn: [Int] = []
    RunSampler(runs: 1, offset: 4).resample(from: &stream) { drawn.append($0) }
    #expect(drawn == [4])
    #expect(stream == before)
  }
}
