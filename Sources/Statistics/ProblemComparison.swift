/// Two trained policies, or two groups of them, compared problem by problem on a shared set.
///
/// With x̄ⱼ the mean score of the first's runs on problem j and ȳⱼ that of the second's, the difference
/// of the accuracies is the mean of dⱼ = x̄ⱼ − ȳⱼ over the C problems. Its standard error is clustered by
/// problem, √(C/(C − 1) · Σ(dⱼ − d̄)²) / C, which is s_d/√C; so what makes a problem hard for both
/// cancels. t has C − 1 degrees of freedom. Sources: E. Miller, *Adding error bars to evals* (2024),
/// https://arxiv.org/abs/2411.00640, sections 2.2 and 4.2.
///
/// It says whether *these* policies differ on problems like these. Whether one *algorithm* is better
/// is asked of seeds: test the accuracies of the runs by ``PairedTTest``, ``SignFlipTest`` or
/// ``WelchTest``.
///
/// | Problems | p, interval, standard error | degenerate |
/// |---|---|---|
/// | a single one | nil | no |
/// | no difference on any | p = 1, no interval, standard error 0 | yes |
/// | the same difference on all, not 0 | nil, standard error 0; see `mcNemar` | yes |
public struct ProblemComparison: Sendable, Equatable {
  /// The accuracy of each, the mean over problems of the mean over runs.
  public let accuracies: [Double]
  /// The first accuracy less the second.
  public let difference: Double
  /// The standard error of the difference, clustered by problem; nil for one problem.
  public let standardError: Double?
  /// The interval of the difference, of method `"paired t"` over problems.
  public let interval: Interval?
  /// The two-sided p-value of t; for single runs of right or wrong, prefer `mcNemar`, which is exact.
  public let pValue: Double?
  /// The correlation of x̄ⱼ and ȳⱼ over problems, in [−1, 1]: how much pairing helps. nil where either
  /// is the same on all problems.
  public let correlation: Double?
  /// McNemar's test, where each side is a single run whose scores are all 0 or 1.
  public let mcNemar: McNemarTest?
  /// C.
  public let problems: Int
  /// Whether the difference is the same on all problems.
  public let degenerate: Bool

  /// Compares scores on the same problems.
  ///
  /// - Parameters:
  ///   - x: the first's scores, `[run][problem]`, usually 1 for right and 0 for wrong.
  ///   - y: the second's, on the same problems in the same order; it may have another number of runs.
  ///   - level: the nominal coverage of the interval, in (0, 1).
  /// - Throws: ``StatisticsError`` if a side has no run, runs have different numbers of problems or
  ///   none, a score is NaN, ±∞ or above 10³⁰⁰ in magnitude, or the level is outside (0, 1).
  public static func run(
    _ x: [[Double]], _ y: [[Double]], level: Double = 0.95
  ) throws -> ProblemComparison {
    let first = try meansByProblem(x, "the first")
    let second = try meansByProblem(y, "the second")
    let test = try PairedTTest.run(first, second, level: level)
    let pairs = try PairedDifferences(first, second)
    let deviation = test.degenerate ? 0 : pairs.standardDeviation
    return ProblemComparison(
      accuracies: [SortedSample(finite: first).mean, SortedSample(finite: second).mean],
      difference: test.difference,
      standardError: deviation.map { $0 / Double(pairs.count).squareRoot() },
      interval: test.interval, pValue: test.pValue, correlation: correlation(first, second),
      mcNemar: try mcNemar(x, y), problems: first.count, degenerate: test.degenerate)
  }

  /// The mean score of each problem over runs.
  private static func meansByProblem(_ runs: [[Double]], _ side: String) throws -> [Double] {
    guard let problems = runs.first?.count else {
      throw StatisticsError.emptyInput(of: "\(side) group of runs")
    }
    for (index, scores) in runs.enumerated() {
      _ = try SortedSample(scores, name: "run \(index) of \(side) group")
      guard scores.count == problems else {
        throw StatisticsError.differentCounts(first: problems, second: scores.count)
      }
    }
    return (0..<problems).map { problem in
      SortedSample(finite: runs.map { $0[problem] }).mean
    }
  }

  /// Pearson's correlation, its sums taken over sorted pairs.
  private static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
    let (first, second) = (SortedSample(finite: x), SortedSample(finite: y))
    guard let firstDeviation = first.standardDeviation, firstDeviation > 0,
      let secondDeviation = second.standardDeviation, secondDeviation > 0
    else { return nil }
    var products = CompensatedSum()
    let scaled = zip(x, y).map {
      (($0 - first.mean) / firstDeviation) * (($1 - second.mean) / secondDeviation)
    }
    for product in SortedSample(finite: scaled).values { products.add(product) }
    return max(-1, min(1, products.divided(by: Double(x.count - 1))))
  }

  /// McNemar's test of two single runs of 0 and 1; nil otherwise.
  private static func mcNemar(_ x: [[Double]], _ y: [[Double]]) throws -> McNemarTest? {
    guard x.count == 1, y.count == 1, (x[0] + y[0]).allSatisfy({ $0 == 0 || $0 == 1 }) else {
      return nil
    }
    let answers = Array(zip(x[0], y[0]))
    return try McNemarTest.run(
      onlyFirst: answers.count { $0 > $1 }, onlySecond: answers.count { $0 < $1 })
  }
}
