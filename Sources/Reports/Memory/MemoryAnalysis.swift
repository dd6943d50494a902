import Results

extension MemorySection {
  /// What the results of a task say of memory; nil where none says anything.
  ///
  /// Results that hold neither `peakModelBytes` nor `bytes.<owner>.<use>` are left out and counted. A
  /// diverged run did use its memory, and takes part.
  ///
  /// - Parameter arms: those of the task, in the suite's order.
  init?(_ arms: [(arm: Arm, runs: [ScoredRun])]) {
    self.arms = arms.map { ArmMemory($0.arm.algorithm, $0.runs) }
    guard self.arms.contains(where: { $0.peak != nil || !$0.components.isEmpty }) else {
      return nil
    }
    let compared = zip(arms, self.arms).filter { $0.0.arm.control == nil }.map(\.1)
    ratios = compared.indices.flatMap { first in
      compared[(first + 1)...].compactMap { MemoryRatio(compared[first], $0) }
    }
  }
}

extension ArmMemory {
  fileprivate init(_ algorithm: String, _ runs: [ScoredRun]) {
    self.algorithm = algorithm
    self.runs = runs.count
    let results = runs.compactMap(\.result)
    peak = ByteRange(results.compactMap { $0.metrics[MemoryMetric.peak] })
    let names = Set(results.flatMap(\.metrics.keys))
    let found = names.compactMap { name in
      MemoryMetric.component(name).map { (name: name, owner: $0.owner, use: $0.use) }
    }
    let sorted = found.sorted { MemoryComponent.isBefore(($0.owner, $0.use), ($1.owner, $1.use)) }
    components = sorted.compactMap {
      MemoryComponent($0.owner, $0.use, metric: $0.name, of: results)
    }
    let parts = MemoryComponent.owners.flatMap { owner in
      MemoryComponent.parts.compactMap { part in
        MemoryComponent(
          owner, part.name, metric: "partBytes.\(owner).\(part.name)", of: results)
      }
    }
    self.parts = parts.isEmpty ? nil : parts
  }
}

extension MemoryComponent {
  /// What some results say of a metric; nil where none does.
  fileprivate init?(_ owner: String, _ use: String, metric: String, of results: [CellResult]) {
    guard let bytes = ByteRange(results.compactMap { $0.metrics[metric] }) else { return nil }
    self.init(owner: owner, use: use, bytes: bytes)
  }
}

extension MemoryRatio {
  /// The ratio of two peaks; nil where one is unknown or not positive.
  fileprivate init?(_ first: ArmMemory, _ second: ArmMemory) {
    guard let one = first.peak, let other = second.peak, one.least > 0, other.least > 0 else {
      return nil
    }
    self.first = first.algorithm
    self.second = second.algorithm
    least = one.least / other.greatest
    greatest = one.greatest / other.least
    isCounted = first.isCounted && second.isCounted
  }
}

/// The names of the metrics that the ledger of a run leaves in its result.
enum MemoryMetric {
  /// The largest sum that was held at one time.
  static let peak = "peakModelBytes"

  /// The owner and the use of `bytes.<owner>.<use>`; nil for other names.
  static func component(_ name: String) -> (owner: String, use: String)? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "bytes", !parts[1].isEmpty, !parts[2].isEmpty else {
      return nil
    }
    return (parts[1], parts[2])
  }

  /// Whether a metric is a part of the memory.
  static func isComponent(_ name: String) -> Bool { component(name) != nil }

  /// Whether a metric is shown with the memory.
  static func includes(_ name: String) -> Bool { name == peak || isComponent(name) }
}
