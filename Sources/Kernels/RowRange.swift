/// A range of rows in eight bytes: plans of passes keep many.
public struct RowRange: Sendable, Equatable {
  private let lowerBound: Int32
  private let upperBound: Int32

  /// - Precondition: the bounds fit an `Int32`.
  @inline(__always)
  public init(_ range: Range<Int>) {
    lowerBound = Int32(range.lowerBound)
    upperBound = Int32(range.upperBound)
  }

  /// The rows.
  @inline(__always)
  public var rows: Range<Int> { Int(lowerBound)..<Int(upperBound) }

  /// How many rows.
  @inline(__always)
  public var count: Int { Int(upperBound &- lowerBound) }

  /// The same rows where counting begins at `row`.
  ///
  /// - Precondition: the bounds fit an `Int32`.
  @inline(__always)
  public func counted(from row: Int) -> RowRange {
    RowRange(rows.lowerBound - row..<rows.upperBound - row)
  }
}
