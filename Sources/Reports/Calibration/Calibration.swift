import Foundation
import Results
import Statistics

/// How often the verdicts of `assay compare` are wrong where there is nothing to find, and how often its
/// intervals hold the truth: what `assay calibrate` says.
public struct Calibration: Codable, Sendable, Equatable {
  /// How intervals and p-values were made.
  public var settings: ComparisonSettings
  /// The root of the random numbers, in decimal: JSON numbers end at 2⁵³.
  public var seed: String
  /// How often each row was tried.
  public var trials: Int
  /// What was tried, in a fixed order.
  public var rows: [Row]

  /// One kind of scores.
  public struct Row: Codable, Sendable, Equatable {
    /// What the scores are: a family, or an algorithm on a task.
    public var scores: String
    /// Whether scores of one seed are correlated, as where runs share random numbers.
    public var isShared: Bool
    /// Runs a side.
    public var runs: Int
    /// The test of a single pair.
    public var pairTest: PairTest
    /// How often a single pair got a verdict.
    public var pair: Rate
    /// The test of each of the pairs of four algorithms; absent where only a pair was tried.
    public var familyTest: PairTest?
    /// How often any pair of four algorithms got a verdict; absent where only a pair was tried.
    public var family: Rate?
    /// How often the interval of the difference of the pair held the true one, 0.
    public var difference: Rate
    /// How often the t interval of a mean held the true mean; absent where that is not known.
    public var mean: Rate?
  }

  /// How often something happened.
  public struct Rate: Codable, Sendable, Equatable {
    /// How often.
    public var count: Int
    /// Of how many: for an interval, how often there was one.
    public var trials: Int
    /// The share; absent without trials.
    public var rate: Double?
    /// Its 95 % Wilson interval; absent without trials.
    public var interval: IntervalSection?

    init(_ count: Int, of trials: Int) throws {
      self.count = count
      self.trials = trials
      guard trials > 0 else { return }
      rate = Double(count) / Double(trials)
      interval = IntervalSection(try Interval.wilson(count: count, trials: trials))
    }
  }

  /// The rates of false verdicts, in the order of the rows.
  var falseVerdicts: [Rate] { rows.flatMap { [$0.pair] + ($0.family.map { [$0] } ?? []) } }

  /// The confidence level of each interval at which all intervals of false verdicts hold together with
  /// 95 % at least (Bonferroni): among many rates that are what they should be, some 95 % interval
  /// excludes the truth by chance.
  var simultaneousLevel: Double { 1 - 0.05 / Double(max(falseVerdicts.count, 1)) }

  /// The rates of false verdicts that are above α beyond chance: the lower end of whose Wilson interval,
  /// at the simultaneous level, is above it.
  public func excesses() throws -> [Rate] {
    try falseVerdicts.filter { rate in
      guard rate.trials > 0 else { return false }
      return try Interval.wilson(count: rate.count, trials: rate.trials, level: simultaneousLevel)
        .lower > settings.significance
    }
  }

  /// The measurement as canonical JSON.
  public func json() throws -> Data { try CanonicalJSON.encode(self) }
}
