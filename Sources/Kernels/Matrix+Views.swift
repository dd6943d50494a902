extension Matrix {
  /// A view of the rows in `range`.
  ///
  /// - Precondition: the range lies inside `0..<rows`.
  public func rows(_ range: Range<Int>) -> Matrix {
    require(
      range.lowerBound >= 0 && range.upperBound <= rows,
      "the rows \(range) lie outside a matrix of \(rows) rows")
    return slice(offset: range.lowerBound * columns, rows: range.count, columns: columns)
  }

  /// A view of the same numbers in another shape.
  ///
  /// - Precondition: the shapes hold equally many numbers.
  public func reshaped(rows: Int, columns: Int) -> Matrix {
    require(
      rows * columns == count,
      "a [\(self.rows), \(self.columns)] matrix cannot be reshaped to [\(rows), \(columns)]")
    return slice(offset: 0, rows: rows, columns: columns)
  }

  /// A view of the `rows · columns` numbers from the element `offset` of this matrix on.
  ///
  /// - Precondition: they lie inside this matrix.
  public func slice(offset: Int, rows: Int, columns: Int) -> Matrix {
    require(
      offset >= 0 && offset <= count && rows * columns <= count - offset,
      "a [\(rows), \(columns)] slice at \(offset) does not fit a matrix of \(count)")
    return Matrix(storage, offset: base - storage.base + offset, rows: rows, columns: columns)
  }
}

extension Matrix {
  /// Whether this matrix and `other` share a number.
  func overlaps(_ other: Matrix) -> Bool {
    count > 0 && other.count > 0 && base < other.base + other.count && other.base < base + count
  }
}
