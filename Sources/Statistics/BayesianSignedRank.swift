import Randomness

/// The Bayesian signed-rank test of paired differences, with a region of practical equivalence.
///
/// Under a Dirichlet process with a prior of strength ½ at 0, the weights w of 0 and of the n
/// differences dᵢ = xᵢ − yᵢ are Dirichlet(½, 1, …, 1). A draw of them gives
/// θ_right = Σᵢⱼ wᵢwⱼ [(dᵢ + dⱼ)/2 > r], θ_left with < −r, each half where equal, and
/// θ_rope = 1 − θ_left − θ_right, r the half-width of the region. The probabilities are the shares of
/// draws in which each is the greatest. Source: A. Benavoli, G. Corani, F. Mangili, M. Zaffalon and
/// F. Ruggeri, *A Bayesian Wilcoxon signed-rank test based on the Dirichlet process*, ICML 2014;
/// A. Benavoli et al., JMLR 18 (2017) 1–36.
///
/// Two deviations: draws in which both directions are alike greatest count half for each (as where all
/// differences are 0 and r is 0); and sums equal but for the rounding of the scores count as equal.
public enum BayesianSignedRank {
  /// Compares `x` with `y`, pair by pair: the seeds of a task, or the means of tasks.
  ///
  /// - Parameters:
  ///   - region: r, at least 0, in the units of the scores.
  ///   - draws: how many weights to draw, at least 1; a probability p is known to √(p(1 − p)/draws).
  ///   - stream: where they come from; its substream `"signed rank"` is used.
  /// - Returns: probabilities that add up to 1, whatever the order of the pairs.
  /// - Throws: ``StatisticsError`` for samples that are empty, of different sizes or hold NaN, ±∞ or a
  ///   magnitude above 10³⁰⁰, or an argument out of range.
  public static func run(
    _ x: [Double], _ y: [Double], region: Double, draws: Int = 50_000, stream: RandomStream
  ) throws -> PracticalProbabilities {
    try PracticalProbabilities.check(region: region)
    guard draws >= 1 else {
      throw StatisticsError.tooFew(n: draws, needed: 1, for: "draws of a signed-rank test")
    }
    let members = try PairedDifferences(x, y).members
    // The rounding of two differences, and of the threshold.
    let rounding = 2 * (members.map(\.rounding).max() ?? 0) + 0x1p-52 * region
    let weights = WalshWeights(
      differences: members.map(\.value), threshold: 2 * region,
      tolerance: max(rounding, .leastNormalMagnitude))
    var stream = stream.substream("signed rank")
    // In halves of draws.
    var (first, equivalent, second) = (0, 0, 0)
    for _ in 0..<draws {
      let (above, below, total) = weights.draw(from: &stream)
      let within = region > 0 ? total - above - below : 0
      if within > max(above, below) {
        equivalent += 2
      } else if above == below {
        first += 1
        second += 1
      } else if above > below {
        first += 2
      } else {
        second += 2
      }
    }
    let all = Double(2 * draws)
    return PracticalProbabilities(
      firstBetter: Double(first) / all, equivalent: Double(equivalent) / all,
      secondBetter: Double(second) / all)
  }
}

/// The weight of the pairs of differences whose sum is above a threshold, and below minus that.
private struct WalshWeights {
  /// The place of the prior's 0 among the sorted differences.
  private let priorPlace: Int
  /// `[i]`, ascending: from where on dᵢ + dⱼ is at the threshold, and from where on above it.
  private let atUpper, aboveUpper: [Int]
  /// `[i]`: up to where dᵢ + dⱼ is below minus the threshold, and up to where at it.
  private let belowLower, atLower: [Int]

  init(differences: [Double], threshold: Double, tolerance: Double) {
    let values = SortedSample(finite: differences + [0]).values
    priorPlace = values.firstIndex(of: 0) ?? 0
    let firstSum = { (value: Double, bound: Double) in
      values.firstIndex { value + $0 > bound } ?? values.count
    }
    // −tolerance in front of the first that is not below; +tolerance in front of the first above.
    atUpper = values.map { firstSum($0, threshold - tolerance) }
    aboveUpper = values.map { firstSum($0, threshold + tolerance) }
    belowLower = values.map { firstSum($0, -threshold - tolerance) }
    atLower = values.map { firstSum($0, -threshold + tolerance) }
  }

  /// Draws weights; they need not add up to 1, for only their ratios are compared.
  func draw(from stream: inout RandomStream) -> (above: Double, below: Double, total: Double) {
    let count = atUpper.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count + 1) { running in
      running.initializeElement(at: 0, to: 0)
      for index in 0..<count {
        running.initializeElement(at: index + 1, to: running[index] + weight(index, &stream))
      }
      let sum = running[count]
      var (above, below) = (0.0, 0.0)
      for index in 0..<count {
        let weight = running[index + 1] - running[index]
        above += weight * ((sum - running[atUpper[index]]) + (sum - running[aboveUpper[index]]))
        below += weight * (running[belowLower[index]] + running[atLower[index]])
      }
      return (above / 2, below / 2, sum * sum)
    }
  }

  /// Gamma(1), −log u; for the prior Gamma(½), z²/2.
  private func weight(_ index: Int, _ stream: inout RandomStream) -> Double {
    guard index == priorPlace else { return -naturalLogarithm(1 - stream.uniform()) }
    let z = stream.normal()
    return z * z / 2
  }
}
