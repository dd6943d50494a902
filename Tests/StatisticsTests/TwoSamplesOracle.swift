/// One row of `two_samples.json`, made by `generate_two_samples.py`; nil where the oracle has no value.
struct IndependentSamples: Decodable {
  struct MannWhitney: Decodable {
    let statistic: Double
    let approximate, exact: Double?
  }
  struct BrunnerMunzel: Decodable {
    let statistic, degreesOfFreedom, pValue, lower, upper: Double
  }
  let x, y: [Double]
  let level, cliffsDelta: Double
  let mannWhitney: MannWhitney
  let brunnerMunzel: BrunnerMunzel?
  let effect: PairedSamples.Effect?

  static func read() throws -> [IndependentSamples] {
    try Oracle<IndependentSamples>.read("two_samples.json")
  }
}

/// One row of `mcnemar.json`.
struct DiscordantProblems: Decodable {
  let b, c: Int
  let pValue, midP: Double
}

/// One row of `problems.json`, scores `[run][problem]`.
struct SharedProblems: Decodable {
  let x, y: [[Double]]
  let difference, standardError: Double
  let correlation: Double?
  let onlyFirst, onlySecond: Int
}
