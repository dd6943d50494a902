/// Some rows of a segment, and the keys that they see: a matrix of scores `[rows, stride]`, the keys
/// of the prefix first, those of the beginning and then of the segment itself from a whole vector on.
///
/// Everything attention does with scores is one of three products. Their chains run over the head's
/// numbers, over the keys (the prefix's, then the others), or over the rows, always in order.
struct AttentionChunk {
  /// The most rows of a chunk: few, so that the scores of keys that a row does not see stay few.
  static let mostRows = 24

  let prefixStart: Int
  let prefixCount: Int
  private let beginning: ArraySlice<RowRange>
  private let beginningCount: Int
  let ownStart: Int
  /// The first row of the chunk, counted in the segment.
  let first: Int
  let rows: Int
  let headSize: Int

  /// The segment's own keys that the last row sees.
  private var ownCount: Int { first &+ rows }
  private var prefixWidth: Int { wholeVectors(prefixCount) }
  /// The place of the segment's first own key among the scores.
  private var ownColumn: Int { prefixWidth &+ beginningCount }
  /// From one row of scores to the next.
  var stride: Int { prefixWidth &+ wholeVectors(beginningCount &+ ownCount) }

  /// The rows of a segment from `first` on.
  ///
  /// - Parameter runs: what the segment's beginning is taken from.
  @inline(__always)
  init(_ segment: AttentionSegment, _ runs: [RowRange], first: Int, headSize: Int) {
    prefixStart = segment.prefix.lowerBound
    prefixCount = segment.prefix.count
    beginning = runs[segment.beginning]
    beginningCount = beginning.reduce(0) { $0 &+ $1.count }
    ownStart = segment.own.lowerBound
    self.first = first
    rows = min(Self.mostRows, segment.own.count &- first)
    self.headSize = headSize
  }

  /// `scores[i, j] = start + Σ_c left[i, c] · right[c, j]`, over the head's numbers.
  ///
  /// - Parameters:
  ///   - left: row 0 of the block.
  ///   - right: the transpose of a head's rows, for row 0 of the block.
  @inline(__always)
  func scores(
    _ left: ProductRows, _ right: ProductRows, into scores: UnsafeMutablePointer<Float>,
    adding: Bool = false
  ) {
    let factor = LeftFactor(
      base: left.from(row: ownStart &+ first).base, rowStride: left.stride, stepStride: 1)
    if prefixCount > 0 {
      let output = ProductRows(base: scores, stride: stride)
      multiplyTiles(
        factor,
        RightFactor(base: right.base + prefixStart, stride: right.stride, steps: headSize),
        columns: prefixWidth, rows: rows, into: output, from: adding ? output : nil)
    }
    forEachBeginning { run, column in
      let output = ProductRows(base: scores + column, stride: stride)
      multiplyTiles(
        factor,
        RightFactor(base: right.base + run.lowerBound, stride: right.stride, steps: headSize),
        columns: run.count, rows: rows, into: output, from: adding ? output : nil)
    }
    let output = ProductRows(base: scores + ownColumn, stride: stride)
    multiplyTiles(
      factor, RightFactor(base: right.base + ownStart, stride: right.stride, steps: headSize),
      columns: stride &- ownColumn, rows: rows, into: output, from: adding ? output : nil)
  }

  /// `output[i, c] = start + Σ_j scores[i, j] · right[j, c]`, over the keys.
  ///
  /// - Parameters:
  ///   - right: a head's rows, from row 0 of the block on.
  ///   - output: row 0 of the block.
  @inline(__always)
  func weightedSums(
    _ scores: UnsafeMutablePointer<Float>, _ right: ProductRows, into output: ProductRows,
    adding: Bool = false
  ) {
    let target = output.from(row: ownStart &+ first)
    if prefixCount > 0 {
      multiplyTiles(
        LeftFactor(base: scores, rowStride: stride, stepStride: 1),
        RightFactor(
          base: right.from(row: prefixStart).base, stride: right.stride, steps: prefixCount),
        columns: headSize, rows: rows, into: target, from: adding ? target : nil)
    }
    var goesOn = adding || prefixCount > 0
    forEachBeginning { run, column in
      multiplyTiles(
        LeftFactor(base: scores + column, rowStride: stride, stepStride: 1),
        RightFactor(
          base: right.from(row: run.lowerBound).base, stride: right.stride, steps: run.count),
        columns: headSize, rows: rows, into: target, from: goesOn ? target : nil)
      goesOn = true
    }
    multiplyTiles(
      LeftFactor(base: scores + ownColumn, rowStride: stride, stepStride: 1),
      RightFactor(base: right.from(row: ownStart).base, stride: right.stride, steps: ownCount),
      columns: headSize, rows: rows, into: target, from: goesOn ? target : nil)
  }

  /// `output[j, c] += Σ_i scores[i, j] · right[i, c]`, over the rows.
  ///
  /// - Parameters:
  ///   - right: row 0 of the block.
  ///   - output: a head's rows, from row 0 of the block on.
  @inline(__always)
  func addTransposedSums(
    _ scores: UnsafeMutablePointer<Float>, _ right: ProductRows, to output: ProductRows
  ) {
    let factor = RightFactor(
      base: right.from(row: ownStart &+ first).base, stride: right.stride, steps: rows)
    if prefixCount > 0 {
      let target = output.from(row: prefixStart)
      multiplyTiles(
        LeftFactor(base: scores, rowStride: 1, stepStride: stride), factor, columns: headSize,
        rows: prefixCount, into: target, from: target)
    }
    forEachBeginning { run, column in
      let target = output.from(row: run.lowerBound)
      multiplyTiles(
        LeftFactor(base: scores + column, rowStride: 1, stepStride: stride), factor,
        columns: headSize, rows: run.count, into: target, from: target)
    }
    let target = output.from(row: ownStart)
    multiplyTiles(
      LeftFactor(base: scores + ownColumn, rowStride: 1, stepStride: stride), factor,
      columns: headSize, rows: ownCount, into: target, from: target)
  }

  /// Calls `body` with each run of the beginning and the place of its first key among the scores.
  @inline(__always)
  private func forEachBeginning(_ body: (_ run: Range<Int>, _ column: Int) -> Void) {
    var column = prefixWidth
    for run in beginning {
      body(run.rows, column)
      column &+= run.count
    }
  }

  /// One row of a matrix of scores.
  @inline(__always)
  func row(_ scores: UnsafeMutablePointer<Float>, _ index: Int) -> ScoreRow {
    ScoreRow(
      base: scores + index &* stride, prefixCount: prefixCount,
      ownCount: beginningCount &+ first &+ index &+ 1, width: stride)
  }
}
