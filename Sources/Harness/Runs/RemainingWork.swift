import Results

/// How much of a run is done, where its cells have budgets in different units: each cell weighs what
/// cells of its arm were seen to take, or the mean of what is known, and counts as done by the share of
/// its own budget.
struct RemainingWork {
  private let cells: [Int: Plan.Item]
  /// Cells that have not ended, by index.
  private var open: Set<Int>
  private var ended: [Plan.Item] = []
  private var starts: [Int: ContinuousClock.Instant] = [:]
  /// Seconds of ended cells, by arm.
  private var seconds: [ArmKey: (sum: Double, count: Double)] = [:]

  private struct ArmKey: Hashable {
    var task: String
    var algorithm: String

    init(_ item: Plan.Item) {
      task = item.cell.arm.task
      algorithm = item.cell.arm.algorithm
    }
  }

  init(_ items: [Plan.Item]) {
    cells = Dictionary(items.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
    open = Set(cells.keys)
  }

  /// Cells that have ended.
  var endedCells: Int { ended.count }

  /// Notes which cells run.
  mutating func note(_ running: [Int: Int], at now: ContinuousClock.Instant) {
    for index in running.keys where starts[index] == nil { starts[index] = now }
  }

  /// Notes that a cell ended; one that was never seen to run tells nothing of its arm.
  mutating func end(_ item: Plan.Item, at now: ContinuousClock.Instant) {
    open.remove(item.index)
    ended.append(item)
    guard let start = starts[item.index] else { return }
    let known = seconds[ArmKey(item)] ?? (0, 0)
    seconds[ArmKey(item)] = (known.sum + (now - start) / .seconds(1), known.count + 1)
  }

  /// The work that is left over the work that is done; nil where none is done, or none is left.
  ///
  /// - Parameter running: How much of its budget each running cell has used, by index.
  func remainingToDone(running: [Int: Int]) -> Double? {
    let known = seconds.values.map { $0.sum / $0.count }.sorted()
    let typical = known.isEmpty ? 1 : known.reduce(0, +) / Double(known.count)
    func weight(_ item: Plan.Item) -> Double {
      seconds[ArmKey(item)].map { $0.sum / $0.count } ?? typical
    }
    var done = ended.reduce(0) { $0 + weight($1) }
    var left = 0.0
    for index in open.sorted() {
      guard let item = cells[index] else { continue }
      let share = min(1, Double(running[index] ?? 0) / Double(max(1, item.cell.arm.budget)))
      done += share * weight(item)
      left += (1 - share) * weight(item)
    }
    return done > 0 && left > 0 ? left / done : nil
  }
}
