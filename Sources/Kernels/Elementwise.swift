// Functions of every number by itself. The output may be the same matrix as an input, but must not
// overlap it otherwise. NaN gives NaN unless a comment says otherwise; empty matrices are allowed.

/// `y = tanh x`, within 2.61 ulp; odd, and never beyond ±1.
///
/// - Precondition: the shapes agree.
public func tanh(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "tanh")
  mapLanes(x, into: y, tanhLanes)
}

/// `y = eˣ`, within 1.01 ulp: 0 at −∞, ∞ where the power is too large, and subnormal between.
///
/// - Precondition: the shapes agree.
public func exp(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "exp")
  mapLanes(x, into: y, expLanes)
}

/// `y = ln x`, within 0.9 ulp: −∞ at 0, NaN below.
///
/// - Precondition: the shapes agree.
public func log(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "log")
  mapLanes(x, into: y, logLanes)
}

/// `y = 1 / (1 + e⁻ˣ)`, within 2.5 ulp.
///
/// - Precondition: the shapes agree.
public func sigmoid(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "sigmoid")
  mapLanes(x, into: y, sigmoidLanes)
}

/// `y = max(x, 0)`: +0 for −0.
///
/// - Precondition: the shapes agree.
public func relu(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "relu")
  mapLanes(x, into: y, reluLanes)
}

/// `y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))`, the Gaussian error linear unit in the
/// approximation by tanh.
///
/// Source: Hendrycks and Gimpel, *Gaussian error linear units* (2016), https://arxiv.org/abs/1606.08415.
/// Computed as x times a logistic function, which is the same and keeps its digits for x < 0: within
/// 2.5 ulp for x > 0, within 20 ulp for −4 ≤ x < 0, where the result is small.
///
/// - Precondition: the shapes agree.
public func gelu(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "gelu")
  mapLanes(x, into: y, geluLanes)
}

/// `r = d · (1 − y²)`, with `y = tanh x` the output of ``tanh(_:into:)``.
///
/// The Jacobian is diagonal, so this is both the pullback and the pushforward.
///
/// - Precondition: the shapes agree.
public func tanhDerivative(times d: Matrix, output y: Matrix, into r: Matrix) {
  requireSameShape(d, y, "tanhDerivative")
  requireSameShape(d, r, "tanhDerivative")
  mapLanes(d, y, into: r, tanhSlopeTimes)
}

/// `r = d` where `x > 0`, and 0 where `x ≤ 0`; `d` where x is NaN.
///
/// - Precondition: the shapes agree.
public func reluDerivative(times d: Matrix, input x: Matrix, into r: Matrix) {
  requireSameShape(d, x, "reluDerivative")
  requireSameShape(d, r, "reluDerivative")
  mapLanes(d, x, into: r, reluSlopeTimes)
}

/// `r = d · gelu′(x)`, the derivative of ``gelu(_:into:)`` at its input, within 2⁻²².
///
/// - Precondition: the shapes agree.
public func geluDerivative(times d: Matrix, input x: Matrix, into r: Matrix) {
  requireSameShape(d, x, "geluDerivative")
  requireSameShape(d, r, "geluDerivative")
  mapLanes(d, x, into: r, geluSlopeTimes)
}

/// `y = gelu x` with the bits of ``gelu(_:into:)``, and `slope = gelu′(x)`: one pass for both.
///
/// - Precondition: the shapes agree; `y` or `slope` may be `x`, but not both.
public func geluWithSlope(_ x: Matrix, into y: Matrix, slope: Matrix) {
  requireSameShape(x, y, "geluWithSlope")
  requireSameShape(x, slope, "geluWithSlope")
  require(!y.overlaps(slope), "geluWithSlope: the outputs overlap")
  let (source, values, slopes, count) = (x.base, y.base, slope.base, x.count)
  var index = 0
  while index < count {
    let lanes = geluAndSlopeLanes(loadLanes(source + index))
    storeLanes(lanes.value, to: values + index, count: count &- index)
    storeLanes(lanes.slope, to: slopes + index, count: count &- index)
    index &+= 16
  }
}

/// `c = a · b`, number by number.
///
/// - Precondition: the shapes agree.
public func multiplyElements(_ a: Matrix, _ b: Matrix, into c: Matrix) {
  requireSameShape(a, b, "multiplyElements")
  requireSameShape(a, c, "multiplyElements")
  mapLanes(a, b, into: c, productLanes)
}

/// eˣ: the bits of ``exp(_:into:)``.
public func exp(_ x: Float) -> Float {
  expLanes(Vector(repeating: x))[0]
}

/// ln x: the bits of ``log(_:into:)``.
public func log(_ x: Float) -> Float {
  logLanes(Vector(repeating: x))[0]
}

/// tanh x: the bits of ``tanh(_:into:)``.
public func tanh(_ x: Float) -> Float {
  tanhLanes(Vector(repeating: x))[0]
}

@inline(__always)
private func reluLanes(_ x: Vector) -> Vector {
  x.replacing(with: Vector(), where: x .<= Vector())
}

@inline(__always)
private func reluSlopeTimes(_ d: Vector, _ x: Vector) -> Vector {
  d.replacing(with: Vector(), where: x .<= Vector())
}

@inline(__always)
private func tanhSlopeTimes(_ d: Vector, _ y: Vector) -> Vector {
  d * Vector(repeating: 1).addingProduct(-y, y)
}

@inline(__always)
private func geluSlopeTimes(_ d: Vector, _ x: Vector) -> Vector {
  d * geluSlopeLanes(x)
}

@inline(__always)
private func productLanes(_ a: Vector, _ b: Vector) -> Vector {
  a * b
}

// A function that is to be inlined into these loops is named and always inlined: a closure is not,
// nor one that is called in two places.

@inline(__always)
private func mapLanes(_ x: Matrix, into y: Matrix, _ function: (Vector) -> Vector) {
  let (source, target, count) = (x.base, y.base, x.count)
  var index = 0
  while index < count {
    let lanes = function(loadLanes(source + index))
    storeLanes(lanes, to: target + index, count: count &- index)
    index &+= 16
  }
}

@inline(__always)
private func mapLanes(
  _ x: Matrix, _ y: Matrix, into z: Matrix, _ function: (Vector, Vector) -> Vector
) {
  let (first, second, target, count) = (x.base, y.base, z.base, x.count)
  var index = 0
  while index < count {
    let lanes = function(loadLanes(first + index), loadLanes(second + index))
    storeLanes(lanes, to: target + index, count: count &- index)
    index &+= 16
  }
}
