/// Reads a matrix from front to back, so that a kernel that reads it in another order finds it in the cache.
///
/// Memory streams where it is read in order. A kernel that jumps between rows waits for each of them, and a pullback
/// finds next to nothing of what its forward pass kept still in the cache.
///
/// - Parameters:
///   - x: any shape.
///   - scratch: its first number is overwritten with the exclusive or of all bits, so that no read can be left out.
/// - Precondition: the scratch holds a number and does not overlap `x`.
public func readAhead(_ x: Matrix, scratch: Matrix) {
  require(scratch.count > 0, "readAhead: the scratch holds no number")
  require(!scratch.overlaps(x), "readAhead: the scratch overlaps the matrix")
  var (even, odd) = (SIMD16<UInt32>(), SIMD16<UInt32>())
  let (source, count) = (x.base, x.count)
  var index = 0
  while index &+ 32 <= count {
    even ^= unsafeBitCast(loadLanes(source + index), to: SIMD16<UInt32>.self)
    odd ^= unsafeBitCast(loadLanes(source + (index &+ 16)), to: SIMD16<UInt32>.self)
    index &+= 32
  }
  even ^= odd
  var bits: UInt32 = 0
  for lane in 0..<16 { bits ^= even[lane] }
  while index < count {
    bits ^= source[index].bitPattern
    index &+= 1
  }
  scratch.base[0] = Float(bitPattern: bits)
}
