/// The ranks of algorithms within blocks, 1 for the highest score; ties share the mean of their ranks.
struct BlockRanks {
  let blocks: Int
  let algorithms: Int
  /// Twice the sum of each algorithm's ranks: whole, so that no order of blocks changes it.
  let doubledSums: [Int]
  /// Σ(t³ − t) over the sizes t of all ties in all blocks.
  let tieTerm: Double
  /// The sizes of the ties of the first block, from the highest score on; 1 where there is none.
  private let firstTies: [Int]

  /// Ranks the scores `[block][algorithm]`.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two blocks or algorithms, blocks of different sizes,
  ///   NaN, ±∞ or a magnitude above 10³⁰⁰.
  init(_ scores: [[Double]]) throws {
    guard scores.count >= 2 else {
      throw StatisticsError.tooFew(n: scores.count, needed: 2, for: "blocks of a Friedman test")
    }
    algorithms = scores[0].count
    blocks = scores.count
    guard algorithms >= 2 else {
      throw StatisticsError.tooFew(n: algorithms, needed: 2, for: "algorithms to rank")
    }
    var sums = [Int](repeating: 0, count: algorithms)
    var tieTerm = 0.0
    var firstTies: [Int] = []
    for (block, values) in scores.enumerated() {
      guard values.count == algorithms else {
        throw StatisticsError.outOfRange(
          what: "the number of scores in block \(block)", value: Double(values.count),
          allowed: "\(algorithms), that of block 0")
      }
      _ = try SortedSample(values, name: "block \(block)")
      let descending = values.indices.sorted { (-values[$0], $0) < (-values[$1], $1) }
      var start = 0
      while start < algorithms {
        var end = start + 1
        while end < algorithms, values[descending[end]] == values[descending[start]] { end += 1 }
        // Ranks start + 1 … end, whose mean is (start + 1 + end) / 2.
        for place in start..<end { sums[descending[place]] += start + 1 + end }
        let size = end - start
        tieTerm += Double(size * size * size - size)
        if block == 0 { firstTies.append(size) }
        start = end
      }
    }
    doubledSums = sums
    self.tieTerm = tieTerm
    self.firstTies = firstTies
  }

  /// The mean rank of each algorithm.
  var averages: [Double] { doubledSums.map { Double($0) / Double(2 * blocks) } }

  /// The chance that all blocks rank alike, given the ties, if every order is as likely as every other.
  var chanceOfAgreement: Double {
    var orders = 1.0
    var placed = 0
    for size in firstTies {
      for step in 1...size {
        placed += 1
        orders *= Double(placed) / Double(step)
      }
    }
    var chance = 1.0
    for _ in 1..<blocks { chance /= orders }
    return chance
  }
}
