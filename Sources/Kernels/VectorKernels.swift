// Kernels over all numbers of equally shaped matrices, which they treat as vectors.

/// `Σ aᵢ bᵢ`, in Double: 16 strided partial sums, added in one fixed tree. 0 if empty.
///
/// The products of two Floats are exact in Double.
///
/// - Precondition: the shapes agree.
public func dot(_ a: Matrix, _ b: Matrix) -> Double {
  requireSameShape(a, b, "dot")
  var sum = SIMD16<Double>()
  var index = 0
  while index < a.count {
    let left = a.count &- index
    sum += doubles(a.base + index, left) * doubles(b.base + index, left)
    index &+= 16
  }
  return sumLanes(sum)
}

/// `Σ xᵢ`, in Double, summed as in ``dot(_:_:)``. 0 if empty.
public func sum(_ x: Matrix) -> Double {
  var sum = SIMD16<Double>()
  var index = 0
  while index < x.count {
    sum += doubles(x.base + index, x.count &- index)
    index &+= 16
  }
  return sumLanes(sum)
}

/// `Σ xᵢ²`, in Double: the bits of `dot(x, x)`. 0 if empty.
public func sumOfSquares(_ x: Matrix) -> Double {
  dot(x, x)
}

/// The largest |xᵢ|; NaN if any number is NaN, 0 if empty.
public func maximumMagnitude(_ x: Matrix) -> Float {
  // As integers, the bits of magnitudes have the order of the magnitudes, NaN above infinity.
  let magnitudeBits = SIMD16<Int32>(repeating: 0x7FFF_FFFF)
  var largest = SIMD16<Int32>()
  for index in stride(from: 0, to: x.count, by: 16) {
    let lanes = keepLanes(loadLanes(x.base + index), x.count - index, else: 0)
    let magnitudes = unsafeBitCast(lanes, to: SIMD16<Int32>.self) & magnitudeBits
    largest = largest.replacing(with: magnitudes, where: magnitudes .> largest)
  }
  return Float(bitPattern: UInt32(bitPattern: largest.max()))
}

/// `y = fma(factor, x, y)`.
///
/// - Precondition: the shapes agree.
public func addScaled(_ x: Matrix, by factor: Float, to y: Matrix) {
  scaleAndAdd(x, by: factor, to: y, into: y)
}

/// `x = factor · x`.
public func scale(_ x: Matrix, by factor: Float) {
  let (base, count) = (x.base, x.count)
  var index = 0
  while index < count {
    storeLanes(loadLanes(base + index) * factor, to: base + index, count: count &- index)
    index &+= 16
  }
}

/// `z = fma(factor, x, y)`; z may be x or y.
///
/// - Precondition: the shapes agree.
public func scaleAndAdd(_ x: Matrix, by factor: Float, to y: Matrix, into z: Matrix) {
  requireSameShape(x, y, "scaleAndAdd")
  requireSameShape(x, z, "scaleAndAdd")
  let (first, second, target, count) = (x.base, y.base, z.base, x.count)
  let factors = Vector(repeating: factor)
  var index = 0
  while index < count {
    let lanes = loadLanes(second + index).addingProduct(factors, loadLanes(first + index))
    storeLanes(lanes, to: target + index, count: count &- index)
    index &+= 16
  }
}

/// Up to 16 numbers in Double; 0 in the lanes from `count` on.
@inline(__always)
private func doubles(_ source: UnsafeMutablePointer<Float>, _ count: Int) -> SIMD16<Double> {
  var lanes = loadLanes(source)
  if count < 16 { lanes = keepLanes(lanes, count, else: 0) }
  var result = SIMD16<Double>()
  for lane in 0..<16 { result[lane] = Double(lanes[lane]) }
  return result
}

/// The sum of the lanes, in the tree of the sums in Float.
@inline(__always)
private func sumLanes(_ lanes: SIMD16<Double>) -> Double {
  let eight = lanes.lowHalf + lanes.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}
