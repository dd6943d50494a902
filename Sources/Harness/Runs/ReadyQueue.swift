/// The cells that wait for a worker. Those that others start from come first; a cell is ready when the
/// one that it starts from has ended, or is not among them.
struct ReadyQueue {
  private var waiting: [Plan.Item]
  /// Indices of cells that wait or run.
  private var unfinished: Set<Int>

  init(_ items: [Plan.Item]) {
    let needed = Set(items.compactMap(\.reference))
    waiting =
      items.filter { needed.contains($0.index) } + items.filter { !needed.contains($0.index) }
    unfinished = Set(items.map(\.index))
  }

  /// Cells that no worker has taken.
  var count: Int { waiting.count }

  /// Takes the first cell that is ready; nil where none is.
  mutating func next() -> Plan.Item? {
    let place = waiting.firstIndex { item in
      item.reference.map { !unfinished.contains($0) } ?? true
    }
    return place.map { waiting.remove(at: $0) }
  }

  /// Notes how a cell ended.
  ///
  /// - Returns: the waiting cells that start from it and now cannot, with the reason.
  mutating func end(_ item: Plan.Item, _ outcome: WorkerOutcome) -> [(Plan.Item, WorkerOutcome)] {
    unfinished.remove(item.index)
    guard case .failed(let reason) = outcome else { return [] }
    let lost = waiting.filter { $0.reference == item.index }
    waiting.removeAll { $0.reference == item.index }
    for item in lost { unfinished.remove(item.index) }
    let error = RunError.referenceFailed(cell: item.path, reason: reason)
    return lost.map { ($0, .failed(reason: error.description)) }
  }
}
