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
