import Foundation
import Results
import Statistics

extension ScoreTable {
  /// Reads the scores of a report's `report.json`, of any version of Assay since the first.
  ///
  /// Controls stay out, as they do in the report.
  ///
  /// - Parameters:
  ///   - reportJSON: the bytes of the file.
  ///   - name: what messages call the file.
  ///   - metric: what the scores must be, if that is to be checked.
  /// - Returns: The table, and the seed of the suite's random numbers.
  /// - Throws: ``ReportError/notAReport(name:reason:)``,
  ///   ``ReportError/metricNotInReport(name:metric:headline:)``, and
  ///   ``ReportError/scoreNotFinite(algorithm:task:seed:score:)``.
  public static func read(reportJSON: Data, name: String, metric: String? = nil) throws -> (
    table: ScoreTable, suiteSeed: UInt64
  ) {
    let report: ReportScores
    do {
      report = try CanonicalJSON.decode(ReportScores.self, from: reportJSON)
    } catch let error as DecodingError {
      throw ReportError.notAReport(name: name, reason: error.place)
    }
    guard let suiteSeed = UInt64(report.suite.suiteSeed) else {
      throw ReportError.notAReport(name: name, reason: "suite.suiteSeed is not a whole number")
    }
    for task in report.tasks {
      let headline = task.headlineMetric ?? report.suite.headlineMetric ?? "headline metric"
      if let metric, metric != headline {
        throw ReportError.metricNotInReport(name: name, metric: metric, headline: headline)
      }
    }
    let arms = report.tasks.flatMap { task in
      task.arms.map {
        (
          $0.arm(
            on: task.name, root: suiteSeed, isSequential: report.suite.fewestSeeds != nil),
          $0.control
        )
      }
    }
    try check(arms.map(\.0), name: name, report)
    let table = ScoreTable(
      tasks: report.tasks.map(\.name), algorithms: report.algorithms.map(\.label), arms: arms,
      scales: ScoreScale.ofTasks(
        report.tasks.compactMap { task in
          task.randomScore.flatMap { low in task.scriptedScore.map { (task.name, low, $0) } }
        }))
    return (table, suiteSeed)
  }

  private static func check(_ arms: [Arm], name: String, _ report: ReportScores) throws {
    let labels = report.algorithms.map(\.label)
    var seen: Set<[String]> = []
    for arm in arms {
      guard labels.contains(arm.algorithm), seen.insert([arm.task, arm.algorithm]).inserted else {
        throw ReportError.notAReport(
          name: name,
          reason: "\(arm.algorithm) on \(arm.task) is listed twice, or not among the algorithms")
      }
    }
  }
}

/// What a comparison needs of a `report.json`: keys that every version of it has.
private struct ReportScores: Decodable {
  var suite: Suite
  var algorithms: [Algorithm]
  var tasks: [Task]

  struct Suite: Decodable {
    var suiteSeed: String
    var headlineMetric: String?
    /// Only there where seeds are adaptive.
    var fewestSeeds: Int?
  }

  struct Algorithm: Decodable {
    var label: String
  }

  struct Task: Decodable {
    var name: String
    var headlineMetric: String?
    var randomScore: Double?
    var scriptedScore: Double?
    var arms: [Arm]
  }

  struct Arm: Decodable {
    var algorithm: String
    var control: ArmControl?
    var budget: Int?
    var budgetUnit: String?
    var scores: [Double]
    var statuses: [RunStatus]

    func arm(on task: String, root: UInt64, isSequential: Bool) -> ScoreTable.Arm {
      ScoreTable.Arm(
        task: task, algorithm: algorithm, seeds: Array(scores.indices), scores: scores,
        absentRuns: statuses.count { $0.isAbsent }, budget: budget,
        budgetUnit: budgetUnit ?? BudgetUnit.environmentSteps, sharedRoot: root,
        isSequential: isSequential)
    }
  }
}

extension DecodingError {
  /// Where the JSON departs from what was expected, in a few words.
  fileprivate var place: String {
    switch self {
    case .keyNotFound(let key, let context):
      "\((context.codingPath.map(\.stringValue) + [key.stringValue]).joined(separator: ".")) is not there"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is of another kind"
    case .dataCorrupted: "it is not JSON, or holds a value that is not known"
    @unknown default: "it cannot be read"
    }
  }
}
