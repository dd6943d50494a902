/// The natural logarithm, from IEEE arithmetic alone, so that its bits are the same everywhere.
///
/// x = 2ᵉ·(1 + f) with √½ ≤ 1 + f < √2, and with s = f / (2 + f)
/// log(1 + f) = 2 atanh s = f − ½f² + s·(½f² + R), R = 2·(s²/3 + s⁴/5 + …),
/// cut after s²⁰, where the rest is below 2⁻⁶⁰ of the sum. e·log 2 is added in two parts, the first
/// exact. The error is below 1 unit in the last place (measured against the system's `log`).
///
/// - Parameter x: positive, finite.
package func naturalLogarithm(_ x: Double) -> Double {
  precondition(x > 0 && x.isFinite, "the logarithm of \(x) was asked for; it must be positive")
  var exponent = Double(x.exponent)
  var significand = x.significand
  if significand > 0x1.6a09e667f3bcdp0 {  // √2
    significand *= 0.5
    exponent += 1
  }
  let f = significand - 1
  let s = f / (2 + f)
  let square = s * s
  var sum = 2.0 / 21
  sum = sum * square + 2.0 / 19
  sum = sum * square + 2.0 / 17
  sum = sum * square + 2.0 / 15
  sum = sum * square + 2.0 / 13
  sum = sum * square + 2.0 / 11
  sum = sum * square + 2.0 / 9
  sum = sum * square + 2.0 / 7
  sum = sum * square + 2.0 / 5
  sum = sum * square + 2.0 / 3
  let halfSquare = 0.5 * f * f
  let correction = s * (halfSquare + square * sum)
  // log 2 with its last 21 bits cleared: its product with any exponent is exact.
  let log2High = 0x1.62e42feep-1
  let log2Low = 0x1.a39ef35793c76p-33
  return exponent * log2High - ((halfSquare - (correction + exponent * log2Low)) - f)
}
