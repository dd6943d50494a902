extension RandomStream {
  /// The next standard normal number: the quantile of one uniform number, (k + ½)·2⁻⁵³ with `k` the
  /// upper 53 bits of ``next64()``.
  ///
  /// Always one 64-bit draw, so a stream's position does not depend on the values drawn, and no
  /// system library is called. The tails end at ±8.3, where the probability left is 2⁻⁵⁴.
  public mutating func normal() -> Double {
    standardNormalQuantile(next64() >> 11)
  }

  /// ``normal()`` rounded to `Float`.
  public mutating func normalFloat() -> Float {
    Float(normal())
  }

  /// The next integer in `0..<bound`, each equally likely.
  ///
  /// Lemire's method with rejection (*Fast random integer generation in an interval*, 2019,
  /// https://doi.org/10.1145/3230636): the high half of a 64 × 64-bit product, redrawn in the part
  /// of the low half that would favour some values.
  ///
  /// - Precondition: `bound > 0`.
  @inlinable
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "an integer below \(bound) was asked for; the bound must be positive")
    let range = UInt64(bound)
    var (high, low) = next64().multipliedFullWidth(by: range)
    if low < range {
      // Only here can the draw be in the part to reject; the division is rarely reached.
      let threshold = (0 &- range) % range
      while low < threshold {
        (high, low) = next64().multipliedFullWidth(by: range)
      }
    }
    return Int(high)
  }

  /// The next index, `i` with probability `weights[i] / Σ weights`: the first index whose running
  /// sum exceeds `uniform() · Σ weights`, both sums taken in order in `Double`.
  ///
  /// One ``uniform()`` is drawn whatever the weights. An index of weight zero is never drawn.
  ///
  /// - Precondition: no weight is negative or NaN, and their sum is positive and finite.
  @inlinable
  public mutating func categorical(_ weights: Span<Float>) -> Int {
    var total = 0.0
    for index in weights.indices {
      let weight = weights[index]
      precondition(weight >= 0, "categorical weight \(index) is \(weight); it must not be negative")
      total += Double(weight)
    }
    precondition(
      total > 0 && total.isFinite,
      "categorical weights must have a positive, finite sum, not \(total)")
    let threshold = uniform() * total
    var sum = 0.0
    var index = 0
    // uniform() < 1 and the same additions as above: the sum exceeds the threshold by the end.
    while true {
      sum += Double(weights[index])
      if sum > threshold { return index }
      index += 1
    }
  }

  /// Shuffles in place, every order equally likely (Fisher and Yates, from the end).
  @inlinable
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }
}
