/// Four chains of 16 lanes side by side, for products of single rows: one by one, each would wait for
/// its own last step. With fewer than four, the last is repeated.
struct FourChains {
  private var c0 = Vector()
  private var c1 = Vector()
  private var c2 = Vector()
  private var c3 = Vector()

  @inline(__always)
  init() {}

  @inline(__always)
  init(_ start: UnsafeMutablePointer<Float>, apart: Int, count: Int) {
    let last = count &- 1
    c0 = loadLanes(start)
    c1 = loadLanes(start + min(1, last) &* apart)
    c2 = loadLanes(start + min(2, last) &* apart)
    c3 = loadLanes(start + min(3, last) &* apart)
  }

  /// Adds `Σ_p left[p] · right[p]`, p in increasing order.
  ///
  /// - Parameters:
  ///   - left: the first chain's numbers, side by side; the next chain's stand `apart` behind them.
  ///   - right: the first chain's lanes; the next step's stand `stride` behind them.
  @inline(__always)
  mutating func addProducts(
    _ left: UnsafeMutablePointer<Float>, apart leftDistance: Int, count: Int,
    _ right: UnsafeMutablePointer<Float>, apart rightDistance: Int, stride: Int, steps: Int
  ) {
    let (i1, i2, i3) = (min(1, count &- 1), min(2, count &- 1), min(3, count &- 1))
    let a1 = left + i1 &* leftDistance
    let a2 = left + i2 &* leftDistance
    let a3 = left + i3 &* leftDistance
    var (b0, b1) = (right, right + i1 &* rightDistance)
    var (b2, b3) = (right + i2 &* rightDistance, right + i3 &* rightDistance)
    for step in 0..<steps {
      c0.addProduct(Vector(repeating: left[step]), loadLanes(b0))
      c1.addProduct(Vector(repeating: a1[step]), loadLanes(b1))
      c2.addProduct(Vector(repeating: a2[step]), loadLanes(b2))
      c3.addProduct(Vector(repeating: a3[step]), loadLanes(b3))
      b0 += stride
      b1 += stride
      b2 += stride
      b3 += stride
    }
  }

  /// Multiplies each chain with its own factor.
  @inline(__always)
  mutating func scale(by factors: UnsafeMutablePointer<Float>, count: Int) {
    let last = count &- 1
    c0 *= Vector(repeating: factors[0])
    c1 *= Vector(repeating: factors[min(1, last)])
    c2 *= Vector(repeating: factors[min(2, last)])
    c3 *= Vector(repeating: factors[min(3, last)])
  }

  @inline(__always)
  func store(to target: UnsafeMutablePointer<Float>, apart: Int, count: Int, width: Int) {
    storeLanes(c0, to: target, count: width)
    if count > 1 { storeLanes(c1, to: target + apart, count: width) }
    if count > 2 { storeLanes(c2, to: target + 2 &* apart, count: width) }
    if count > 3 { storeLanes(c3, to: target + 3 &* apart, count: width) }
  }
}
