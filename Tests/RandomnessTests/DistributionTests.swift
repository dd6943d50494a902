import Foundation
import Randomness
import Testing

/// Tests of fit on fixed seeds, with bounds from SciPy (`chi2.isf`, `kolmogi`).
///
/// Each bound is the upper 10⁻⁴ point of the statistic's distribution for a perfect generator:
/// another seed would fail one such test in ten thousand.
@Suite struct DistributionTests {
  /// Upper 10⁻⁴ points of χ² by degrees of freedom.
  private static let chiSquareBounds: [Int: Double] = [
    1: 15.14, 2: 18.42, 7: 29.88, 9: 33.72, 23: 57.07, 63: 113.50, 99: 160.05, 255: 347.65,
  ]
  /// Upper 10⁻⁴ point of √n times the Kolmogorov distance.
  private static let kolmogorovBound = 2.225

  private func chiSquare(_ counts: [Int], _ probabilities: [Double]) -> Double {
    let total = Double(counts.reduce(0, +))
    return zip(counts, probabilities).reduce(0) { sum, cell in
      let expected = total * cell.1
      return sum + (Double(cell.0) - expected) * (Double(cell.0) - expected) / expected
    }
  }

  private func expectFit(_ counts: [Int], _ probabilities: [Double]) throws {
    let bound = try #require(Self.chiSquareBounds[counts.count - 1])
    #expect(chiSquare(counts, probabilities) < bound, "\(counts)")
  }

  private func expectUniform(_ counts: [Int]) throws {
    try expectFit(counts, Array(repeating: 1 / Double(counts.count), count: counts.count))
  }

  /// √n times the largest distance of the sorted sample's distribution from `cumulative`.
  private func kolmogorov(_ sample: [Double], _ cumulative: (Double) -> Double) -> Double {
    let count = Double(sample.count)
    var distance = 0.0
    for (index, x) in sample.sorted().enumerated() {
      let p = cumulative(x)
      distance = max(distance, p - Double(index) / count, Double(index + 1) / count - p)
    }
    return distance * count.squareRoot()
  }

  @Test func `uniform numbers are uniform, alone and in pairs`() throws {
    var stream = RandomStream(seed: 1, purpose: "uniform test")
    var cells = Array(repeating: 0, count: 100)
    var pairs = Array(repeating: 0, count: 256)
    for _ in 0..<50_000 {
      let (x, y) = (stream.uniform(), stream.uniform())
      cells[Int(x * 100)] += 1
      pairs[Int(x * 16) * 16 + Int(y * 16)] += 1
    }
    try expectUniform(cells)
    try expectUniform(pairs)
    let sample = (0..<50_000).map { _ in stream.uniform() }
    #expect(kolmogorov(sample) { $0 } < Self.kolmogorovBound)
  }

  @Test func `single-precision uniform numbers are uniform to their last bits`() throws {
    var stream = RandomStream(seed: 2, purpose: "uniform test")
    var high = Array(repeating: 0, count: 100)
    var low = Array(repeating: 0, count: 64)
    for _ in 0..<50_000 {
      let x = stream.uniformFloat()
      #expect(x >= 0 && x < 1)
      high[Int(x * 100)] += 1
      low[Int(x * 0x1p24) % 64] += 1
    }
    try expectUniform(high)
    try expectUniform(low)
  }

  @Test func `normal numbers are normal, tails included`() throws {
    var stream = RandomStream(seed: 3, purpose: "normal test")
    let sample = (0..<300_000).map { _ in stream.normal() }
    let cumulative = { (x: Double) in 0.5 * erfc(-x / 2.0.squareRoot()) }
    #expect(kolmogorov(sample, cumulative) < Self.kolmogorovBound)
    // Both tails beyond 1, 2, 3 and 4 standard deviations, and the middle: ten cells.
    let borders = [-4.0, -3, -2, -1, 0, 1, 2, 3, 4]
    var counts = Array(repeating: 0, count: 10)
    for x in sample { counts[borders.count { x >= $0 }] += 1 }
    let limits = [0] + borders.map(cumulative) + [1]
    try expectFit(counts, (0..<10).map { limits[$0 + 1] - limits[$0] })
    // Five standard deviations of the mean and of the mean square.
    let mean = sample.reduce(0, +) / 3e5
    let square = sample.reduce(0) { $0 + $1 * $1 } / 3e5
    #expect(mean.magnitude < 5 / 3e5.squareRoot())
    #expect((square - 1).magnitude < 5 * (2 / 3e5).squareRoot())
  }

  @Test func `categories are drawn in proportion, those of weight zero never`() throws {
    var stream = RandomStream(seed: 4, purpose: "categorical test")
    let weights: [Float] = [0, 0.1, 0, 2, 0.9, 0]
    var counts = Array(repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[stream.categorical(weights.span)] += 1 }
    #expect(counts[0] == 0 && counts[2] == 0 && counts[5] == 0)
    try expectFit([counts[1], counts[3], counts[4]], [0.1 / 3, 2.0 / 3, 0.9 / 3])
  }

  @Test func `a category of the smallest weight among huge ones can be left alone`() {
    var stream = RandomStream(seed: 5, purpose: "categorical test")
    let weights: [Float] = [.leastNonzeroMagnitude, .greatestFiniteMagnitude, 0]
    for _ in 0..<1000 { #expect(stream.categorical(weights.span) == 1) }
    let alone: [Float] = [0, 0, .leastNonzeroMagnitude, 0]
    for _ in 0..<1000 { #expect(stream.categorical(alone.span) == 2) }
  }

  @Test func `integers below a small bound are equally likely`() throws {
    var stream = RandomStream(seed: 6, purpose: "integer test")
    var counts = Array(repeating: 0, count: 10)
    for _ in 0..<50_000 { counts[stream.integer(below: 10)] += 1 }
    try expectUniform(counts)
    #expect(stream.integer(below: 1) == 0)
  }

  @Test func `integers below a bound near 2⁶³ are unbiased`() throws {
    // Of the 2⁶⁴ draws for the bound 3·2⁶¹, a quarter must be rejected; without rejection the
    // multiples of 3 would come up a third less often than the others.
    var stream = RandomStream(seed: 7, purpose: "integer test")
    let bound = 3 << 61
    var residues = [0, 0, 0]
    var eighths = Array(repeating: 0, count: 8)
    for _ in 0..<30_000 {
      let value = stream.integer(below: bound)
      residues[value % 3] += 1
      eighths[Int(Double(value) / Double(bound) * 8)] += 1
    }
    try expectUniform(residues)
    try expectUniform(eighths)
    for _ in 0..<1000 { #expect(stream.integer(below: .max) < .max) }
  }

  @Test func `all 24 orders of four are equally likely`() throws {
    var stream = RandomStream(seed: 8, purpose: "shuffle test")
    var counts: [[Int]: Int] = [:]
    for _ in 0..<48_000 {
      var order = [0, 1, 2, 3]
      stream.shuffle(&order)
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 24)
    try expectUniform(counts.values.sorted())
    var none: [Int] = []
    stream.shuffle(&none)
    #expect(none.isEmpty)
  }
}
