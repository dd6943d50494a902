/// Four rows of chains side by side, for products of single rows: one by one, each chain would wait for
/// its own last step. With fewer than four rows, the last is repeated.
struct FourChains<V: Lanes> {
  private var c0 = V()
  private var c1 = V()
  private var c2 = V()
  private var c3 = V()

  @inline(__always)
  init() {}

  /// Adds `Σ_p left[p] · right[p]`, p in increasing order.
  ///
  /// - Parameters:
  ///   - left: the first row's numbers, side by side; the next row's stand `leftDistance` behind them.
  ///   - right: the first row's lanes, the next row's `rightDistance` behind them; the next step's stand
  ///     `stride` behind them.
  @inline(__always)
  mutating func addProducts(
    _ left: UnsafeMutablePointer<Float>, apart leftDistance: Int, count: Int,
    _ right: UnsafeMutablePointer<Float>, apart rightDistance: Int, stride: Int, steps: Int
  ) {
    let (i1, i2, i3) = (min(1, count &- 1), min(2, count &- 1), min(3, count &- 1))
    let a1 = left + i1 &* leftDistance
    let a2 = left + i2 &* leftDistance
    let a3 = left + i3 &* leftDistance
    let (d1, d2, d3) = (i1 &* rightDistance, i2 &* rightDistance, i3 &* rightDistance)
    var b = right
    var step = 0
    while step < steps {
      c0.addProduct(left[step], V(b))
      c1.addProduct(a1[step], V(b + d1))
      c2.addProduct(a2[step], V(b + d2))
      c3.addProduct(a3[step], V(b + d3))
      b += stride
      step &+= 1
    }
  }

  /// Adds `Σ_p left[p] · right[p]` with lanes that the rows share.
  @inline(__always)
  mutating func addProducts(
    _ left: UnsafeMutablePointer<Float>, apart leftDistance: Int, count: Int,
    _ right: UnsafeMutablePointer<Float>, stride: Int, steps: Int
  ) {
    let a1 = left + min(1, count &- 1) &* leftDistance
    let a2 = left + min(2, count &- 1) &* leftDistance
    let a3 = left + min(3, count &- 1) &* leftDistance
    var b = right
    var step = 0
    while step < steps {
      let lanes = V(b)
      c0.addProduct(left[step], lanes)
      c1.addProduct(a1[step], lanes)
      c2.addProduct(a2[step], lanes)
      c3.addProduct(a3[step], lanes)
      b += stride
      step &+= 1
    }
  }

  /// Multiplies each row with its own factor.
  @inline(__always)
  mutating func scale(by factors: UnsafeMutablePointer<Float>, count: Int) {
    let last = count &- 1
    c0.multiply(by: factors[0])
    c1.multiply(by: factors[min(1, last)])
    c2.multiply(by: factors[min(2, last)])
    c3.multiply(by: factors[min(3, last)])
  }

  @inline(__always)
  func store(to target: UnsafeMutablePointer<Float>, apart: Int, count: Int, width: Int) {
    c0.store(to: target, width)
    if count > 1 { c1.store(to: target + apart, width) }
    if count > 2 { c2.store(to: target + 2 &* apart, width) }
    if count > 3 { c3.store(to: target + 3 &* apart, width) }
  }
}
