"""Writes the committed calibration run as a Swift table, which reports copy their rates from.

    assay calibrate --simulate --json > Tests/Reference/calibration/calibration.json
    python3 Tests/Reference/calibration/generate_table.py

Counts alone are copied; rates and Wilson intervals are worked out from them by the shipped code, and
a test compares the result with the JSON, number by number. Standard library only.
"""
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
run = json.loads((ROOT / "Tests/Reference/calibration/calibration.json").read_text())

rows = []
for row in run["rows"]:
    counts = [row["pair"]["count"], row["family"]["count"]]
    for name in ("difference", "mean"):
        counts += [row[name]["count"], row[name]["trials"]]
    rows.append(
        f'    ("{row["scores"]}", {str(row["isShared"]).lower()}, {row["runs"]}, .{row["pairTest"]}, '
        f'.{row["familyTest"]}, {counts}),'
    )

(ROOT / "Sources/Reports/Calibration/MeasuredCalibration.swift").write_text(
    """extension Calibration {
  /// The command that the committed measurement was made with.
  public static let measuredCommand = "assay calibrate --simulate"

  /// The committed measurement, which reports copy their rates from: `Guides/calibration.md`.
  ///
  /// - Throws: `StatisticsError`, never for these numbers.
  public static func measured() throws -> Calibration {
    var settings = ComparisonSettings()
    settings.permutationResamples = %d
    return Calibration(
      settings: settings, seed: "%s", trials: measuredTrials, rows: try measuredRows.map(Row.init))
  }

  fileprivate static let measuredTrials = %s

  /// Family, whether seeds are shared, runs a side, the test of a pair and of six, and the counts: false
  /// verdicts on a pair and on any of six, intervals of a difference that held it and how many there
  /// were, the same of a mean.
  ///
  /// Written by `Tests/Reference/calibration/generate_table.py`, as are the numbers above.
  private static let measuredRows: [MeasuredRow] = [
%s
  ]

  fileprivate typealias MeasuredRow = (
    scores: String, isShared: Bool, runs: Int, pairTest: PairTest, familyTest: PairTest,
    counts: [Int]
  )
}

extension Calibration.Row {
  fileprivate init(_ row: Calibration.MeasuredRow) throws {
    let trials = Calibration.measuredTrials
    self.init(
      scores: row.scores, isShared: row.isShared, runs: row.runs, pairTest: row.pairTest,
      pair: try Calibration.Rate(row.counts[0], of: trials), familyTest: row.familyTest,
      family: try Calibration.Rate(row.counts[1], of: trials),
      difference: try Calibration.Rate(row.counts[2], of: row.counts[3]),
      mean: try Calibration.Rate(row.counts[4], of: row.counts[5]))
  }
}
"""
    % (
        run["settings"]["permutationResamples"],
        run["seed"],
        f'{run["trials"]:_}',
        "\n".join(rows),
    )
)
