/// The keys and values that one row of a step of generation sees: those of its prompt, then those of its own
/// completion. Four heads at a time are computed side by side.
struct SeenKeys {
  let heads: Int
  let width: Int
  let prefixValues: UnsafeMutablePointer<Float>
  let prefixCount: Int
  /// 16 at a time, each block transposed.
  let ownKeys: UnsafeMutablePointer<Float>
  let ownValues: UnsafeMutablePointer<Float>
  let ownCount: Int

  /// `scores[head, key] = Σ_c queries[head, c] · key[head, c]` with the completion's own keys. Past them stand
  /// numbers without meaning.
  @inline(__always)
  func scoreOwn(
    _ queries: UnsafeMutablePointer<Float>, into scores: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let size = width / heads
    var head = 0
    while head < heads {
      let count = min(4, heads &- head)
      var key = 0
      while key < ownCount {
        var chains = FourChains<Lanes1>()
        chains.addProducts(
          queries + head &* size, apart: size, count: count,
          ownKeys + (key &* width &+ head &* size &* 16), apart: size &* 16, stride: 16,
          steps: size)
        chains.store(
          to: scores + (head &* stride &+ key), apart: stride, count: count, width: 16)
        key &+= 16
      }
      head &+= 4
    }
  }

  /// `output[head] = inverses[head] · Σ_key powers[head, key] · value[key, head]`, the prefix's keys first.
  @inline(__always)
  func addValues(
    _ powers: UnsafeMutablePointer<Float>, stride: Int, inverses: UnsafeMutablePointer<Float>,
    to output: UnsafeMutablePointer<Float>
  ) {
    let size = width / heads
    let prefixWidth = wholeVectors(prefixCount)
    var head = 0
    while head < heads {
      let count = min(4, heads &- head)
      let left = powers + head &* stride
      var column = head &* size
      let end = column &+ size
      while column < end {
        var chains = FourChains<Lanes1>()
        chains.addProducts(
          left, apart: stride, count: count, prefixValues + column, apart: size, stride: width,
          steps: prefixCount)
        chains.addProducts(
          left + prefixWidth, apart: stride, count: count, ownValues + column, apart: size,
          stride: width, steps: ownCount)
        chains.scale(by: inverses + head, count: count)
        chains.store(to: output + column, apart: size, count: count, width: end &- column)
        column &+= 16
      }
      head &+= 4
    }
  }
}
