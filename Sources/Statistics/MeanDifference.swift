/// The difference of two means with its standard error: what Student's t asks of two samples.
///
/// Independent samples (Welch): the standard error is √(s²ₓ/nₓ + s²_y/n_y), with the degrees of
/// freedom of Satterthwaite, ν = (a + b)² / (a²/(nₓ − 1) + b²/(n_y − 1)), a = s²ₓ/nₓ, b = s²_y/n_y.
/// Pairs: with dᵢ = xᵢ − yᵢ it is s_d/√n, and ν = n − 1.
struct MeanDifference: Equatable {
  /// The standard error of a difference and its degrees of freedom.
  struct Spread: Equatable {
    /// Positive, in the units of the samples.
    let standardError: Double
    /// Positive; not whole in general.
    let degreesOfFreedom: Double
  }

  /// x̄ − ȳ.
  let difference: Double
  /// nil where there is a single value, or where the samples are degenerate.
  let spread: Spread?
  /// Whether the samples are constant (both of them, or the differences of all pairs): then nothing
  /// says how far chance moves the difference.
  let degenerate: Bool

  /// Two samples whose values belong to each other only if `paired`.
  ///
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or pairs are asked of samples of different sizes.
  init(_ x: [Double], _ y: [Double], paired: Bool) throws {
    if paired {
      self.init(try PairedDifferences(x, y))
    } else {
      self.init(
        try SortedSample(x, name: "the first sample"),
        try SortedSample(y, name: "the second sample"))
    }
  }

  /// Independent samples.
  init(_ first: SortedSample, _ second: SortedSample) {
    difference = first.mean - second.mean
    degenerate = first.count > 1 && second.count > 1 && first.isConstant && second.isConstant
    guard let firstDeviation = first.standardDeviation,
      let secondDeviation = second.standardDeviation, !degenerate
    else {
      spread = nil
      return
    }
    let errors = (
      firstDeviation / Double(first.count).squareRoot(),
      secondDeviation / Double(second.count).squareRoot()
    )
    // Over the larger of the two, so that no square overflows or underflows.
    let larger = max(errors.0, errors.1)
    let (a, b) = (Self.squared(errors.0 / larger), Self.squared(errors.1 / larger))
    spread = Spread(
      standardError: larger * (a + b).squareRoot(),
      degreesOfFreedom: Self.squared(a + b)
        / (Self.squared(a) / Double(first.count - 1) + Self.squared(b) / Double(second.count - 1)))
  }

  /// Pairs. Differences equal but for the rounding of the values are constant: {0.1, 0.2, 0.3} and the
  /// same plus 0.05 differ by a constant, not by one that is known to 10⁻¹⁷.
  init(_ pairs: PairedDifferences) {
    difference = pairs.mean
    degenerate = pairs.count > 1 && pairs.areConstant
    spread =
      pairs.areConstant
      ? nil
      : pairs.standardDeviation.map {
        Spread(
          standardError: $0 / Double(pairs.count).squareRoot(),
          degreesOfFreedom: Double(pairs.count - 1))
      }
  }

  private static func squared(_ value: Double) -> Double { value * value }
}

extension SortedSample {
  /// The greatest magnitude of a value.
  var magnitude: Double { max(minimum.magnitude, maximum.magnitude) }
}

extension MeanDifference.Spread {
  /// P(T > (`difference` − `bound`) / standard error): the chance of so large a difference, or a
  /// larger one, where the true one is `bound`. In [0, 1], small ones with all their digits.
  func chance(of difference: Double, above bound: Double) throws -> Double {
    let statistic = (difference - bound) / standardError
    let tail = try GSL.studentUpperTail(statistic.magnitude, degreesOfFreedom: degreesOfFreedom)
    return statistic < 0 ? 1 - tail : tail
  }

  /// The half-width t · standard error whose bound on one side fails with probability `tail`.
  func halfWidth(tail: Double) throws -> Double {
    standardError * (try GSL.studentUpperQuantile(tail, degreesOfFreedom: degreesOfFreedom))
  }
}
