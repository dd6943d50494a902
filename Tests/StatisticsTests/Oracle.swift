import Foundation
import Statistics
import Testing

/// A table made by `Tests/Reference/statistics/generate.py`.
struct Oracle<Case: Decodable>: Decodable {
  let cases: [Case]

  /// Reads a table from the reference folder.
  static func read(_ name: String) throws -> [Case] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Reference/statistics/\(name)"))
    return try JSONDecoder().decode(Oracle.self, from: data).cases
  }
}

/// One row of `samples.json`; nil where the oracle has no value.
struct TwoSamples: Decodable {
  struct Welch: Decodable {
    let statistic, degreesOfFreedom, pValue, lower, upper: Double
  }
  let x, y: [Double]
  let level, mean, interquartileMean, probabilityOfImprovement: Double
  let standardDeviation, permutation: Double?
  let quantiles: [Double]
  let meanInterval: [Double]?
  let welch: Welch?

  /// The probabilities of `quantiles`.
  static let probabilities = [0, 0.025, 0.1, 0.25, 0.5, 1.0 / 3, 0.75, 0.975, 1]

  /// The size of the values: what a rounding error of the oracle is measured against.
  var magnitude: Double { (x + y).map(\.magnitude).max() ?? 0 }
}

/// One row of `matrices.json`, `[task][run]`.
struct TwoMatrices: Decodable {
  struct Bootstrap: Decodable {
    let aggregate: String
    let bands: [[Double]]
  }
  let x, y: [[Double]]
  let aggregates: [String: Double]
  let probabilityOfImprovement: Double
  let bootstrap: Bootstrap?
  let improvementBands: [[Double]]?
}

/// One row of `holm.json`.
struct Family: Decodable {
  let p, holm: [Double]
}

/// Whether two numbers differ by at most 10⁻¹⁰ of the larger, or of `scale` if that is larger.
func isClose(_ left: Double, _ right: Double, scale: Double = 0) -> Bool {
  abs(left - right) <= 1e-10 * max(abs(left), abs(right), scale)
}

/// The matrices of five runs on three tasks with known answers, `[task][run]`.
enum Golden {
  static let x = [
    [0.10, 0.20, 0.30, 0.25, 0.15], [0.50, 0.40, 0.60, 0.55, 0.45], [0.90, 0.80, 0.70, 1.20, 0.95],
  ]
  static let y = [
    [0.12, 0.18, 0.35, 0.22, 0.11], [0.52, 0.40, 0.58, 0.50, 0.47], [0.60, 0.75, 0.65, 0.70, 0.85],
  ]
}
