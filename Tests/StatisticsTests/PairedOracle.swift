/// One row of `paired.json`, made by `generate_paired.py`; nil where the oracle has no value.
struct PairedSamples: Decodable {
  struct StudentT: Decodable { let statistic, pValue, lower, upper: Double }
  struct SignedRanks: Decodable {
    let statistic, negative, approximate: Double
    let exact: Double?
  }
  struct Effect: Decodable {
    let d, g: Double
    let lower, upper: Double?
  }
  let x, y: [Double]
  let level: Double
  let t: StudentT?
  let signFlip: Double?
  let wilcoxon: SignedRanks
  let effect: Effect?

  /// The size of the values: what a rounding error of the oracle is measured against.
  var magnitude: Double { (x + y).map(\.magnitude).max() ?? 0 }

  static func read() throws -> [PairedSamples] { try Oracle<PairedSamples>.read("paired.json") }
}
