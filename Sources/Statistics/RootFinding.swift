/// Where an increasing function crosses a level.
enum RootFinding {
  /// The x in [lower, upper] where the function reaches `level`, to about 10⁻¹³ relative.
  ///
  /// Regula falsi with the Illinois rule (an end that stays twice has its distance from the level
  /// halved), and a bisection where three steps have not halved the bracket. Source: M. Dowell and P. Jarratt, BIT 11 (1971) 168–174,
  /// https://doi.org/10.1007/BF01934364.
  ///
  /// - Precondition: the function is at most `level` at `lower` and at least `level` at `upper`.
  static func crossing(
    of function: (Double) throws -> Double, level: Double, from lower: Double, to upper: Double
  ) rethrows -> Double {
    var (low, high) = (lower, upper)
    var (below, above) = (try function(low) - level, try function(high) - level)
    if below >= 0 { return low }
    if above <= 0 { return high }
    var (width, steps) = (high - low, 0)
    var movedLow: Bool?
    while high - low > 1e-13 * max(low.magnitude, high.magnitude) {
      if high - low <= width / 2 { (width, steps) = (high - low, 0) }
      let share = steps >= 3 ? 0.5 : below / (below - above)
      steps += 1
      let middle = low + (high - low) * share
      // An end so close to the root that the line through both ends meets the level there.
      guard middle > low, middle < high else { return middle }
      let value = try function(middle) - level
      if value == 0 { return middle }
      if value < 0 {
        (low, below) = (middle, value)
        if movedLow == true { above /= 2 }
      } else {
        (high, above) = (middle, value)
        if movedLow == false { below /= 2 }
      }
      movedLow = value < 0
    }
    return low + (high - low) / 2
  }
}
