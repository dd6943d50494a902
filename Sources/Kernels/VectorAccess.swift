/// The vector of every kernel: 16 numbers, one AVX-512 register, two of AVX2 or four of NEON.
typealias Vector = SIMD16<Float>

/// The 16 numbers from `source` on. A storage's padding makes that safe anywhere inside it.
@inline(__always)
func loadLanes(_ source: UnsafeMutablePointer<Float>) -> Vector {
  UnsafeRawPointer(source).loadUnaligned(as: Vector.self)
}

/// `lanes` with `value` in all lanes but the first `count`.
@inline(__always)
func keepLanes(_ lanes: Vector, _ count: Int, else value: Float) -> Vector {
  let index = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  let bound = SIMD16<Int32>(repeating: Int32(truncatingIfNeeded: count))
  return Vector(repeating: value).replacing(with: lanes, where: bound .> index)
}

/// Stores all lanes.
@inline(__always)
func storeLanes(_ lanes: Vector, to target: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: Vector.self)
}

/// Stores the first `count` lanes, all of them where it is 16 or more.
@inline(__always)
func storeLanes(_ lanes: Vector, to target: UnsafeMutablePointer<Float>, count: Int) {
  if count >= 16 {
    storeLanes(lanes, to: target)
  } else {
    storeFirstLanes(lanes, to: target, count: count)
  }
}

/// Stores fewer than 16 lanes: eight, four, two and one, as the bits of `count` ask.
///
/// They go by way of the stack: taken from the register piece by piece, they would have the
/// compiler split the computation before them into the same pieces.
@inline(__always)
private func storeFirstLanes(
  _ lanes: Vector, to target: UnsafeMutablePointer<Float>, count: Int
) {
  withUnsafeBytes(of: lanes) { bytes in
    guard var source = bytes.baseAddress else { return }
    var target = UnsafeMutableRawPointer(target)
    if count & 8 != 0 {
      target.copyMemory(from: source, byteCount: 32)
      source += 32
      target += 32
    }
    if count & 4 != 0 {
      target.copyMemory(from: source, byteCount: 16)
      source += 16
      target += 16
    }
    if count & 2 != 0 {
      target.copyMemory(from: source, byteCount: 8)
      source += 8
      target += 8
    }
    if count & 1 != 0 { target.copyMemory(from: source, byteCount: 4) }
  }
}

/// The sum of the lanes: lane i + lane i + 8, then + 4, + 2, + 1. One fixed tree on every width.
@inline(__always)
func sumLanes(_ lanes: Vector) -> Float {
  let eight = lanes.lowHalf + lanes.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}

/// 16 numbers, `stride` apart: the caller sees to it that they lie inside the storage.
@inline(__always)
func stridedLanes(_ source: UnsafeMutablePointer<Float>, stride: Int) -> Vector {
  var lanes = Vector()
  for lane in 0..<16 { lanes[lane] = source[lane &* stride] }
  return lanes
}

/// Stores 16 numbers `stride` apart.
@inline(__always)
func storeStrided(_ lanes: Vector, to target: UnsafeMutablePointer<Float>, stride: Int) {
  for lane in 0..<16 { target[lane &* stride] = lanes[lane] }
}
