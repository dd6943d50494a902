/// One row's scores of all heads, laid out as of a ``ScoreRow``, head after head: four heads at a time, with
/// its bits.
struct ScoredHeads {
  let base: UnsafeMutablePointer<Float>
  /// From one head to the next.
  let stride: Int
  let heads: Int
  let prefixCount: Int
  let ownCount: Int

  /// Replaces the scores by powers, as ``ScoreRow/exponentiate(scale:)``, and writes one over each head's
  /// sum.
  ///
  /// Not inlined, for the same reason.
  @inline(never)
  func exponentiate(scale: Float, inverses: UnsafeMutablePointer<Float>) {
    let prefixWidth = wholeVectors(prefixCount)
    let width = prefixWidth &+ wholeVectors(ownCount)
    var head = 0
    while head < heads {
      let last = heads &- head &- 1
      let rows = FourRows(
        base + head &* stride, min(1, last) &* stride, min(2, last) &* stride,
        min(3, last) &* stride)
      var largest = FourVectors(repeating: -.infinity)
      var offset = 0
      while offset < width {
        let lanes = rows.load(offset).keep(seen(offset, prefixWidth), else: -.infinity)
        largest.takeLarger(lanes)
        offset &+= 16
      }
      let maxima = largest.maxima(scale)
      offset = 0
      while offset < width {
        let powers = rows.load(offset).powers(scale, maxima)
        rows.store(powers.keep(seen(offset, prefixWidth), else: 0), offset)
        offset &+= 16
      }
      var sums = FourVectors(repeating: 0)
      offset = 0
      while offset < width {
        sums.add(rows.load(offset))
        offset &+= 16
      }
      sums.storeInverses(to: inverses + head, count: last &+ 1)
      head &+= 4
    }
  }

  /// How many of the 16 scores from `offset` on the row sees; none or 16 may be negative or more.
  @inline(__always)
  private func seen(_ offset: Int, _ prefixWidth: Int) -> Int {
    offset < prefixWidth ? prefixCount &- offset : ownCount &- (offset &- prefixWidth)
  }
}

/// Four rows in memory; where there are fewer, the first are repeated.
private struct FourRows {
  let r0: UnsafeMutablePointer<Float>
  let r1: UnsafeMutablePointer<Float>
  let r2: UnsafeMutablePointer<Float>
  let r3: UnsafeMutablePointer<Float>

  @inline(__always)
  init(_ base: UnsafeMutablePointer<Float>, _ second: Int, _ third: Int, _ fourth: Int) {
    (r0, r1, r2, r3) = (base, base + second, base + third, base + fourth)
  }

  @inline(__always)
  func load(_ offset: Int) -> FourVectors {
    FourVectors(
      loadLanes(r0 + offset), loadLanes(r1 + offset), loadLanes(r2 + offset),
      loadLanes(r3 + offset))
  }

  @inline(__always)
  func store(_ vectors: FourVectors, _ offset: Int) {
    storeLanes(vectors.v0, to: r0 + offset)
    storeLanes(vectors.v1, to: r1 + offset)
    storeLanes(vectors.v2, to: r2 + offset)
    storeLanes(vectors.v3, to: r3 + offset)
  }
}

/// 16 numbers of each of four rows.
private struct FourVectors {
  var v0: Vector
  var v1: Vector
  var v2: Vector
  var v3: Vector

  @inline(__always)
  init(_ v0: Vector, _ v1: Vector, _ v2: Vector, _ v3: Vector) {
    (self.v0, self.v1, self.v2, self.v3) = (v0, v1, v2, v3)
  }

  @inline(__always)
  init(repeating value: Float) {
    let vector = Vector(repeating: value)
    self.init(vector, vector, vector, vector)
  }

  @inline(__always)
  func keep(_ count: Int, else value: Float) -> FourVectors {
    FourVectors(
      keepLanes(v0, count, else: value), keepLanes(v1, count, else: value),
      keepLanes(v2, count, else: value), keepLanes(v3, count, else: value))
  }

  @inline(__always)
  mutating func takeLarger(_ other: FourVectors) {
    v0 = v0.replacing(with: other.v0, where: other.v0 .> v0)
    v1 = v1.replacing(with: other.v1, where: other.v1 .> v1)
    v2 = v2.replacing(with: other.v2, where: other.v2 .> v2)
    v3 = v3.replacing(with: other.v3, where: other.v3 .> v3)
  }

  @inline(__always)
  mutating func add(_ other: FourVectors) {
    v0 += other.v0
    v1 += other.v1
    v2 += other.v2
    v3 += other.v3
  }

  /// `scale` times the largest number of each row.
  @inline(__always)
  func maxima(_ scale: Float) -> SIMD4<Float> {
    SIMD4(maximumLane(v0), maximumLane(v1), maximumLane(v2), maximumLane(v3)) * scale
  }

  /// `exp(scale · score − maximum)`.
  @inline(__always)
  func powers(_ scale: Float, _ maxima: SIMD4<Float>) -> FourVectors {
    let scales = Vector(repeating: scale)
    return FourVectors(
      expOfNonpositiveLanes(Vector(repeating: -maxima.x).addingProduct(v0, scales)),
      expOfNonpositiveLanes(Vector(repeating: -maxima.y).addingProduct(v1, scales)),
      expOfNonpositiveLanes(Vector(repeating: -maxima.z).addingProduct(v2, scales)),
      expOfNonpositiveLanes(Vector(repeating: -maxima.w).addingProduct(v3, scales)))
  }

  /// One over the sums of the first rows.
  @inline(__always)
  func storeInverses(to target: UnsafeMutablePointer<Float>, count: Int) {
    let sums = SIMD4(sumLanes(v0), sumLanes(v1), sumLanes(v2), sumLanes(v3))
    let inverses = SIMD4<Float>(repeating: 1) / sums
    for index in 0..<min(4, count) { target[index] = inverses[index] }
  }
}
