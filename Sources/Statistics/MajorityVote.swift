extension PassRate {
  /// maj@k, the probability that the most frequent answer of k attempts is the correct one, **a tie
  /// being broken at random, every tied answer alike**.
  ///
  /// The exact average over all C(n, k) choices of k attempts: Σ over the number j of correct answers
  /// chosen and the number t of others chosen as often, with none chosen more often, of the share of
  /// such choices, over 1 + t. Computed for independent binomial numbers with p = k/n, given that they
  /// add up to k: the same distribution, and only sums of positive terms, so it neither overflows nor
  /// cancels. Majority voting: X. Wang et al., *Self-consistency* (2022), https://arxiv.org/abs/2203.11171.
  ///
  /// - Parameters:
  ///   - correct: how many attempts gave the correct answer, at least 0.
  ///   - others: how many gave each other answer, at least 0 each; their order does not matter. Attempts
  ///     without an answer are one more answer, or one each, as the caller decides.
  ///   - k: how many attempts vote, at least 1.
  /// - Returns: in [0, 1]; nil where there are fewer attempts than `k`.
  /// - Throws: ``StatisticsError/tooFew(n:needed:for:)``, ``StatisticsError/outOfRange(what:value:allowed:)``.
  public static func majority(correct: Int, others: [Int], of k: Int) throws -> Double? {
    for (index, count) in ([correct] + others).enumerated() where count < 0 {
      throw StatisticsError.outOfRange(
        what: index == 0 ? "the number of correct attempts" : "the count of answer \(index - 1)",
        value: Double(count), allowed: "0 or more")
    }
    let attempts = others.reduce(correct, +)
    guard attempts >= 1 else {
      throw StatisticsError.tooFew(n: attempts, needed: 1, for: "attempts at a problem")
    }
    guard k >= 1 else { throw StatisticsError.tooFew(n: k, needed: 1, for: "attempts that vote") }
    guard k <= attempts else { return nil }

    let share = Double(k) / Double(attempts)
    let chosen = binomial(correct, share)
    let rivals = others.filter { $0 > 0 }.sorted().map { binomial($0, share) }
    var won = CompensatedSum()
    for votes in stride(from: 1, through: min(correct, k), by: 1) {
      for (ties, ways) in rivalWays(rivals, atMost: votes, inAll: k - votes).enumerated() {
        won.add(chosen[votes] * ways / Double(1 + ties))
      }
    }
    return min(1, won.divided(by: binomial(attempts, share)[k]))
  }

  /// `[t]`: the probability that the rivals have `inAll` votes together, none more than `atMost`, and
  /// t of them exactly that many.
  private static func rivalWays(
    _ rivals: [[Double]], atMost most: Int, inAll total: Int
  ) -> [Double] {
    let width = total / most + 1
    // [votes so far, ties so far]
    var ways = [Double](repeating: 0, count: (total + 1) * width)
    ways[0] = 1
    for rival in rivals {
      var next = [Double](repeating: 0, count: ways.count)
      for votes in 0...total {
        for ties in 0..<width where ways[votes * width + ties] > 0 {
          for more in 0...min(most, rival.count - 1, total - votes) {
            let place = (votes + more) * width + ties + (more == most ? 1 : 0)
            next[place] += ways[votes * width + ties] * rival[more]
          }
        }
      }
      ways = next
    }
    return Array(ways[(total * width)...])
  }

  /// The probabilities of 0 … `count` successes with this share: by the ratios of neighbours from the
  /// most likely number on, so that the largest is not lost to underflow.
  private static func binomial(_ count: Int, _ share: Double) -> [Double] {
    var weights = [Double](repeating: 0, count: count + 1)
    guard share < 1 else {
      weights[count] = 1
      return weights
    }
    let mode = min(count, Int(Double(count + 1) * share))
    weights[mode] = 1
    let odds = share / (1 - share)
    for number in stride(from: mode, to: count, by: 1) {
      weights[number + 1] = weights[number] * odds * Double(count - number) / Double(number + 1)
    }
    for number in stride(from: mode, to: 0, by: -1) {
      weights[number - 1] = weights[number] / odds * Double(number) / Double(count - number + 1)
    }
    var sum = CompensatedSum()
    for weight in weights { sum.add(weight) }
    return weights.map { $0 / sum.value }
  }
}
