import Randomness
import Statistics
import Testing

/// Defects measured in other tools, each with a copy that fails what the shipped code passes.
struct AnchorDefectFamiliesTests {
  let stream = RandomStream(seed: 41, purpose: "anchor defects")

  /// AdaStop 0.1.3 compares |T| with the distribution of the signed greatest T.
  @Test func `defect 1, signed maxima: p of a pair counts both directions`() throws {
    let (x, y) = ([6.0, 7, 8, 9], [1.0, 2, 3, 4])
    // Both complete separations of eight runs are as extreme as the observed one: 2 of 70.
    let holds = { (p: Double) in isClose(p, 2.0 / 70) }
    #expect(holds(try MultipleComparisons.westfallYoung([x, y], stream: stream).values[0]))
    let pooled = x + y
    var extreme = 0.0
    for split in 0..<256 where split.nonzeroBitCount == 4 {
      let sum = pooled.indices.reduce(0.0) { $0 + (split >> $1 & 1 == 1 ? pooled[$1] : 0) }
      let signed = sum / 4 - (40 - sum) / 4
      if signed >= 5 { extreme += 1 }
    }
    #expect(!holds(extreme / 70))
  }

  /// rl-reliability-metrics sums the harmonic series up to the rank instead of to m.
  @Test func `defect 5, running harmonic sum: the thresholds of benjamini and yekutieli`() throws {
    // With m = 6 and α = 0.05 the i-th smallest is rejected up to iα/(m c(m)): 0.0034 for the first.
    let p = [0.005, 1, 1, 1, 1, 1]
    let holds = { (adjusted: [Double]) in adjusted[0] > 0.05 && isClose(adjusted[0], 0.0735) }
    #expect(holds(try MultipleComparisons.benjaminiYekutieli(p)))
    var (defective, harmonic) = (p, 0.0)
    for rank in 1...6 {
      harmonic += 1 / Double(rank)
      defective[rank - 1] = min(1, 6 * harmonic / Double(rank) * p[rank - 1])
    }
    #expect(defective[0] <= 0.05 && !holds(defective))
  }

  /// The same tool's permutation p is the plain share, so that 0 is possible.
  @Test func `defect 5, no one added: p of random assignments is never zero`() throws {
    let x = (0..<12).map { Double($0) }
    let far = x.map { $0 + 1000 }
    let holds = { (p: Double) in isClose(p, 1.0 / 200) }
    let table = try MultipleComparisons.westfallYoung(
      [x, far], limit: 1, resamples: 199, stream: stream)
    #expect(holds(table.values[0]))
    var (pooled, draws, extreme) = (x + far, stream.substream("defect"), 0)
    for _ in 0..<199 {
      draws.shuffle(&pooled)
      let difference = pooled[..<12].reduce(0, +) / 12 - pooled[12...].reduce(0, +) / 12
      if abs(difference) >= 1000 { extreme += 1 }
    }
    #expect(!holds(Double(extreme) / 199))
  }

  /// deep-significance puts adjusted values back by the order that sorted them, not by its inverse.
  @Test func `defect 7, wrong order: adjusted values stay with their hypotheses`() throws {
    let p = [0.03, 0.0001, 0.01]
    let holds = { (adjusted: [Double]) in
      zip(adjusted, [0.03, 0.0003, 0.015]).allSatisfy { isClose($0, $1) }
    }
    #expect(holds(try MultipleComparisons.benjaminiHochberg(p)))
    let order = p.indices.sorted { p[$0] < p[$1] }
    let ascending = [0.0003, 0.015, 0.03]
    #expect(!holds(order.map { ascending[$0] }))
  }

  /// deep-significance adjusts the i-th smallest by (m − i + 1) p₍ᵢ₎ alone, puts it back in the wrong
  /// order and calls it Bonferroni's.
  @Test func `defect 7, no step-down: adjusted values are monotone in the raw ones`() throws {
    let p = [0.03, 0.01, 0.02]
    let holds = { (adjusted: [Double]) in
      zip(adjusted, [0.04, 0.03, 0.04]).allSatisfy { isClose($0, $1) }
    }
    #expect(holds(try MultipleComparisons.holm(p)))
    let order = p.indices.sorted { p[$0] < p[$1] }
    let ascending = order.enumerated().map { Double(p.count - $0) * p[$1] }
    #expect(!holds(order.map { ascending[$0] }))
  }

  /// The same tool tests m comparisons at α (1 − 1/m), which grows with m.
  @Test func `defect 7, a level that grows: of m comparisons the first needs alpha over m`() throws
  {
    let alpha = 0.05
    for (m, p) in [(3, 0.03), (10, 0.04)] {
      let holds = { (rejected: Bool) in rejected == (p <= alpha / Double(m)) }
      let family = [p] + [Double](repeating: 1, count: m - 1)
      #expect(holds(try MultipleComparisons.holm(family)[0] <= alpha))
      #expect(!holds(p <= alpha * (1 - 1 / Double(m))))
    }
  }

  /// deep-significance plans unpaired runs with a paired test.
  @Test func `defect 7, pairs that are none: independent samples are not paired by their order`()
    throws
  {
    let (x, y) = ([1.0, 2, 3, 4, 5], [1.5, 2.4, 3.6, 4.5, 5.4])
    let holds = { (p: (_ x: [Double], _ y: [Double]) throws -> Double?) in
      try isClose(p(x, y) ?? .nan, p(x, [4.5, 1.5, 5.4, 2.4, 3.6]) ?? .nan)
    }
    #expect(try holds { try OneSidedTest.run($0, $1, paired: false).pValue })
    #expect(try !holds { try OneSidedTest.run($0, $1, paired: true).pValue })
  }

  /// autorank chooses the direction of a one-sided test by the data.
  @Test func `defect 8, direction from the data: one-sided claims hold their level`() throws {
    var source = RandomStream(seed: 12, purpose: "directions")
    let (trials, alpha) = (2_000, 0.05)
    var (declared, chosen) = (0, 0)
    for _ in 0..<trials {
      let x = (0..<8).map { _ in source.normal() }
      let y = (0..<8).map { _ in source.normal() }
      let better = try OneSidedTest.run(x, y, paired: false).pValue ?? 1
      let worse = try OneSidedTest.run(y, x, paired: false).pValue ?? 1
      if better <= alpha { declared += 1 }
      if min(better, worse) <= alpha { chosen += 1 }
    }
    let error = (alpha * (1 - alpha) / Double(trials)).squareRoot()
    let holds = { (claims: Int) in abs(Double(claims) / Double(trials) - alpha) < 4 * error }
    #expect(holds(declared))
    #expect(!holds(chosen))
  }

  /// lm-evaluation-harness compares two models on the same documents as if they were independent.
  @Test func `defect 9, unpaired where seeds are shared: pairs find what they share`() throws {
    // Seeds differ by far more than the algorithms do.
    let y = [0.1, 0.3, 0.5, 0.7, 0.9]
    let x = zip(y, [0.02, 0.03, 0.025, 0.02, 0.03]).map { $0 + $1 }
    let holds = { (paired: Bool) in
      try (OneSidedTest.run(x, y, paired: paired).pValue ?? 1) < 0.001
        && (try EquivalenceTest.run(x, y, margin: 0.05, paired: paired).pValue ?? 1) < 0.001
    }
    #expect(try holds(true))
    #expect(try !holds(false))
  }

  /// lmms-eval computes 2 (1 − Φ), which is 0 from z = 8.3 on.
  @Test func `defect 12, one less the distribution: small p keep their digits`() throws {
    let sample = [-2.0, -1, 0, 0, 1, 2]
    let deviation = try #require(try Descriptive.standardDeviation(sample))
    let shift = 40 * deviation * (2.0 / 6).squareRoot()
    let holds = { (p: Double) in isClose(p, 1.1404288715428773e-12) }
    let test = try OneSidedTest.run(sample.map { $0 + shift }, sample, paired: false)
    #expect(holds(try #require(test.pValue)))
    let lower = 1 - (try #require(test.pValue))
    #expect(!holds(1 - lower))
    #expect(try GSL.noncentralStudentUpperTail(50, degreesOfFreedom: 30, noncentrality: 1) > 0)
    #expect(try GSL.rangeUpperTail(14, count: 4) > 0)
  }
}
