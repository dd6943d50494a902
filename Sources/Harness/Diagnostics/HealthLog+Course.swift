import Foundation
import PolicyOptimization
import Results

extension HealthLog {
  /// The equal shares of the budget that the log is told in.
  static let shares = 20

  /// The log in brief: what the updates in each twentieth of the budget come to, of each column the mean or
  /// the extreme that matters. Updates beyond the budget belong to the last share.
  ///
  /// - Returns: nil where no update was made.
  func course(budget: Int) -> CellDiagnostics.Course? {
    guard !positions.isEmpty, budget > 0 else { return nil }
    let shares = positions.map { position in
      min(Self.shares, max(1, Int((position * Double(Self.shares) / Double(budget)).rounded(.up))))
    }
    var columns: [String: [Double?]] = [:]
    for (column, combine) in Self.followed {
      let values = values(column)
      let course = (1...Self.shares).map { share in
        let inside = zip(values, shares).filter { $1 == share && !$0.isNaN }.map(\.0)
        return inside.isEmpty ? nil : Self.rounded(combine(inside))
      }
      if course.contains(where: { $0 != nil }) { columns[column.rawValue] = course }
    }
    return CellDiagnostics.Course(
      positions: (1...Self.shares).map { Double($0) * Double(budget) / Double(Self.shares) },
      columns: columns)
  }

  private static let followed: [(UpdateColumn, @Sendable ([Double]) -> Double)] = [
    (.entropy, mean), (.klOld, largest), (.largestRatio, largest),
    (.effectiveSampleSize, smallest), (.clipFraction, mean), (.gradientNorm, mean),
    (.largestGradientNorm, largest), (.explainedVariance, mean), (.uniformGroups, mean),
    (.completionLength, mean),
  ]

  @Sendable private static func mean(_ values: [Double]) -> Double {
    // Each over the number first, so that no sum overflows.
    values.reduce(0) { $0 + $1 / Double(values.count) }
  }

  @Sendable private static func largest(_ values: [Double]) -> Double {
    values.reduce(-.infinity, max)
  }

  @Sendable private static func smallest(_ values: [Double]) -> Double {
    values.reduce(.infinity, min)
  }

  /// To six significant digits, correctly rounded from the decimal expansion.
  private static func rounded(_ value: Double) -> Double {
    Double(String(format: "%.5e", value)) ?? value
  }
}
