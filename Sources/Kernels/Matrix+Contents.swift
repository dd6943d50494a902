extension Matrix {
  /// Copies every number of `source`, which may overlap this matrix.
  ///
  /// - Precondition: the shapes agree.
  public func copy(from source: Matrix) {
    requireSameShape(self, source, "copy")
    base.update(from: source.base, count: count)
  }

  /// Copies `count` numbers of `array`, from its element `offset` on, to the first numbers of this
  /// matrix.
  ///
  /// - Precondition: they lie inside the array and fit the matrix.
  public func copy(from array: [Float], at offset: Int = 0, count: Int) {
    require(
      offset >= 0 && count >= 0 && offset <= array.count && count <= array.count - offset,
      "copy: \(count) numbers from \(offset) on lie outside an array of \(array.count)")
    require(
      count <= self.count, "copy: \(count) numbers do not fit a matrix of \(self.count)")
    array.withUnsafeBufferPointer { buffer in
      guard let source = buffer.baseAddress else { return }
      base.update(from: source + offset, count: count)
    }
  }

  /// Replaces the numbers of row `target` by those of row `source`.
  ///
  /// - Precondition: both are rows of the matrix.
  public func copyRow(_ source: Int, to target: Int) {
    require(
      source >= 0 && source < rows && target >= 0 && target < rows,
      "copyRow: row \(source) or \(target) lies outside \(rows)")
    (base + target &* columns).update(from: base + source &* columns, count: columns)
  }

  /// Sets every number to `value`.
  public func fill(_ value: Float) {
    base.update(repeating: value, count: count)
  }

  /// The numbers, along the rows.
  public func toArray() -> [Float] {
    Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// Whether no number is infinite or NaN; true for an empty matrix.
  public var isFinite: Bool {
    maximumMagnitude(self).isFinite
  }
}
