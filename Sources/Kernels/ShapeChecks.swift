import Foundation

/// Stops the program with `message` unless `condition` holds.
///
/// `precondition` drops its message under `-O`, with which this target is always compiled; a
/// mismatch of shapes is of no use without the shapes, so the message is written here.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { stop(message()) }
}

/// Stops the program unless `x` has the shape `[rows, columns]`.
func requireShape(_ x: Matrix, _ rows: Int, _ columns: Int, _ name: String, _ kernel: String) {
  require(
    x.rows == rows && x.columns == columns,
    "\(kernel): \(name) has the shape [\(x.rows), \(x.columns)], not [\(rows), \(columns)]")
}

/// Stops the program unless `x` and `y` have the same shape.
func requireSameShape(_ x: Matrix, _ y: Matrix, _ kernel: String) {
  require(
    x.rows == y.rows && x.columns == y.columns,
    "\(kernel): the shapes [\(x.rows), \(x.columns)] and [\(y.rows), \(y.columns)] differ")
}

@inline(never)
private func stop(_ message: String) -> Never {
  FileHandle.standardError.write(Data("Precondition failed: \(message)\n".utf8))
  preconditionFailure(message)
}
