/// The left factor of a product: where the number for output row i and step p lies.
struct LeftFactor {
  /// The number for row 0 and step 0.
  let base: UnsafeMutablePointer<Float>
  /// From one output row to the next.
  let rowStride: Int
  /// From one step of the chains to the next.
  let stepStride: Int

  /// The factor from `row` and `step` on.
  @inline(__always)
  func from(row: Int, step: Int) -> LeftFactor {
    LeftFactor(
      base: base + (row &* rowStride &+ step &* stepStride), rowStride: rowStride,
      stepStride: stepStride)
  }
}

/// The right factor of a product: where the numbers for step p lie, neighbouring columns side by side.
struct RightFactor {
  /// The number for step 0 and column 0.
  let base: UnsafeMutablePointer<Float>
  /// From one step of the chains to the next.
  let stride: Int
  /// The steps of the chains.
  let steps: Int

  /// At most `count` of the steps, from `step` on.
  @inline(__always)
  func steps(from step: Int, atMost count: Int) -> RightFactor {
    RightFactor(base: base + step &* stride, stride: stride, steps: min(count, steps &- step))
  }
}

/// Rows of numbers in memory: the output of a product, or what its chains start from.
struct ProductRows {
  /// The number of row 0 and column 0.
  let base: UnsafeMutablePointer<Float>
  /// From one row to the next: 0 where all rows share one.
  let stride: Int

  /// The numbers from `row` and `column` on.
  @inline(__always)
  func from(row: Int = 0, column: Int = 0) -> ProductRows {
    ProductRows(base: base + (row &* stride &+ column), stride: stride)
  }
}
