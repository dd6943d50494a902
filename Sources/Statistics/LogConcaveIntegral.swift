/// The integral of exp ∘ f where f is concave, however small it is.
///
/// The peak is found first, then where f has fallen by 50 on either side, below which nothing counts.
/// What is integrated is exp(f − peak), so a tail of 10⁻³⁰⁰ keeps as many digits as one of ½.
struct LogConcaveIntegral {
  /// The logarithm of the integrand; −∞ outside its support.
  let logarithm: (Double) -> Double
  /// What an error calls the integral.
  let name: String

  /// The value of the integral from `lower` to `upper`.
  ///
  /// - Parameter kinks: places between which the integrand may rise or fall steeply; parts of their own
  ///   lie between those that are inside.
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  func value(from lower: Double, to upper: Double, kinks: [Double]) throws -> Double {
    let peak = maximum(from: lower, to: upper)
    let height = logarithm(peak)
    let left = edge(from: peak, towards: lower, below: height - 50)
    let right = edge(from: peak, towards: upper, below: height - 50)
    let scaled = { (x: Double) in GSL.exponential(logarithm(x) - height) }
    var sum = 0.0
    // The peak as a bound, so that no rule of 61 points steps over it.
    let bounds = ([left, peak, right] + kinks.filter { left < $0 && $0 < right }).sorted()
    for (from, to) in zip(bounds, bounds.dropFirst()) where from < to {
      sum += try GSL.integral(of: scaled, from: from, to: to, name: name)
    }
    return GSL.exponential(height) * sum
  }

  /// Where the concave function is greatest: golden-section search, to 10⁻⁹ of the interval.
  private func maximum(from lower: Double, to upper: Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (lower, upper)
    var (inner, outer) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atInner, atOuter) = (logarithm(inner), logarithm(outer))
    while high - low > 1e-9 * (upper - lower) {
      if atInner > atOuter {
        (high, outer, atOuter) = (outer, inner, atInner)
        inner = high - ratio * (high - low)
        atInner = logarithm(inner)
      } else {
        (low, inner, atInner) = (inner, outer, atOuter)
        outer = low + ratio * (high - low)
        atOuter = logarithm(outer)
      }
    }
    return low + (high - low) / 2
  }

  /// A place between the peak and the bound where the function has fallen to about `level`, or the
  /// bound where it has not.
  private func edge(from peak: Double, towards bound: Double, below level: Double) -> Double {
    guard logarithm(bound) < level else { return bound }
    var (inside, outside) = (peak, bound)
    // To a few per cent of the distance from the peak: more would not help the integral.
    while (outside - inside).magnitude > 0.02 * (outside - peak).magnitude {
      let middle = inside + (outside - inside) / 2
      if logarithm(middle) < level { outside = middle } else { inside = middle }
    }
    return outside
  }
}
