/// How often problems are solved in several attempts, from counts of attempts and of correct ones.
///
/// With n attempts at a problem of which c are correct, each is the exact average over all C(n, k)
/// choices of k attempts: unbiased for k attempts of the same policy, as 1 − (1 − c/n)ᵏ is not. In
/// products of ratios at most 1, so nothing overflows. An interval over problems or seeds is that of
/// the mean of these values, ``Descriptive/meanInterval(_:level:)`` or ``ClusteredMean``.
public enum PassRate {
  /// pass@k, the probability that at least one of k attempts is correct: 1 − C(n − c, k) / C(n, k).
  ///
  /// It is 1 − Π_{i < k} (1 − c/(n − i)). Source: M. Chen et al., *Evaluating large language models
  /// trained on code* (2021), https://arxiv.org/abs/2107.03374, section 2.1.
  ///
  /// - Parameters:
  ///   - correct: c, 0 to `attempts`.
  ///   - attempts: n, at least 1.
  ///   - k: at least 1.
  /// - Returns: in [0, 1]; nil where there are fewer attempts than `k`, or too few to tell.
  /// - Throws: ``StatisticsError/tooFew(n:needed:for:)``, ``StatisticsError/outOfRange(what:value:allowed:)``.
  public static func any(correct: Int, attempts: Int, of k: Int) throws -> Double? {
    try check(correct, attempts, k)
    guard k <= attempts else { return nil }
    if k > attempts - correct { return 1 }
    // The smaller number of factors: C(n − c, k) / C(n, k) is symmetric in c and k.
    let (few, many) = (min(k, correct), max(k, correct))
    // By the share that each factor adds: no difference of nearly equal numbers.
    var any = 0.0
    for index in 0..<few { any += (1 - any) * (Double(many) / Double(attempts - index)) }
    return any
  }

  /// pass^k, the probability that all of k attempts are correct: C(c, k) / C(n, k).
  ///
  /// Source: S. Yao et al., *τ-bench* (2024), https://arxiv.org/abs/2406.12045, section 4.
  ///
  /// - Returns: in [0, 1]; nil where there are fewer attempts than `k`.
  /// - Throws: as ``any(correct:attempts:of:)``.
  public static func all(correct: Int, attempts: Int, of k: Int) throws -> Double? {
    try check(correct, attempts, k)
    guard k <= attempts else { return nil }
    var all = 1.0
    for index in 0..<k { all *= Double(max(0, correct - index)) / Double(attempts - index) }
    return all
  }

  private static func check(_ correct: Int, _ attempts: Int, _ k: Int) throws {
    guard attempts >= 1 else {
      throw StatisticsError.tooFew(n: attempts, needed: 1, for: "attempts at a problem")
    }
    guard (0...attempts).contains(correct) else {
      throw StatisticsError.outOfRange(
        what: "the number of correct attempts", value: Double(correct),
        allowed: "from 0 to \(attempts)")
    }
    guard k >= 1 else { throw StatisticsError.tooFew(n: k, needed: 1, for: "attempts counted") }
  }
}
