import Foundation

extension Tables {
  /// The bytes of each (task, algorithm) by owner and use, the total as owner `total`.
  static func memory(_ report: Report) -> Data {
    CSV.file(
      ["task", "algorithm", "owner", "use", "n", "leastBytes", "greatestBytes"],
      report.tasks.flatMap { task in
        (task.memory?.arms ?? []).flatMap { arm in
          let total = arm.peak.map { [("total", "peak", $0)] } ?? []
          return (arm.components.map { ($0.owner, $0.use, $0.bytes) } + total).map {
            owner, use, bytes in
            [
              task.name, arm.algorithm, owner, use, "\(bytes.count)",
              NumberFormat.exact(bytes.least), NumberFormat.exact(bytes.greatest),
            ]
          }
        }
      })
  }
}
