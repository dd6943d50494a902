/// What the derivatives of a row's softmax need.
struct PowerStatistics {
  /// The largest scaled score.
  let maximum: Float
  /// One over the sum of the powers.
  let inverse: Float
}

/// The rows of one call of an attention kernel, with its scratch.
struct AttentionBlock {
  let rows: Int
  let width: Int
  let headSize: Int
  let scale: Float
  private let input: ProductRows
  private let statistics: UnsafeMutablePointer<Float>
  private let heads: Int
  private let scratch: Matrix

  init(
    _ input: Matrix, _ heads: Int, _ statistics: Matrix, _ scratch: Matrix, _ kernel: String
  ) {
    require(
      heads > 0 && input.columns % (3 * heads) == 0,
      "\(kernel): \(input.columns) columns are not three parts of \(heads) heads")
    requireShape(statistics, input.rows, 2 * heads, "the statistics", kernel)
    rows = input.rows
    width = input.columns / 3
    self.heads = heads
    headSize = width / heads
    scale = attentionScale(headSize: headSize)
    self.input = ProductRows(base: input.base, stride: input.columns)
    self.statistics = statistics.base
    self.scratch = scratch
    let needed = attentionScratchCount(rows: rows, width: width, context: 0)
    require(
      scratch.count >= needed,
      "\(kernel): \(rows) rows need \(needed) numbers of scratch and more, not \(scratch.count)")
  }

  /// Stops the program unless the segment's rows lie in the block and its scores fit the scratch.
  func check(_ segment: AttentionSegment, _ runs: [RowRange], _ kernel: String) {
    let (prefix, own) = (segment.prefix, segment.own)
    require(
      prefix.lowerBound >= 0 && own.lowerBound >= 0 && prefix.upperBound <= rows
        && own.upperBound <= rows,
      "\(kernel): the segment \(prefix), \(own) lies outside \(rows) rows")
    var keys = prefix.count + own.count
    for run in runs[segment.beginning] {
      require(
        run.rows.lowerBound >= 0 && run.rows.upperBound <= rows,
        "\(kernel): the beginning \(run.rows) lies outside \(rows) rows")
      keys += run.count
    }
    let needed = attentionScratchCount(rows: rows, width: width, context: keys)
    require(
      scratch.count >= needed,
      "\(kernel): \(keys) keys need \(needed) numbers of scratch, not \(scratch.count)")
  }

  /// A head's queries, from row 0 on.
  @inline(__always)
  func queries(_ head: Int) -> ProductRows { input.from(column: head &* headSize) }

  /// A head's keys, from row 0 on.
  @inline(__always)
  func keys(_ head: Int) -> ProductRows { input.from(column: width &+ head &* headSize) }

  /// A head's values, from row 0 on.
  @inline(__always)
  func values(_ head: Int) -> ProductRows { input.from(column: 2 &* width &+ head &* headSize) }

  /// The transpose of `width` columns of the block's rows, in one of three places of the scratch.
  func transposed(_ source: ProductRows, slot: Int) -> ProductRows {
    let stride = wholeVectors(rows)
    let target = ProductRows(base: scratch.base + slot &* width &* stride, stride: stride)
    transposeRows(source, rows: rows, columns: width, into: target)
    return target
  }

  /// Where the scores of a chunk go: one of three places, for segments of at most `keys` keys.
  func scores(slot: Int) -> UnsafeMutablePointer<Float> {
    let transposes = 3 &* width &* wholeVectors(rows)
    return scratch.base + transposes + slot &* ((scratch.count &- transposes) / 3)
  }

  @inline(__always)
  func statistics(_ row: Int, _ head: Int) -> PowerStatistics {
    let place = statistics + 2 &* (row &* heads &+ head)
    return PowerStatistics(maximum: place[0], inverse: place[1])
  }

  /// Turns a chunk's scores into powers and keeps what the derivatives need of each row. All rows take a step
  /// before any takes the next: one by one, each would wait for its own sums over the lanes.
  @inline(__always)
  func exponentiate(
    _ chunk: AttentionChunk, _ scores: UnsafeMutablePointer<Float>, _ head: Int
  ) {
    let first = statistics + 2 &* ((chunk.ownStart &+ chunk.first) &* heads &+ head)
    let apart = 2 &* heads
    for index in 0..<chunk.rows {
      first[index &* apart] = chunk.row(scores, index).maximum() * scale
    }
    for index in 0..<chunk.rows {
      chunk.row(scores, index).exponentiate(scale: scale, maximum: first[index &* apart])
    }
    for index in 0..<chunk.rows {
      first[index &* apart &+ 1] = 1 / chunk.row(scores, index).sum()
    }
  }

  /// Multiplies each row of a chunk's output with one over its sum of powers.
  @inline(__always)
  func normalize(_ chunk: AttentionChunk, _ output: ProductRows, _ head: Int) {
    for index in 0..<chunk.rows {
      let row = chunk.ownStart &+ chunk.first &+ index
      scaleLanes(output.from(row: row).base, by: statistics(row, head).inverse, count: headSize)
    }
  }

  /// `Σ_c a[c] b[c]` over a head's numbers: 16 strided sums and one fixed tree.
  @inline(never)
  func product(_ a: ProductRows, _ b: ProductRows) -> Float {
    var sum = Vector()
    var column = 0
    while column < headSize {
      var lanes = loadLanes(a.base + column)
      var others = loadLanes(b.base + column)
      let left = headSize &- column
      if left < 16 {
        lanes = keepLanes(lanes, left, else: 0)
        others = keepLanes(others, left, else: 0)
      }
      sum.addProduct(lanes, others)
      column &+= 16
    }
    return sumLanes(sum)
  }

  /// Turns one row's scores into weights p, and the derivatives dp by the weights into those by the
  /// scores, `p (dp − mean) / √d`.
  @inline(never)
  func pullBack(
    _ row: ScoreRow, slopes: UnsafeMutablePointer<Float>, mean: Float,
    _ statistics: PowerStatistics
  ) {
    let (means, scales) = (Vector(repeating: mean), Vector(repeating: scale))
    let inverse = Vector(repeating: statistics.inverse)
    var offset = 0
    while offset < row.seenWidth {
      let weights = row.keep(
        powers(of: row.base + offset, scale, statistics.maximum) * inverse, offset)
      let slope = weights * ((loadLanes(slopes + offset) - means) * scales)
      storeLanes(weights, to: row.base + offset)
      storeLanes(row.keep(slope, offset), to: slopes + offset)
      offset &+= 16
    }
    row.clear(row.base)
    row.clear(slopes)
  }

  /// Turns one row's scores into weights p, and the tangents ṡ of the scores, not yet scaled, into
  /// those of the weights, `p (ṡ − Σ p ṡ) / √d`.
  @inline(never)
  func pushForward(
    _ row: ScoreRow, slopes: UnsafeMutablePointer<Float>, _ statistics: PowerStatistics
  ) {
    let inverse = Vector(repeating: statistics.inverse)
    var sum = Vector()
    var offset = 0
    while offset < row.seenWidth {
      let weights = row.keep(
        powers(of: row.base + offset, scale, statistics.maximum) * inverse, offset)
      let tangents = row.keep(loadLanes(slopes + offset), offset)
      sum.addProduct(weights, tangents)
      storeLanes(weights, to: row.base + offset)
      storeLanes(tangents, to: slopes + offset)
      offset &+= 16
    }
    let (means, scales) = (Vector(repeating: sumLanes(sum)), Vector(repeating: scale))
    offset = 0
    while offset < row.seenWidth {
      let change = (loadLanes(slopes + offset) - means) * scales
      storeLanes(loadLanes(row.base + offset) * change, to: slopes + offset)
      offset &+= 16
    }
    row.clear(row.base)
    row.clear(slopes)
  }
}

/// Multiplies `count` neighbouring numbers with `factor`.
@inline(__always)
func scaleLanes(_ numbers: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
  let factors = Vector(repeating: factor)
  var column = 0
  while column < count {
    storeLanes(loadLanes(numbers + column) * factors, to: numbers + column, count: count &- column)
    column &+= 16
  }
}
