import Randomness

/// Maps positive values to pixels by their logarithm.
struct LogScale: AxisScale {
  /// The values at the two ends; 0 < lower < upper.
  let lower: Double
  let upper: Double
  /// The pixels at the two ends.
  let start: Double
  let end: Double
  /// 1, 2, 5 × 10ᵏ over less than two decades, else powers of ten, as many as have room; of a short range round
  /// numbers at equal distances.
  let ticks: [Double]

  /// The greatest number of powers of ten that have ticks.
  private static let mostTicks = 5

  /// A scale over positive values; others, and those that are not finite, do not count. Equal values get a
  /// factor of two on either side.
  ///
  /// - Parameter padding: the room on either side, as a share of the range of logarithms.
  init(covering values: [Double], from start: Double, to end: Double, padding: Double = 0) {
    let positive = values.filter { $0 > 0 && $0.isFinite }
    var least = positive.min() ?? 1
    var greatest = positive.max() ?? 10
    if greatest < 1.02 * least { (least, greatest) = (least / 2, greatest * 2) }
    let room = padding * (naturalLogarithm(greatest) - naturalLogarithm(least))
    lower = least / Self.power(room)
    upper = greatest * Self.power(room)
    self.start = start
    self.end = end
    ticks = Self.ticks(from: lower, to: upper)
  }

  /// About eˣ for the little room about the data: (1 + x/8)⁸.
  private static func power(_ x: Double) -> Double {
    let eighth = 1 + x / 8
    let fourth = eighth * eighth * eighth * eighth
    return fourth * fourth
  }

  /// The pixel of a value; below the lower end that of the lower end, so that 0 has a place.
  func callAsFunction(_ value: Double) -> Double {
    let low = naturalLogarithm(lower)
    let share = (naturalLogarithm(max(value, lower)) - low) / (naturalLogarithm(upper) - low)
    return start + share * (end - start)
  }

  /// Plain digits where they are few in all ticks, else powers of ten: `0.01`, `500`; `10⁻⁵`, `1`.
  func label(_ tick: Double) -> String {
    let digits = DecimalDigits(tick)
    let isPlain = ticks.allSatisfy { (-1...4).contains(DecimalDigits($0).exponent) }
    guard !isPlain, digits.exponent != 1 else { return NumberFormat.exact(tick) }
    let first = digits.digits.first ?? 1
    let mantissa = first == 1 ? "" : "\(first)·"
    return mantissa + "10" + Self.superscript(digits.exponent - 1)
  }

  private static func ticks(from lower: Double, to upper: Double) -> [Double] {
    let powers = numbers([1], from: lower, to: upper)
    guard powers.count > 2 else {
      let some = numbers([1, 2, 5], from: lower, to: upper)
      if some.count > 2 { return some }
      let whole = numbers(Array(1...9), from: lower, to: upper)
      guard whole.count < 3, lower >= 0.1, upper < 10_000 else { return whole }
      let even = LinearScale(covering: [lower, upper], from: 0, to: 1, ticks: mostTicks)
      // Through text, so that no rounding shows in a label.
      return even.ticks.map { tick in
        let text = NumberFormat.fixed(tick, decimals: even.tickDecimals)
        return Double(text.filter { $0 != "," }) ?? tick
      }
    }
    let step = (powers.count + mostTicks - 1) / mostTicks
    return stride(from: 0, to: powers.count, by: step).map { powers[$0] }
  }

  /// Those of a mantissa times a power of ten that lie within two ends, ascending.
  private static func numbers(_ mantissas: [Int], from lower: Double, to upper: Double) -> [Double]
  {
    var found: [Double] = []
    for exponent in (DecimalDigits(lower).exponent - 1)...DecimalDigits(upper).exponent {
      for mantissa in mantissas {
        // Read from text, a power of ten is the nearest number to it on every machine.
        guard let number = Double("\(mantissa)e\(exponent)") else { continue }
        if number >= lower * (1 - 1e-9), number <= upper * (1 + 1e-9) { found.append(number) }
      }
    }
    return found
  }

  private static func superscript(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "\(exponent)".reduce(into: "") { text, character in
      text.append(character.wholeNumberValue.map { digits[$0] } ?? "⁻")
    }
  }
}
