import Randomness

extension Problem {
  /// A worked solution with declared systematic errors, in the form of ``solution``.
  ///
  /// Each step that subtracts is read as an addition with probability `misread`, and then written
  /// and computed as one. Each step's result is off by ±1, ±2 or ±10, the six equally likely, with
  /// probability `slip`; where that is negative, by as much in the other direction. Later steps go
  /// on from the wrong number. Where a later step is no longer possible its result is still a whole
  /// number from 0 to the level's largest: 0 for a difference that would be negative, the quotient
  /// rounded down, the largest number for one that is larger (9,999 where the problem's own results
  /// exceed the level's). With no misreading and no slips this is ``solution``.
  ///
  /// Two uniform numbers are drawn for each step, and one integer for each slip.
  ///
  /// - Precondition: both probabilities are in [0, 1].
  public func demonstration(
    misread: Double, slip: Double, using stream: inout RandomStream
  ) -> [Int] {
    precondition(
      (0...1).contains(misread) && (0...1).contains(slip),
      "misread \(misread) and slip \(slip) must be probabilities")
    let largest = largestNumber
    var tokens: [Int] = []
    tokens.reserveCapacity(solution.count + 8)
    var results: [Int] = []
    for step in program.steps {
      let isMisread = stream.uniform() < misread
      let isSlip = stream.uniform() < slip
      let operation = step.operation == .subtract && isMisread ? .add : step.operation
      let left = program.value(step.left, results) ?? 0
      let right = program.value(step.right, results) ?? 0
      var result = Self.nearestResult(left, operation, right)
      if isSlip {
        let change = [1, -1, 2, -2, 10, -10][stream.integer(below: 6)]
        result = result + change < 0 ? result - change : result + change
      }
      result = min(result, largest)
      Self.append(left, operation, right, result, to: &tokens)
      results.append(result)
    }
    Self.append(answer: results.last ?? 0, to: &tokens)
    return tokens
  }

  /// The largest number of a demonstration.
  private var largestNumber: Int {
    let largest = Level.all.indices.contains(level - 1) ? Level.all[level - 1].largestNumber : 9999
    let isExceeded = program.results?.contains { $0 > largest } ?? true
    return isExceeded ? 9999 : largest
  }

  /// The result of a step, or the whole number from 0 nearest to it from below.
  private static func nearestResult(
    _ left: Int, _ operation: LatentProgram.Operator, _ right: Int
  ) -> Int {
    if let result = operation.result(left, right) { return result }
    return operation == .divide && right != 0 ? left / right : 0
  }
}
