import Foundation
import Results
import Statistics

/// How many seeds it takes to find a difference: what `assay plan` says.
public struct SeedPlan: Codable, Sendable, Equatable {
  /// The level and the power that are asked for.
  public var settings: ComparisonSettings
  /// The difference to be found, in units of the score.
  public var margin: Double
  /// The plan of each task, or of the one assumed spread.
  public var tasks: [Task]

  /// How much the scores of a task vary, and what follows.
  public struct Task: Codable, Sendable, Equatable {
    /// The task, or a name for an assumed spread.
    public var name: String
    /// The standard deviation of an algorithm's scores over seeds.
    public var spread: Double
    /// The standard deviation of differences seed by seed; absent where runs are not paired.
    public var pairedSpread: Double?
    /// The pairs of algorithms that Holm's correction is over.
    public var pairs: Int
    /// The runs a side at which the power of the settings is reached; absent above a million.
    public var runsNeeded: Int?
    /// The power at some numbers of runs.
    public var powers: [Power]
  }

  /// The power at a number of runs.
  public struct Power: Codable, Sendable, Equatable {
    /// Runs a side.
    public var runs: Int
    /// The chance to find the margin, at the level of Holm's first step; 0 where no scores could be
    /// significant.
    public var power: Double
    /// The test that is taken with so many runs.
    public var test: PairTest
  }

  /// The numbers of runs whose power a plan lists.
  public static let listedRuns = [3, 5, 8, 10, 15, 20, 30, 50, 100]

  /// The plan for one assumed spread.
  ///
  /// - Parameters:
  ///   - spread: the standard deviation over seeds, above 0; of differences seed by seed where
  ///     `isPaired`.
  ///   - margin: the difference to be found, above 0.
  ///   - pairs: the pairs of algorithms that Holm's correction is over, at least 1.
  public init(
    spread: Double, isPaired: Bool, margin: Double, pairs: Int, settings: ComparisonSettings
  ) throws {
    let name = isPaired ? "assumed, paired" : "assumed"
    try self.init(
      [
        PlannedTask(
          name: name, spread: spread, pairedSpread: isPaired ? spread : nil, pairs: pairs)
      ], margin: margin, settings)
  }

  /// The plan from a pilot: scores of some seeds.
  ///
  /// The spread of a task is pooled over its algorithms; that of differences is the root of the mean
  /// square over its pairs, and is used where all its pairs are paired by design. A pilot of few seeds
  /// knows its spread badly: with 5 of one algorithm the true one is more than 1.5 times as large about
  /// one time in five.
  ///
  /// - Parameter pairs: what Holm's correction is over; the pairs of the pilot by default.
  /// - Throws: ``ReportError/noSpread(task:)`` for a task without two runs of one algorithm, or without
  ///   any variation.
  public init(
    pilot: ScoreTable, margin: Double, pairs: Int? = nil, settings: ComparisonSettings
  ) throws {
    try self.init(
      pilot.tasks.filter { !pilot.arms(on: $0).isEmpty }.map {
        try PlannedTask(pilot.arms(on: $0), pairs: pairs, settings)
      }, margin: margin, settings)
  }

  private init(_ planned: [PlannedTask], margin: Double, _ settings: ComparisonSettings) throws {
    self.settings = settings
    self.margin = margin
    tasks = try planned.map { task in
      Task(
        name: task.name, spread: task.spread, pairedSpread: task.pairedSpread, pairs: task.pairs,
        runsNeeded: try task.runsNeeded(margin: margin, settings),
        powers: try Self.listedRuns.map { try task.power(runs: $0, margin: margin, settings) })
    }
  }

  /// The plan as canonical JSON.
  public func json() throws -> Data { try CanonicalJSON.encode(self) }

  /// The plan as text for a terminal.
  public func text() -> String {
    var table = TextTable(
      [("Task", .left), ("SD", .right), ("Pairs", .right), ("Seeds needed", .right)]
        + Self.listedRuns.map { ("n=\($0)", .right) })
    for task in tasks {
      table.add(
        [
          task.name,
          NumberFormat.significant(task.pairedSpread ?? task.spread)
            + (task.pairedSpread == nil ? "" : " ∆"), "\(task.pairs)",
          task.runsNeeded.map(NumberFormat.integer) ?? "over a million",
        ] + task.powers.map { $0.power == 0 ? "–" : NumberFormat.fixed($0.power, decimals: 2) })
    }
    var text = table.plain() + "\n"
    text +=
      "The chance to find a difference of \(NumberFormat.exact(margin)) with n seeds a side, and the "
      + "seeds at which it is \(NumberFormat.exact(settings.power)):\ntwo-sided at "
      + "\(NumberFormat.exact(settings.significance)) over the pairs, Student's t. –: no scores of so few "
      + "seeds can be significant.\n"
    if tasks.contains(where: { $0.pairedSpread != nil }) {
      text += "∆ Of differences seed by seed, as runs of one seed share random numbers.\n"
    }
    let gaps = Set(tasks.flatMap(\.powers).filter { $0.test == .signGap }.map(\.runs)).sorted()
    for runs in gaps {
      text +=
        "n=\(runs) of a single pair: the sign-gap test and its own power, of normal differences.\n"
    }
    return text
  }
}
