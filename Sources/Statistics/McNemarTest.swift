/// McNemar's test of two checkpoints on the same problems, exact and two-sided.
///
/// Only the problems that one of them solves and the other does not say which is better. If neither
/// is, each of those n = b + c is a toss of a fair coin: p = min(1, 2 P(Bin(n, ½) ≤ min(b, c))). The
/// mid-p counts outcomes as likely as the observed one by half, P(less likely) + ½ P(as likely); it
/// rejects closer to, and in rare cases slightly more often than, its α. Sources: Q. McNemar,
/// Psychometrika 12 (1947) 153–157; M. W. Fagerland, S. Lydersen and P. Laake, BMC Medical Research
/// Methodology 13 (2013) 91, https://doi.org/10.1186/1471-2288-13-91.
///
/// It is about these checkpoints, not about the algorithms that trained them, whose unit is the seed.
public struct McNemarTest: Sendable, Equatable {
  /// b, the problems that only the first solves.
  public let onlyFirst: Int
  /// c, the problems that only the second solves.
  public let onlySecond: Int
  /// The exact two-sided p-value, in (0, 1]; 1 if b + c = 0.
  public let pValue: Double
  /// The mid-p-value, at most `pValue`; 1 if b + c = 0, as then nothing was tossed.
  public let midP: Double
  /// The least exact p that any outcome of b + c tosses could give, 2 / 2ⁿ.
  public let smallestPossible: Double

  /// Tests by the numbers of problems that only one of two checkpoints solves.
  ///
  /// - Parameters: neither negative, together at most 10⁹.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)``.
  public static func run(onlyFirst: Int, onlySecond: Int) throws -> McNemarTest {
    let greatest = 1_000_000_000
    for (what, count) in [
      ("the number of problems that only the first solves", onlyFirst),
      ("the number of problems that only the second solves", onlySecond),
    ] where !(0...greatest).contains(count) {
      throw StatisticsError.outOfRange(
        what: what, value: Double(count), allowed: "from 0 to \(greatest)")
    }
    let (least, tosses) = (min(onlyFirst, onlySecond), onlyFirst + onlySecond)
    let smallest = min(
      1, 2 * Double(sign: .plus, exponent: -min(tosses, 1_070), significand: 1))
    let below = try GSL.fairCoinLowerTail(least - 1, trials: tosses)
    let pValue: Double
    let midP: Double
    if onlyFirst == onlySecond {
      // Every outcome but this one is less likely than it: P(others) + ½ P(this).
      pValue = 1
      midP = tosses == 0 ? 1 : below + 0.5
    } else {
      let upTo = try GSL.fairCoinLowerTail(least, trials: tosses)
      // The tail of some thousand tosses can be below the least number.
      pValue = min(1, max(2 * upTo, smallest))
      midP = below + upTo
    }
    return McNemarTest(
      onlyFirst: onlyFirst, onlySecond: onlySecond, pValue: pValue, midP: midP,
      smallestPossible: smallest)
  }
}
