import Kernels

/// Where each named parameter of a network stands in one flat vector.
///
/// Gradients, optimiser moments and conjugate-gradient vectors share the layout.
public struct ParameterLayout: Sendable, Equatable {
  /// A named matrix inside the vector.
  public struct Entry: Sendable, Equatable {
    /// The name, such as `hidden0.weight`.
    public let name: String
    /// Rows of the matrix; 1 for a vector.
    public let rows: Int
    /// Columns of the matrix.
    public let columns: Int
    /// Where its first number stands.
    public let offset: Int
    /// Its position among the entries.
    public let index: Int
  }

  /// The entries, in the order of the vector.
  public private(set) var entries: [Entry] = []
  /// The numbers in the vector.
  public private(set) var count = 0

  /// A layout without parameters.
  public init() {}

  /// Appends a matrix of parameters and returns where it stands.
  public mutating func append(_ name: String, rows: Int, columns: Int) -> Entry {
    let entry = Entry(
      name: name, rows: rows, columns: columns, offset: count, index: entries.count)
    entries.append(entry)
    count += rows * columns
    return entry
  }
}

/// A flat vector of a layout together with a view of each of its entries.
public struct ParameterVector {
  /// All numbers, `[1, layout.count]`.
  public let flat: Matrix
  private let views: [Matrix]

  /// A new vector of zeros.
  public init(_ layout: ParameterLayout, role: MemoryRole, ledger: MemoryLedger) {
    self.init(
      layout, flat: Matrix(rows: 1, columns: layout.count, role: role, ledger: ledger))
  }

  /// Views on a vector that exists.
  public init(_ layout: ParameterLayout, flat: Matrix) {
    precondition(
      flat.count == layout.count,
      "a vector of \(flat.count) numbers does not fit a layout of \(layout.count)")
    self.flat = flat
    views = layout.entries.map {
      flat.slice(offset: $0.offset, rows: $0.rows, columns: $0.columns)
    }
  }

  /// The view of one entry.
  public subscript(entry: ParameterLayout.Entry) -> Matrix { views[entry.index] }
}
