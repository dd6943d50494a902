import Foundation
import Reports
import Results
import Testing

/// The committed measurement of error rates, which every report copies its rows from.
@Suite struct MeasuredCalibrationTests {
  private static func read(_ path: String) throws -> Data {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return try Data(contentsOf: root.appendingPathComponent(path))
  }

  @Test func `the table of the program is the committed run`() throws {
    let run = try CanonicalJSON.decode(
      Calibration.self, from: Self.read("Tests/Reference/calibration/calibration.json"))
    #expect(try Calibration.measured() == run)
    #expect(run.rows.count == 24 && run.trials == 4_000)
    #expect(run.rows.allSatisfy { $0.pair.trials == 4_000 && $0.family?.trials == 4_000 })
  }

  @Test func `no committed rate is above 0.06, and none of continuous pairs below 0.03`()
    throws
  {
    let run = try Calibration.measured()
    #expect(try run.excesses().isEmpty)
    for row in run.rows {
      let pair = try #require(row.pair.rate)
      #expect(try pair <= 0.06 && #require(row.family?.rate) <= 0.06, "\(row)")
      let family = try #require(ScoreFamily(rawValue: row.scores))
      #expect(pair >= 0.03 || !family.isContinuous, "\(row)")
    }
  }

  @Test func `the guide shows the committed run`() throws {
    let guide = String(decoding: try Self.read("Guides/calibration.md"), as: UTF8.self)
    #expect(guide.contains(try Calibration.measured().text()))
    #expect(guide.contains("Tests/Reference/calibration/calibration.json"))
  }

  @Test(arguments: [(2, 5), (7, 5), (8, 10), (10, 10), (15, 10), (16, 20), (60, 20)])
  func `a report shows the rows measured at the nearest number of seeds`(
    seeds: Int, runs: Int
  ) throws {
    let suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b"], seeds: seeds, evaluations: 1)
    let excerpt = try #require(try Report(suite.input).calibration)
    #expect(excerpt.runs == runs && excerpt.seeds == seeds && excerpt.isShared)
    #expect(excerpt.rows.map(\.scores) == ["normal", "bimodal", "lognormal", "binary"])
    #expect(
      excerpt.rows
        == (try Calibration.measured().rows.filter { $0.isShared && $0.runs == runs }))
    let text = try FlooredRunsTests.markdown(suite)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      text.contains(
        seeds == runs
          ? "Measured at n = \(runs), as here."
          : "Measured at n = \(runs), of those measured the nearest to n = \(seeds) here."))
    #expect(
      text.contains(
        "`assay calibrate --simulate` on four algorithms that are all alike, 4,000 times"))
  }

  @Test func `the section names the rates and the tests they were measured with`() throws {
    let text = try FlooredRunsTests.markdown(VerdictBoxTests.suite())
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      text.contains(
        "| normal | sign-flip | 0.0508 [0.0444, 0.0580] | 0.0383 [0.0327, 0.0447] | 0.948 | 0.951 |"
      ))
    let one = SyntheticSuite(tasks: ["A"], algorithms: ["a"], seeds: 3)
    #expect(try Report(one.input).calibration == nil)
    #expect(!(try FlooredRunsTests.markdown(one)).contains("How far these verdicts"))
  }
}
