/// What the algorithms kept in memory on one task: counted from the plan by the ledger of each run, not
/// estimated, so that there is no p-value.
public struct MemorySection: Codable, Sendable, Equatable {
  /// The algorithms of the task, in the suite's order.
  public var arms: [ArmMemory]
  /// Every pair of arms whose peak is known, controls aside, in the suite's order.
  public var ratios: [MemoryRatio]
}

/// What one algorithm kept in memory on one task.
public struct ArmMemory: Codable, Sendable, Equatable {
  /// The algorithm's label.
  public var algorithm: String
  /// Its runs.
  public var runs: Int
  /// The largest sum that was held at one time; absent where no result says.
  public var peak: ByteRange?
  /// What was held, by owner and use in the order of ``MemoryComponent``; empty where results hold the
  /// peak alone.
  public var components: [MemoryComponent]
  /// What lies within components and is counted apart too, by owner and part in the order of
  /// ``MemoryComponent/parts``; absent where no run was stored with it.
  public var parts: [MemoryComponent]?

  /// Whether every run holds the same peak.
  var isCounted: Bool { peak.map { $0.count == runs && $0.isConstant } ?? false }

  /// Whether every part is the same in all runs that hold it.
  var isConstant: Bool {
    ((peak.map { [$0] } ?? []) + components.map(\.bytes)).allSatisfy(\.isConstant)
  }
}

/// What an algorithm keeps for one use, metric `bytes.<owner>.<use>`, or a part of one, metric
/// `partBytes.<owner>.<part>`.
public struct MemoryComponent: Codable, Sendable, Equatable {
  /// Whose it is, such as `policy`.
  public var owner: String
  /// What for, such as `gradient`; of a part its name, such as `logits`.
  public var use: String
  /// How much.
  public var bytes: ByteRange

  /// The owners, the first first; others follow by name.
  static let owners = ["policy", "critic", "reference", "rewardModel", "run"]
  /// The uses, the first first; others follow by name.
  static let uses = ["parameters", "gradient", "optimizer", "activations", "solver", "rollout"]

  /// The parts that are counted apart, with the use that each lies in.
  static let parts = [
    (name: "logits", use: "activations"), (name: "transitions", use: "rollout"),
    (name: "distributions", use: "rollout"), (name: "keyValueCache", use: "rollout"),
  ]

  /// Where the component stands in a list.
  static func isBefore(
    _ first: (owner: String, use: String), _ second: (owner: String, use: String)
  ) -> Bool {
    let place = { (name: String, known: [String]) in known.firstIndex(of: name) ?? known.count }
    return (place(first.owner, owners), first.owner, place(first.use, uses), first.use)
      < (place(second.owner, owners), second.owner, place(second.use, uses), second.use)
  }
}

/// Bytes over the seeds of an algorithm.
public struct ByteRange: Codable, Sendable, Equatable {
  /// The runs that say.
  public var count: Int
  /// The least over them.
  public var least: Double
  /// The greatest over them: equal where the ledger is the same for every seed, as it is meant to be.
  public var greatest: Double

  /// Whether all runs say the same.
  var isConstant: Bool { least == greatest }

  /// The range of values; nil where there are none.
  init?(_ values: [Double]) {
    guard let least = values.min(), let greatest = values.max() else { return nil }
    count = values.count
    self.least = least
    self.greatest = greatest
  }
}

/// How much more one algorithm keeps than another.
public struct MemoryRatio: Codable, Sendable, Equatable {
  /// The algorithm that stands first.
  public var first: String
  /// The algorithm that stands second.
  public var second: String
  /// The least peak of the first over the greatest of the second.
  public var least: Double
  /// The greatest peak of the first over the least of the second.
  public var greatest: Double
  /// Whether every run of either has the same peak: then ``least`` and ``greatest`` are equal and the
  /// difference is a fact, otherwise it depends on which seeds were run.
  public var isCounted: Bool
}
