/// The cosine of a small `Float`, as NumPy's vector loops compute it.
///
/// Gymnasium's Acrobot takes the cosines of its first observation in single precision, where NumPy
/// uses its own polynomials with fused multiply-adds: about one value in a thousand differs in the
/// last bit from the rounded cosine. The coefficients are those of NumPy 2's
/// `loops_trigonometric` (BSD-3-Clause, https://github.com/numpy/numpy).
///
/// - Precondition: |x| ≤ π/4; beyond it NumPy reduces the argument first.
package func singlePrecisionCosine(_ x: Float) -> Float {
  precondition(x.magnitude <= .pi / 4, "the cosine of \(x) needs its argument reduced")
  let square = x * x
  var sum: Float = 0x1.98e616p-16
  sum = Float(-0x1.6c06dcp-10).addingProduct(sum, square)
  sum = Float(0x1.55553cp-5).addingProduct(sum, square)
  sum = Float(-0.5).addingProduct(sum, square)
  return Float(1).addingProduct(sum, square)
}

/// The sine of a small `Float`, as NumPy's vector loops compute it; see ``singlePrecisionCosine(_:)``.
///
/// - Precondition: |x| ≤ π/4.
package func singlePrecisionSine(_ x: Float) -> Float {
  precondition(x.magnitude <= .pi / 4, "the sine of \(x) needs its argument reduced")
  let square = x * x
  var sum: Float = 0x1.7d3bbcp-19
  sum = Float(-0x1.a06bbap-13).addingProduct(sum, square)
  sum = Float(0x1.11119ap-7).addingProduct(sum, square)
  sum = Float(-0x1.555556p-3).addingProduct(sum, square)
  return x.addingProduct(sum * square, x)
}
