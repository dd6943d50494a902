import Foundation

/// The distributions that rows of logits describe, each at a row of its own: the bits of
/// ``logSoftmax(_:into:)``, and of ``exp(_:into:)`` of these. A row that repeats the one before is described once.
///
/// - Parameters:
///   - x: `[m, n]`.
///   - targets: the row of each, inside the outputs; none twice.
///   - logProbabilities: `[r, n]`.
///   - probabilities: `[r, n]`.
/// - Precondition: the shapes agree, and no output overlaps `x`.
public func describeCategories(
  _ x: Matrix, at targets: ArraySlice<Int32>, logProbabilities: Matrix, probabilities: Matrix
) {
  requireSameShape(logProbabilities, probabilities, "describeCategories")
  requireShape(x, targets.count, probabilities.columns, "the logits", "describeCategories")
  require(
    !x.overlaps(logProbabilities) && !x.overlaps(probabilities),
    "describeCategories: an output overlaps the logits")
  for (index, target) in targets.enumerated() {
    require(
      target >= 0 && target < probabilities.rows,
      "describeCategories: row \(target) lies outside \(probabilities.rows)")
    if index > 0, repeatsRow(x, index) {
      let described = Int(targets[targets.startIndex + index - 1])
      logProbabilities.copyRow(described, to: Int(target))
      probabilities.copyRow(described, to: Int(target))
      continue
    }
    let row = WideRow(x, logProbabilities, index, to: Int(target))
    let maximum = Vector(repeating: row.maximum())
    let logSum = Vector(repeating: log(row.sumOfPowers(maximum, storing: false)))
    row.describe(maximum, logSum, probabilities.base + Int(target) &* x.columns)
  }
}

/// Whether a row has the bits of the row before.
@inline(__always)
private func repeatsRow(_ x: Matrix, _ row: Int) -> Bool {
  let numbers = x.base + row &* x.columns
  return memcmp(numbers, numbers - x.columns, x.columns &* MemoryLayout<Float>.stride) == 0
}
