/// The shortest decimal digits that read back as a number: `0.d₁d₂d₃… × 10^exponent`.
///
/// Rounding is done on these digits, half away from zero, so that no locale and no C library takes
/// part: 0.125 to two decimals is 0.13 everywhere.
struct DecimalDigits {
  /// Whether the number is below zero; false for −0.
  var isNegative: Bool
  /// Digits 0...9 without leading zeros; empty for 0.
  var digits: [UInt8]
  /// The power of ten of the first digit, plus one.
  var exponent: Int

  /// The digits of a finite number.
  init(_ value: Double) {
    isNegative = value < 0
    digits = []
    exponent = 0
    var fractionDigits = 0
    var inFraction = false
    let parts = value.magnitude.description.split(separator: "e")
    for character in parts[0].utf8 {
      if character == UInt8(ascii: ".") {
        inFraction = true
      } else {
        if inFraction { fractionDigits += 1 }
        if !(digits.isEmpty && character == UInt8(ascii: "0")) {
          digits.append(character - UInt8(ascii: "0"))
        }
      }
    }
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    exponent = digits.isEmpty ? 0 : digits.count - fractionDigits + power
    while digits.last == 0 { digits.removeLast() }
  }

  /// Rounds to this many digits after the decimal point (negative: before it).
  mutating func round(decimals: Int) {
    let kept = exponent + decimals
    guard kept < digits.count else { return }
    guard kept >= 0 else {
      self = DecimalDigits(0)
      return
    }
    let roundsUp = digits[kept] >= 5
    digits.removeLast(digits.count - kept)
    if roundsUp { increment(kept: kept) }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { self = DecimalDigits(0) }
  }

  /// Adds one unit in the last of `kept` places.
  private mutating func increment(kept: Int) {
    var place = kept - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits.insert(1, at: 0)
      exponent += 1
    }
  }

  /// The digit of 10^power, 0 where there is none.
  func digit(ofPower power: Int) -> UInt8 {
    let index = exponent - 1 - power
    return digits.indices.contains(index) ? digits[index] : 0
  }
}
