/// Maps values to pixels, with ticks at round numbers.
struct LinearScale: Equatable {
  /// The values at the two ends; lower < upper.
  let lower: Double
  let upper: Double
  /// The pixels at the two ends.
  let start: Double
  let end: Double
  /// The values of the ticks, ascending, within the two ends.
  let ticks: [Double]
  /// How many decimals tell the ticks apart.
  let tickDecimals: Int

  /// A scale over values, with about `count` ticks within them.
  ///
  /// - Parameter padding: the room on either side, as a share of the values' range. Equal values
  ///   get at least half a unit.
  init(
    covering values: [Double], from start: Double, to end: Double, ticks count: Int = 6,
    padding: Double = 0
  ) {
    var lowest = values.reduce(.infinity, Double.minimum)
    var highest = values.reduce(-.infinity, Double.maximum)
    if lowest > highest { (lowest, highest) = (0, 1) }
    let room = highest - lowest > 1e-9 * max(lowest.magnitude, highest.magnitude)
    if !room {
      let half = max(0.5, 0.05 * lowest.magnitude)
      (lowest, highest) = (lowest - half, highest + half)
    }
    let (step, decimals) = Self.roundStep((highest - lowest) / Double(count))
    lower = lowest - padding * (highest - lowest)
    upper = highest + padding * (highest - lowest)
    let first = (lower / step - 1e-9).rounded(.up)
    let last = (upper / step + 1e-9).rounded(.down)
    self.start = start
    self.end = end
    ticks = (0...max(0, Int(last - first))).map { (first + Double($0)) * step }
    tickDecimals = decimals
  }

  /// The pixel of a value.
  func callAsFunction(_ value: Double) -> Double {
    start + (value - lower) / (upper - lower) * (end - start)
  }

  /// The text of a tick.
  func label(_ tick: Double) -> String {
    let text =
      upper.magnitude >= 10_000 || lower.magnitude >= 10_000
      ? NumberFormat.compact(tick) : NumberFormat.fixed(tick, decimals: tickDecimals)
    return text.replacingMinus()
  }

  /// The smallest of 1, 2, 5 × 10ᵏ that is not below `least`, and the decimals it needs.
  static func roundStep(_ least: Double) -> (step: Double, decimals: Int) {
    let exponent = DecimalDigits(least).exponent - 1
    for (mantissa, power) in [(1, exponent), (2, exponent), (5, exponent), (1, exponent + 1)] {
      // Read from text, a power of ten is the nearest number to it on every machine.
      if let step = Double("\(mantissa)e\(power)"), step >= least { return (step, max(0, -power)) }
    }
    return (least, max(0, -exponent))
  }
}

extension String {
  /// With a true minus sign: for figures.
  func replacingMinus() -> String { String(map { $0 == "-" ? "\u{2212}" : $0 }) }

  /// At most this many characters, the last an ellipsis where some were cut.
  func shortened(to limit: Int) -> String {
    count <= limit ? self : prefix(limit - 1) + "…"
  }
}
