/// `DONE`, written last: the cell's identity and the SHA-256 of each of its files.
package struct CompletionMark: Codable, Sendable, Equatable {
  /// ``CellSpecification/identity()``.
  package var identity: String
  /// SHA-256 in hexadecimal, by file name.
  package var files: [String: String]

  /// Memberwise.
  package init(identity: String, files: [String: String]) {
    self.identity = identity
    self.files = files
  }
}

/// `FAILED`: why the last attempt at a cell left no result. The next run tries again.
package struct FailureMark: Codable, Sendable, Equatable {
  /// What happened, in words.
  package var reason: String
}

/// What is known of a cell without reading its files.
package enum CellState: Sendable, Equatable {
  /// Stored.
  case done
  /// Tried, without a result.
  case failed(reason: String)
  /// Not run yet, or not to its end.
  case missing
}
