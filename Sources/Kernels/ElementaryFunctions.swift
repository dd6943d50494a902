// The elementary functions, 16 lanes at a time, each a fixed sequence of IEEE 754 operations: the
// same bits on every processor, and nothing from libm. The polynomials are minimax fits;
// Tests/Reference/kernels/fit_elementwise.py makes them and prints the fits' errors.

/// 1.5 · 2²³: added and taken away again, it rounds |x| < 2²² to an integer, which is meanwhile
/// held in the low bits.
private let rounding: Float = 12_582_912

/// ln 2 = `log2High + log2Low`; the first has 17 digits, so its products with exponents are exact.
private let log2High: Float = 0x1.62e4p-1
private let log2Low: Float = 0x1.7f7d1cp-20

/// n and `exp(r) − 1`, with `x = n ln 2 + r` and |r| ≤ ln 2 / 2, for |x| < 2²⁰; n as the low bits of
/// `rounding + offset + n`, with an even offset that is small beside `rounding`.
@inline(__always)
private func reducedExp(
  _ x: Vector, offset: Float = 0
) -> (shiftedN: SIMD16<Int32>, expMinusOne: Vector) {
  let shift = Vector(repeating: rounding + offset)
  let shifted = shift.addingProduct(x, Vector(repeating: 0x1.715476p0))
  let n = shifted - shift
  let r = x.addingProduct(n, Vector(repeating: -log2High)) - n * log2Low
  var p = Vector(repeating: 0x1.1239e2p-7).addingProduct(r, Vector(repeating: 0x1.6a2432p-10))
  p = Vector(repeating: 0x1.5558f2p-5).addingProduct(r, p)
  p = Vector(repeating: 0x1.555492p-3).addingProduct(r, p)
  p = Vector(repeating: 0x1.fffffcp-2).addingProduct(r, p)
  return (unsafeBitCast(shifted, to: SIMD16<Int32>.self), r.addingProduct(r * r, p))
}

/// The integer that ``reducedExp(_:offset:)`` holds in the low bits.
@inline(__always)
private func integer(_ shifted: SIMD16<Int32>) -> SIMD16<Int32> {
  shifted &- SIMD16(repeating: Int32(bitPattern: rounding.bitPattern))
}

/// 2ⁿ for −127 < n < 128.
@inline(__always)
private func powerOfTwo(_ n: SIMD16<Int32>) -> Vector {
  unsafeBitCast((n &+ SIMD16(repeating: 127)) &<< SIMD16(repeating: 23), to: Vector.self)
}

/// eˣ within 1.01 ulp, subnormal results too: 0 below −103.98, ∞ above 88.73.
@inline(__always)
func expLanes(_ x: Vector) -> Vector {
  let (low, high) = (Vector(repeating: -105), Vector(repeating: 89))
  var bounded = x.replacing(with: low, where: x .< low)
  bounded = bounded.replacing(with: high, where: bounded .> high)
  let (shiftedN, expMinusOne) = reducedExp(bounded)
  let n = integer(shiftedN)
  // 2ⁿ in two factors: each is normal, and only the last product can round.
  let half = n &>> SIMD16(repeating: 1)
  let one = Vector(repeating: 1)
  return (expMinusOne + one) * powerOfTwo(half) * powerOfTwo(n &- half)
}

/// eˣ where x should not be above 0: the bits of ``expLanes(_:)`` up to 40, at two thirds of its operations, and no
/// meaning above. A fused difference from a largest score that was rounded can be a little above 0.
@inline(__always)
func expOfNonpositiveLanes(_ x: Vector) -> Vector {
  let low = Vector(repeating: -105)
  let bounded = x.replacing(with: low, where: x .< low)
  // n + 192 is the exponent field of 2ⁿ⁺⁶⁵, which is normal from n = −152 on: only the last product can round.
  let (shiftedN, expMinusOne) = reducedExp(bounded, offset: 192)
  let power = unsafeBitCast(shiftedN &<< SIMD16(repeating: 23), to: Vector.self)
  return (expMinusOne + Vector(repeating: 1)) * power * Vector(repeating: 0x1p-65)
}

/// ln x within 0.9 ulp: −∞ at ±0, NaN below.
@inline(__always)
func logLanes(_ x: Vector) -> Vector {
  let one = Vector(repeating: 1)
  let isSmall = x .< Vector(repeating: .leastNormalMagnitude)
  let normal = x.replacing(with: x * Vector(repeating: 0x1p23), where: isSmall)
  let bits = unsafeBitCast(normal, to: SIMD16<Int32>.self)
  // x = 2ᵏ (1 + f) with √½ ≤ 1 + f < √2.
  let k = (bits &- SIMD16(repeating: 0x3F35_04F3)) &>> SIMD16(repeating: 23)
  let f = unsafeBitCast(bits &- (k &<< SIMD16(repeating: 23)), to: Vector.self) - one
  let shift = Vector(repeating: rounding)
  var exponent =
    unsafeBitCast(
      k &+ SIMD16(repeating: Int32(bitPattern: rounding.bitPattern)), to: Vector.self) - shift
  exponent = exponent.replacing(with: exponent - Vector(repeating: 23), where: isSmall)
  var p = Vector(repeating: 0x1.055b68p-3).addingProduct(f, Vector(repeating: -0x1.38b578p-4))
  p = Vector(repeating: -0x1.0d8542p-3).addingProduct(f, p)
  p = Vector(repeating: 0x1.22da1ep-3).addingProduct(f, p)
  p = Vector(repeating: -0x1.547244p-3).addingProduct(f, p)
  p = Vector(repeating: 0x1.99a008p-3).addingProduct(f, p)
  p = Vector(repeating: -0x1.000226p-2).addingProduct(f, p)
  p = Vector(repeating: 0x1.555554p-2).addingProduct(f, p)
  let square = f * f
  let tail = (exponent * Vector(repeating: log2Low)).addingProduct(f * square, p)
  var result = f + tail.addingProduct(square, Vector(repeating: -0.5))
  result.addProduct(exponent, Vector(repeating: log2High))
  let infinity = Vector(repeating: .infinity)
  result = result.replacing(with: x, where: x .== infinity)
  result = result.replacing(with: Vector(repeating: .nan), where: x .< Vector())
  result = result.replacing(with: -infinity, where: x .== Vector())
  return result.replacing(with: x, where: x .!= x)
}

/// tanh x within 2.61 ulp, odd, never beyond ±1, and ±1 from |x| = 10 on at the latest:
/// `t / (t + 2)` with `t = exp(2|x|) − 1 = 2ⁿ (exp(r) − 1) + (2ⁿ − 1)`.
@inline(__always)
func tanhLanes(_ x: Vector) -> Vector {
  let signBit = SIMD16<UInt32>(repeating: 0x8000_0000)
  let bits = unsafeBitCast(x, to: SIMD16<UInt32>.self)
  let magnitude = unsafeBitCast(bits & ~signBit, to: Vector.self)
  let limit = Vector(repeating: 10)
  let bounded = magnitude.replacing(with: limit, where: magnitude .> limit)
  let (shiftedN, expMinusOne) = reducedExp(bounded + bounded)
  let power = powerOfTwo(integer(shiftedN))
  let t = (power - Vector(repeating: 1)).addingProduct(power, expMinusOne)
  let ratio = unsafeBitCast(t / (t + Vector(repeating: 2)), to: SIMD16<UInt32>.self)
  return unsafeBitCast(ratio | (bits & signBit), to: Vector.self)
}

/// 1 / (1 + e⁻ˣ) and 1 / (1 + eˣ), both to full relative accuracy.
@inline(__always)
private func sigmoids(_ x: Vector) -> (ofX: Vector, ofMinusX: Vector) {
  let one = Vector(repeating: 1)
  let isNegative = x .< Vector()
  let e = expOfNonpositiveLanes(x.replacing(with: -x, where: x .> Vector()))
  let larger = one / (one + e)
  let smaller = e / (one + e)
  return (
    larger.replacing(with: smaller, where: isNegative),
    smaller.replacing(with: larger, where: isNegative)
  )
}

/// 1 / (1 + e⁻ˣ) within 2.5 ulp: the bits of ``sigmoids(_:)``, with one division.
@inline(__always)
func sigmoidLanes(_ x: Vector) -> Vector {
  let one = Vector(repeating: 1)
  let e = expOfNonpositiveLanes(x.replacing(with: -x, where: x .> Vector()))
  return one.replacing(with: e, where: x .< Vector()) / (one + e)
}

/// √(8/π) (x + 0.044715 x³): the argument of GELU's sigmoid, as ½ (1 + tanh u) = σ(2u).
@inline(__always)
private func geluArgument(_ x: Vector) -> Vector {
  let linear = Vector(repeating: 0x1.988454p0)
  return x * linear.addingProduct(x * x, Vector(repeating: 0x1.2444f2p-4))
}

/// x σ(2u) within 2.5 ulp for x > 0 and 20 ulp for x ≥ −4, where it is small: −0 at −∞, ∞ at ∞.
@inline(__always)
func geluLanes(_ x: Vector) -> Vector {
  // From −16 down the sigmoid is 0; the bound keeps −∞ · 0 from being NaN.
  let low = Vector(repeating: -16)
  let bounded = x.replacing(with: low, where: x .< low)
  return bounded * sigmoidLanes(geluArgument(bounded))
}

/// The derivative of x σ(2u), within 2⁻²²: `σ(2u) + x σ(2u) σ(−2u) (2u)′`.
@inline(__always)
func geluSlopeLanes(_ x: Vector) -> Vector {
  // Beyond ±16 the slope is 0 or 1; the bounds keep 0 · ∞ from being NaN.
  let (low, high) = (Vector(repeating: -16), Vector(repeating: 16))
  var bounded = x.replacing(with: low, where: x .< low)
  bounded = bounded.replacing(with: high, where: bounded .> high)
  let (sigmoid, complement) = sigmoids(geluArgument(bounded))
  let slope = Vector(repeating: 0x1.988454p0)
    .addingProduct(bounded * bounded, Vector(repeating: 0x1.b6676cp-3))
  return sigmoid.addingProduct(bounded * slope, sigmoid * complement)
}

/// The bits of ``geluLanes(_:)``, and the derivative there, for the price of one.
@inline(__always)
func geluAndSlopeLanes(_ x: Vector) -> (value: Vector, slope: Vector) {
  let (low, high) = (Vector(repeating: -16), Vector(repeating: 16))
  let fromLow = x.replacing(with: low, where: x .< low)
  let bounded = fromLow.replacing(with: high, where: fromLow .> high)
  // At 16 the logistic function is 1 already, so the upper bound does not change the value.
  let (sigmoid, complement) = sigmoids(geluArgument(bounded))
  let slope = Vector(repeating: 0x1.988454p0)
    .addingProduct(bounded * bounded, Vector(repeating: 0x1.b6676cp-3))
  return (fromLow * sigmoid, sigmoid.addingProduct(bounded * slope, sigmoid * complement))
}
