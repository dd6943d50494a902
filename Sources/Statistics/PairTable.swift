/// One value for every pair of algorithms, whichever of the two is named first.
public struct PairTable: Sendable, Equatable {
  /// How many algorithms there are.
  public let count: Int
  /// The values of the pairs (0, 1), (0, 2), …, (1, 2), …: `count · (count − 1) / 2` of them.
  public let values: [Double]

  /// A table of these values, in the order of ``pairs(of:)``.
  ///
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for another number of values.
  public init(count: Int, values: [Double]) throws {
    guard count >= 0, values.count == count * (count - 1) / 2 else {
      throw StatisticsError.outOfRange(
        what: "the number of values for the pairs of \(count) algorithms",
        value: Double(values.count), allowed: "\(max(0, count * (count - 1) / 2))")
    }
    self.count = count
    self.values = values
  }

  /// A table of what `value` gives for each pair, the lower index first.
  init(count: Int, of value: (Int, Int) throws -> Double) rethrows {
    self.count = count
    values = try Self.pairs(of: count).map { try value($0.0, $0.1) }
  }

  /// The value of a pair.
  ///
  /// - Precondition: two different indices below `count`.
  public subscript(_ first: Int, _ second: Int) -> Double {
    precondition(
      first != second && min(first, second) >= 0 && max(first, second) < count,
      "there is no pair (\(first), \(second)) of \(count) algorithms")
    return values[Self.index(first, second, of: count)]
  }

  /// All pairs of `count` algorithms: (0, 1), (0, 2), …, (1, 2), …
  public static func pairs(of count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { first in (first + 1..<max(count, first + 1)).map { (first, $0) } }
  }

  /// The place of a pair in ``pairs(of:)``.
  static func index(_ first: Int, _ second: Int, of count: Int) -> Int {
    let (low, high) = (min(first, second), max(first, second))
    return low * (2 * count - low - 1) / 2 + high - low - 1
  }
}
