import Foundation
import PolicyOptimization
import Reports

/// Bytes as gigabytes of 10⁹, the unit of "80 GB" accelerators.
private func gigabytes(_ bytes: Int) -> String {
  if bytes > 0, bytes < 5_000_000 { return "<0.01" }
  return NumberFormat.fixed(Double(bytes) / 1e9, decimals: bytes >= 100_000_000_000 ? 0 : 2)
}

extension MemoryProjection {
  private static let groupSizes = [2, 4, 8, 16, 32, 64]
  private static let accelerators = [1, 4, 8]

  /// The projection as text for a terminal.
  func text(source: String?) -> String {
    """
    \(source.map { $0 + "\n" } ?? "")\(shapeLine)
    \(loadLine)

    \(componentTable())
    GB are 10⁹ bytes. Nothing is released between phases. Longest context at which everything fits, \
    evenly divided:

    \(limitTable())
    Where the logits and completions of a group (\(gigabytesPerThousand) GB per 1,000 tokens) outweigh \
    PPO's critic
    without its activations (\(gigabytes(criticBytes(of: ppo))) GB), if a pass takes the whole group:

    \(outweighingTable())
    """
  }

  private var shapeLine: String {
    "\(NumberFormat.integer(shape.parameterCount)) parameters: \(shape.layers) layers, hidden "
      + "\(shape.hidden), \(shape.heads) heads (\(shape.keyValueHeads) of keys and values), feed-forward "
      + "\(shape.feedForward), vocabulary \(NumberFormat.integer(shape.vocabulary))"
  }

  private var loadLine: String {
    "\(precision.rawValue), \(optimizer.rawValue), \(checkpointing ? "with" : "without") checkpointing; "
      + "\(load.batch) questions × \(load.group) completions of "
      + "\(NumberFormat.integer(load.context)) tokens, \(load.pass) in a pass"
  }

  private func componentTable() -> String {
    let algorithms = ProjectedAlgorithm.all
    var table = TextTable(
      [("component, GB", .left)] + algorithms.map { ($0.name, .right) })
    for component in ProjectedComponent.allCases {
      let values = algorithms.map { bytes(component, of: $0) }
      guard values.contains(where: { $0 > 0 }) else { continue }
      table.add([component.rawValue] + values.map { $0 == 0 ? "–" : gigabytes($0) })
    }
    table.add(["total"] + algorithms.map { gigabytes(totalBytes(of: $0)) })
    return table.plain()
  }

  private func limitTable() -> String {
    var table = TextTable(
      [("algorithm", .left)] + Self.accelerators.map { ("\($0) × 80 GB", .right) })
    for algorithm in ProjectedAlgorithm.all {
      table.add(
        [algorithm.name]
          + Self.accelerators.map {
            longestContext(of: algorithm, accelerators: $0).map(NumberFormat.integer) ?? "–"
          })
    }
    return table.plain()
  }

  private func outweighingTable() -> String {
    var table = TextTable(
      [("completions of the group", .left)] + Self.groupSizes.map { ("\($0)", .right) })
    table.add(
      ["tokens of each, from"]
        + Self.groupSizes.map {
          NumberFormat.integer(outweighingLength(of: grpo, critic: ppo, size: $0))
        })
    return table.plain()
  }

  private var gigabytesPerThousand: String { gigabytes(1_000 * groupTokenBytes(of: grpo)) }
  private var ppo: ProjectedAlgorithm { ProjectedAlgorithm.all[0] }
  private var grpo: ProjectedAlgorithm { ProjectedAlgorithm.all[1] }
}

extension MemoryProjection {
  /// What a program reads.
  struct Record: Encodable {
    var source: String?
    var shape: LanguageModelShape
    var parameters: Int
    var load: Load
    var precision: Precision
    var optimizer: Optimizer
    var checkpointing: Bool
    var algorithms: [Algorithm]
    /// By the completions of a group.
    var outweighingLengths: [String: Int]

    struct Algorithm: Encodable {
      var name: String
      var totalBytes: Int
      /// By component.
      var bytes: [String: Int]
      /// By accelerators; absent where nothing fits.
      var longestContexts: [String: Int]
    }
  }

  /// The projection for programs.
  func record(source: String?) -> Record {
    Record(
      source: source, shape: shape, parameters: shape.parameterCount, load: load,
      precision: precision, optimizer: optimizer, checkpointing: checkpointing,
      algorithms: ProjectedAlgorithm.all.map { algorithm in
        Record.Algorithm(
          name: algorithm.name, totalBytes: totalBytes(of: algorithm),
          bytes: Dictionary(
            uniqueKeysWithValues: ProjectedComponent.allCases.map {
              ($0.rawValue, bytes($0, of: algorithm))
            }),
          longestContexts: Dictionary(
            uniqueKeysWithValues: Self.accelerators.compactMap { count in
              longestContext(of: algorithm, accelerators: count).map { ("\(count)", $0) }
            }))
      },
      outweighingLengths: Dictionary(
        uniqueKeysWithValues: Self.groupSizes.map {
          ("\($0)", outweighingLength(of: grpo, critic: ppo, size: $0))
        }))
  }

  /// The components as stacked bars, those of a network together.
  func figure(name: String?) -> Data {
    let parts: [(String, [ProjectedComponent])] = [
      ("policy and its optimiser", [.policyParameters, .policyGradient, .policyOptimizer]),
      (
        "critic",
        [.criticParameters, .criticGradient, .criticOptimizer, .criticActivations]
      ),
      ("reference", [.referenceParameters, .referenceActivations]),
      ("reward model", [.rewardModelParameters, .rewardModelActivations]),
      ("policy's activations", [.policyActivations]), ("policy's logits", [.policyLogits]),
      ("solver", [.policySolver]),
      ("cache and completions", [.keyValueCache, .rollout, .groups]),
    ]
    return StackedBars(
      title: "Projected memory\(name.map { ", \($0)" } ?? "")", axis: "GB (10⁹ bytes)",
      parts: parts.map(\.0),
      bars: ProjectedAlgorithm.all.map { algorithm in
        StackedBars.Bar(
          label: algorithm.name,
          values: parts.map { part in
            Double(part.1.reduce(0) { $0 + bytes($1, of: algorithm) }) / 1e9
          })
      },
      marks: Self.accelerators.map {
        (Double($0) * Double(Self.acceleratorBytes) / 1e9, "\($0) × 80 GB")
      },
      caption:
        "\(shapeLine). \(loadLine). Computed, not measured; nothing is released between the phases of an "
        + "update. Dotted: 80 GB accelerators."
    ).figure()
  }
}
