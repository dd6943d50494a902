extension ReferenceVerifier {
  /// The groups of `#### (\-?[0-9\.\,]+)`.
  static func announced(_ text: String) -> [String] {
    let scanner = TextScanner(text)
    return scanner.matches { position in
      guard scanner.has("#### ", at: position) else { return nil }
      let start = scanner.skip("-", at: position + 5)
      let end = scanner.run(from: start, isNumeral)
      return end > start ? end : nil
    }.map { scanner.text($0.lowerBound + 5..<$0.upperBound) }
  }

  /// `[0-9\.\,]`.
  private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCIIDigit || scalar == "." || scalar == ","
  }

  /// The matches of `(-?[$0-9.,]{2,})|(-?[0-9]+)`.
  static func harnessNumbers(_ text: String) -> [String] {
    let scanner = TextScanner(text)
    return scanner.matches { position in
      let start = scanner.skip("-", at: position)
      let end = scanner.run(from: start) { isNumeral($0) || $0 == "$" }
      if end >= start + 2 { return end }
      let digits = scanner.run(from: start, \.isASCIIDigit)
      return digits > start ? digits : nil
    }.map(scanner.text)
  }

  /// What is left after `,`, `\$` and `\.$` are taken out; a match has no `#### ` in it.
  static func harnessForm(_ match: String) -> String {
    let form = match.without(",", "$")
    return form.hasSuffix(".") ? String(form.dropLast()) : form
  }

  /// The last 300 characters.
  static func clipped(_ text: String) -> String {
    let scalars = TextScanner(text)
    return scalars.text(max(0, scalars.scalars.count - 300)..<scalars.scalars.count)
  }

  /// The last of `(\-?[0-9\.\,]+)` that is not `.`; the first where all are.
  static func verlNumber(_ text: String) -> String? {
    let scanner = TextScanner(text)
    let found = scanner.matches { position in
      let start = scanner.skip("-", at: position)
      let end = scanner.run(from: start, isNumeral)
      return end > start ? end : nil
    }.map(scanner.text)
    return found.last { $0 != "." } ?? found.first
  }

  static func symbolicScore(_ text: String, _ answer: Int) -> Score {
    let scanner = TextScanner(text.without(","))
    let last = scanner.matches { position in
      let start = scanner.skip("-", at: position)
      let digits = scanner.run(from: start, \.isDecimalDigit)
      guard digits > start else { return nil }
      return scanner.run(from: scanner.skip(".", at: digits), \.isDecimalDigit)
    }.last
    guard let last else { return .crashes }
    return .reward(floatingPoint(scanner.text(last)) == Double(answer) ? 1 : 0)
  }

  static func firstNumberScore(_ text: String, _ answer: Int) -> Score {
    let scanner = TextScanner(text)
    let first = scanner.matches { position in
      guard scanner.isWordBoundary(position) else { return nil }
      let start = scanner.skip("-", at: position)
      let digits = scanner.run(from: start, \.isDecimalDigit)
      guard digits > start else { return nil }
      let point = scanner.skip(".", at: digits)
      let fraction = scanner.run(from: point, \.isDecimalDigit)
      if point > digits, fraction > point, scanner.isWordBoundary(fraction) { return fraction }
      return scanner.isWordBoundary(digits) ? digits : nil
    }.first
    guard let first else { return .reward(0) }
    return .reward(floatingPoint(scanner.text(first)) == Double(answer) ? 1 : 0.01)
  }

  static func decimalScore(_ text: String, _ gold: String) -> Score {
    let scalars = Array(text.without(",").unicodeScalars)
    if let number = PlainDecimal(scalars), number == PlainDecimal(Array(gold.unicodeScalars)) {
      return .reward(1)
    }
    let scanner = TextScanner(text)
    guard scanner.scalars.indices.contains(where: { scanner.has(gold, at: $0) }) else {
      return .reward(0)
    }
    return .reward(Double(gold.unicodeScalars.count) / Double(scanner.scalars.count))
  }

  /// Python's `float` of digits of any script.
  private static func floatingPoint(_ number: String) -> Double? {
    let ascii = number.unicodeScalars.map { scalar in
      scalar.isDecimalDigit ? String(Int(scalar.properties.numericValue ?? 0)) : String(scalar)
    }.joined()
    // Swift wants a digit after the point, Python does not.
    return Double(ascii.hasSuffix(".") ? ascii + "0" : ascii)
  }
}

/// A decimal number as its sign, its significant digits, and the power of ten of the last one.
struct PlainDecimal: Equatable {
  private var isNegative = false
  private var digits: [Unicode.Scalar] = []
  private var exponent = 0

  /// Reads `[+-] digits [. digits] [e [+-] digits]` with spaces around; nil for anything else, and for an
  /// exponent of more than six digits.
  init?(_ scalars: [Unicode.Scalar]) {
    let text = String(String.UnicodeScalarView(scalars)).split(
      separator: " ", omittingEmptySubsequences: true)
    guard text.count == 1 else { return nil }
    let parts = text[0].lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    var mantissa = parts[0][...]
    if let sign = mantissa.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      mantissa = mantissa.dropFirst()
    }
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return nil }
    digits = halves.flatMap { $0.unicodeScalars }
    guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else { return nil }
    if parts.count == 2 {
      guard parts[1].utf8.count <= 7, let power = Int(parts[1]) else { return nil }
      exponent = power
    }
    if halves.count == 2 { exponent -= halves[1].unicodeScalars.count }
    normalise()
  }

  private mutating func normalise() {
    while digits.last == "0" {
      digits.removeLast()
      exponent += 1
    }
    digits = Array(digits.drop { $0 == "0" })
    if digits.isEmpty { (isNegative, exponent) = (false, 0) }
  }
}
