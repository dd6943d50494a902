import Foundation
import Reports
import Results
import Testing

@Suite struct CalibrationTests {
  private static var settings: ComparisonSettings {
    var settings = ComparisonSettings()
    settings.permutationResamples = 399
    return settings
  }

  @Test func `no rate of false verdicts is above its level or far below it`() throws {
    let trials = Int(ProcessInfo.processInfo.environment["ASSAY_CALIBRATION_TRIALS"] ?? "") ?? 200
    let calibration = try Calibration.simulate(
      trials: trials, seed: 1, runs: [5, 8], settings: Self.settings)
    #expect(calibration.rows.count == 16)
    #expect(try calibration.excesses().isEmpty)
    let error = (0.05 * 0.95 / Double(trials)).squareRoot()
    for row in calibration.rows {
      let rates = [row.pair.rate, row.family?.rate].compactMap(\.self)
      #expect(rates.count == 2 && rates.allSatisfy { $0 < 0.05 + 4 * error }, "\(row)")
      let isContinuous = row.scores != ScoreFamily.binary.rawValue
      if isContinuous {
        #expect(try #require(row.pair.rate) > 0.03 - 3 * error, "\(row)")
      }
    }
  }

  @Test func `shared seeds are tested in pairs where that can be significant`() throws {
    let rows = try Calibration.simulate(
      trials: 10, seed: 0, runs: [5, 6, 8], settings: Self.settings
    ).rows.filter { $0.scores == "normal" }
    #expect(
      rows.map(\.pairTest) == [
        .permutation, .permutation, .permutation, .signGap, .signFlip, .signFlip,
      ])
    #expect(
      rows.map(\.familyTest) == [
        .permutation, .permutation, .permutation, .permutation, .permutation, .signFlip,
      ])
  }

  @Test func `intervals of normal scores hold the truth as often as they say`() throws {
    let rows = try Calibration.simulate(
      trials: 400, seed: 3, runs: [5], settings: Self.settings
    ).rows
    let normal = try #require(rows.first { $0.scores == "normal" && !$0.isShared })
    for rate in [try #require(normal.mean?.rate), try #require(normal.difference.rate)] {
      #expect(abs(rate - 0.95) < 0.045)
    }
    // A t interval of five lognormal scores misses the mean far more often, and it is said.
    let skewed = try #require(rows.first { $0.scores == "lognormal" && !$0.isShared })
    #expect(try #require(skewed.mean?.rate) < 0.9)
  }

  @Test func `the same seed gives the same bytes and another seed others`() throws {
    let json = { (seed: UInt64) in
      try Calibration.simulate(trials: 120, seed: seed, runs: [5], settings: Self.settings).json()
    }
    let first = try json(4)
    #expect(try json(4) == first)
    #expect(try json(5) != first)
    #expect(
      try CanonicalJSON.decode(Calibration.self, from: first).trials == 120)
  }

  @Test func `halves of one algorithm get a verdict as seldom as they should`() throws {
    let rows =
      (0..<12).map {
        ScoreTable.Row(algorithm: "a", task: "T", seed: $0, score: Double($0 * $0 % 17))
      } + [ScoreTable.Row(algorithm: "b", task: "T", seed: 0, score: 1)]
    let calibration = try Calibration.split(
      ScoreTable(rows: rows), trials: 600, seed: 0, settings: Self.settings)
    #expect(calibration.rows.map(\.scores) == ["a on T"])
    let rate = try #require(calibration.rows[0].pair.rate)
    #expect(calibration.rows[0].runs == 6 && rate > 0.015 && rate < 0.08)
    #expect(try calibration.text().contains("Both halves of\neach split are of one algorithm."))
    #expect(
      ScoreTableTests.message {
        _ = try Calibration.split(ScoreTable(rows: [rows[12]]), trials: 1, seed: 0)
      } == "No algorithm has four runs or more on a task, so none can be split into two halves.")
  }

  @Test func `too many false verdicts are found and said`() throws {
    // A level of 0.05 that is claimed of verdicts made at 0.2.
    var settings = Self.settings
    settings.significance = 0.2
    var calibration = try Calibration.simulate(
      trials: 300, seed: 0, runs: [8], settings: settings)
    calibration.settings.significance = 0.05
    #expect(try !calibration.excesses().isEmpty)
    #expect(try calibration.text().contains("TOO MANY: "))
  }
}
