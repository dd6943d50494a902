import Randomness

/// The runs of a group of algorithms, assigned to the algorithms anew.
struct GroupPermutations {
  /// Ascending: the observed runs of all members, pooled.
  private let pooled: [Double]
  /// How many runs each member has.
  private let sizes: [Int]
  /// The square of the observed t from which an assignment counts as at least as extreme.
  private let threshold: Double

  /// The group of these members, each of two runs or more.
  init(_ members: [SortedSample]) {
    // By size and content, so that the order of the algorithms does not decide the draws.
    let members = members.sorted(by: SortedSample.precedes)
    sizes = members.map(\.count)
    // A power of two, so exact: no square overflows.
    let magnitude = members.map(\.magnitude).max() ?? 0
    let scale = Double(sign: .plus, exponent: -max(magnitude.exponent, -1000), significand: 1)
    let observed = members.flatMap { $0.values.map { $0 * scale } }
    threshold = Self.greatestSquare(observed, sizes) * (1 - 1e-9)
    pooled = observed.sorted()
  }

  /// The share of assignments at least as extreme as the observed one.
  func pValue(limit: Int, resamples: Int, stream: RandomStream) -> Double {
    if let assignments = assignments(atMost: limit) {
      var open = sizes
      var slots = [Double](repeating: 0, count: pooled.count)
      let starts = sizes.indices.map { sizes[..<$0].reduce(0, +) }
      let extreme = extremeAssignments(from: 0, &open, &slots, starts)
      return Double(extreme) / Double(assignments)
    }
    var stream = stream
    var order = pooled
    var extreme = 0
    for _ in 0..<resamples {
      stream.shuffle(&order)
      if Self.greatestSquare(order, sizes) >= threshold { extreme += 1 }
    }
    return Double(1 + extreme) / Double(resamples + 1)
  }

  /// The number of assignments, or nil above the limit.
  private func assignments(atMost limit: Int) -> Int? {
    var (ways, placed) = (1, 0)
    for size in sizes {
      for step in 1...size {
        placed += 1
        let (product, overflow) = ways.multipliedReportingOverflow(by: placed)
        if overflow { return nil }
        ways = product / step
      }
      if ways > limit { return nil }
    }
    return ways
  }

  /// How many ways to assign the values from `index` on are extreme.
  private func extremeAssignments(
    from index: Int, _ open: inout [Int], _ slots: inout [Double], _ starts: [Int]
  ) -> Int {
    guard index < pooled.count else {
      return Self.greatestSquare(slots, sizes) >= threshold ? 1 : 0
    }
    var count = 0
    for member in sizes.indices where open[member] > 0 {
      open[member] -= 1
      slots[starts[member] + open[member]] = pooled[index]
      count += extremeAssignments(from: index + 1, &open, &slots, starts)
      open[member] += 1
    }
    return count
  }

  /// The greatest t² over all pairs of members, whose runs lie one after the other.
  private static func greatestSquare(_ runs: [Double], _ sizes: [Int]) -> Double {
    withUnsafeTemporaryAllocation(of: (mean: Double, error: Double).self, capacity: sizes.count) {
      members in
      var start = 0
      for (member, size) in sizes.enumerated() {
        // Deviations from a run of the sample, so that a constant one has exactly no variance.
        let origin = runs[start]
        var (sum, squares) = (0.0, 0.0)
        for index in start..<start + size {
          let deviation = runs[index] - origin
          sum += deviation
          squares += deviation * deviation
        }
        let n = Double(size)
        let variance = max(0, (squares - sum * sum / n) / (n - 1))
        members.initializeElement(at: member, to: (origin + sum / n, variance / n))
        start += size
      }
      var greatest = 0.0
      for first in 0..<sizes.count {
        for second in first + 1..<sizes.count {
          let difference = members[first].mean - members[second].mean
          let error = members[first].error + members[second].error
          if difference != 0 { greatest = max(greatest, difference * difference / error) }
        }
      }
      return greatest
    }
  }
}
