/// A row-major view of a ``Storage``: `[rows, columns]`, contiguous; a vector is one row.
///
/// A matrix is a reference: copies and views see the same numbers, and hold their storage. Either
/// extent may be 0.
@frozen
public struct Matrix {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int

  @usableFromInline let storage: Storage
  @usableFromInline let base: UnsafeMutablePointer<Float>

  /// The number of elements: `rows · columns`.
  @inlinable
  public var count: Int { rows &* columns }

  /// A matrix of zeros in a storage of its own, accounted in `ledger` under `role`.
  ///
  /// - Precondition: neither extent is negative.
  public init(rows: Int, columns: Int, role: MemoryRole, ledger: MemoryLedger) {
    require(rows >= 0 && columns >= 0, "a matrix cannot have the shape [\(rows), \(columns)]")
    self.init(
      Storage(count: rows * columns, role: role, ledger: ledger), offset: 0, rows: rows,
      columns: columns)
  }

  /// The `rows · columns` numbers of `storage` from `offset` on.
  ///
  /// - Precondition: they lie inside the storage.
  public init(_ storage: Storage, offset: Int, rows: Int, columns: Int) {
    require(rows >= 0 && columns >= 0, "a matrix cannot have the shape [\(rows), \(columns)]")
    require(
      offset >= 0 && offset <= storage.count && rows * columns <= storage.count - offset,
      "a [\(rows), \(columns)] view at \(offset) does not fit a storage of \(storage.count)")
    self.storage = storage
    self.rows = rows
    self.columns = columns
    base = storage.base + offset
  }

  /// The number at `row` and `column`.
  ///
  /// - Precondition: both lie inside the shape.
  @inlinable
  public subscript(row: Int, column: Int) -> Float {
    get {
      checkIndices(row, column)
      return base[row &* columns &+ column]
    }
    nonmutating set {
      checkIndices(row, column)
      base[row &* columns &+ column] = newValue
    }
  }

  /// The number at `index`, counted along the rows.
  ///
  /// - Precondition: `0 ≤ index < count`.
  @inlinable
  public subscript(index: Int) -> Float {
    get {
      checkIndex(index)
      return base[index]
    }
    nonmutating set {
      checkIndex(index)
      base[index] = newValue
    }
  }

  @inlinable
  func checkIndices(_ row: Int, _ column: Int) {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns,
      "[\(row), \(column)] lies outside a [\(rows), \(columns)] matrix")
  }

  @inlinable
  func checkIndex(_ index: Int) {
    precondition(
      index >= 0 && index < count, "element \(index) lies outside a matrix of \(count)")
  }
}
