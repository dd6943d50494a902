/// A source of uniform random numbers.
///
/// Two kinds exist: ``RandomStream``, Assay's addressed streams, and ``PCG64``, which reproduces
/// NumPy's default generator so that Gymnasium's resets can be repeated to the bit.
public protocol UniformSource {
  /// The next number, uniform on the multiples of 2⁻⁵³ in [0, 1).
  mutating func uniform() -> Double
}

extension UniformSource {
  /// The next number in [low, high): `low + (high − low) · uniform()`, as NumPy computes it.
  @inlinable
  public mutating func uniform(from low: Double, to high: Double) -> Double {
    low + (high - low) * uniform()
  }
}
