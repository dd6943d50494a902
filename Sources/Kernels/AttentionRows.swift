/// Rows that attend together: each sees the rows of a prefix that is stored once (the prompt it continues),
/// then those of a beginning that other segments have in common with it, then its own segment's up to itself.
public struct AttentionSegment: Sendable, Equatable {
  private let prefixRows: RowRange
  private let beginningRuns: RowRange
  private let ownRows: RowRange

  /// The rows `own`, seeing all of `prefix`, all of the beginning, and themselves causally.
  ///
  /// - Parameter beginning: which of the runs of rows that the kernels are given; they come one after the other.
  public init(prefix: Range<Int>, beginning: Range<Int> = 0..<0, own: Range<Int>) {
    prefixRows = RowRange(prefix)
    beginningRuns = RowRange(beginning)
    ownRows = RowRange(own)
  }

  /// The rows of the prefix; empty for a prompt.
  public var prefix: Range<Int> { prefixRows.rows }

  /// The runs of rows between the prefix and the segment's own.
  public var beginning: Range<Int> { beginningRuns.rows }

  /// The segment's own rows.
  public var own: Range<Int> { ownRows.rows }
}

/// Which rows attend; all of them are seen.
public enum AttendingRows: Sendable {
  /// Every row.
  case all
  /// Of prompts, the segments without a prefix, the last row alone, which completions continue. What the
  /// other rows would write stays as it is; in the pullback their dy counts as 0.
  case lastOfPrompts

  /// Those of a segment.
  public func rows(of segment: AttentionSegment) -> Range<Int> {
    self == .lastOfPrompts && segment.prefix.isEmpty ? segment.own.suffix(1) : segment.own
  }
}

/// The numbers of scratch that the attention kernels need.
///
/// - Parameters:
///   - rows: the most rows of one call.
///   - width: the width of queries, of all heads together.
///   - context: the most keys that one row sees.
public func attentionScratchCount(rows: Int, width: Int, context: Int) -> Int {
  3 * width * wholeVectors(rows) + 3 * AttentionChunk.mostRows * (wholeVectors(context) + 32)
}

/// `count` rounded up to a multiple of 16.
@inline(__always)
func wholeVectors(_ count: Int) -> Int { (count &+ 15) & ~15 }

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

/// One row's scores: those of the prefix, then the others. Past the keys that the row sees
/// stand numbers without meaning, which are never added: they count as −∞.
struct ScoreRow {
  let base: UnsafeMutablePointer<Float>
  let prefixCount: Int
  let ownCount: Int
  let width: Int

  var prefixWidth: Int { wholeVectors(prefixCount) }

  /// The scores up to the last vector with a key that the row sees.
  var seenWidth: Int { prefixWidth &+ wholeVectors(ownCount) }

  /// How many of the 16 scores from `offset` on the row sees; none or 16 may be negative or more.
  @inline(__always)
  private func seen(_ offset: Int) -> Int {
    offset < prefixWidth ? prefixCount &- offset : ownCount &- (offset &- prefixWidth)
  }

  @inline(__always)
  func keep(_ lanes: Vector, _ offset: Int) -> Vector {
    keepLanes(lanes, seen(offset), else: 0)
  }

  // Not inlined: a vector is only kept whole where everything that takes it is inlined, and the callers are too
  // long for that.

  /// The largest score.
  @inline(never)
  func maximum() -> Float {
    var largest = Vector(repeating: -.infinity)
    var offset = 0
    while offset < seenWidth {
      let lanes = keepLanes(loadLanes(base + offset), seen(offset), else: -.infinity)
      largest = largest.replacing(with: lanes, where: lanes .> largest)
      offset &+= 16
    }
    return maximumLane(largest)
  }

  /// Replaces the scores by `exp(scale · score − maximum)`, 0 for keys not seen.
  @inline(never)
  func exponentiate(scale: Float, maximum: Float) {
    var offset = 0
    while offset < seenWidth {
      storeLanes(keep(powers(of: base + offset, scale, maximum), offset), to: base + offset)
      offset &+= 16
    }
    clear(base)
  }

  /// The sum of the powers: 16 strided sums over the prefix and then the run, added in one fixed tree.
  @inline(never)
  func sum() -> Float {
    var sum = Vector()
    var offset = 0
    while offset < seenWidth {
      sum += loadLanes(base + offset)
      offset &+= 16
    }
    return sumLanes(sum)
  }

  /// Writes 0 for the vectors of keys that the row does not see, to its scores or to numbers beside them.
  @inline(__always)
  func clear(_ numbers: UnsafeMutablePointer<Float>) {
    var offset = seenWidth
    while offset < width {
      storeLanes(Vector(), to: numbers + offset)
      offset &+= 16
    }
  }
}

/// `exp(scale · score − maximum)` of 16 scores.
@inline(__always)
func powers(
  of scores: UnsafeMutablePointer<Float>, _ scale: Float, _ maximum: Float
) -> Vector {
  expOfNonpositiveLanes(
    Vector(repeating: -maximum).addingProduct(loadLanes(scores), Vector(repeating: scale)))
}

/// The largest lane; lanes of NaN may be passed over.
@inline(__always)
func maximumLane(_ lanes: Vector) -> Float {
  let eight = lanes.lowHalf.replacing(
    with: lanes.highHalf, where: lanes.highHalf .> lanes.lowHalf)
  let four = eight.lowHalf.replacing(
    with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
  return two.y > two.x ? two.y : two.x
}

/// One over the root of the head's size: what scores are multiplied with.
func attentionScale(headSize: Int) -> Float {
  1 / Float(headSize).squareRoot()
}
