import Foundation
import Projection

extension ProjectionText {
  /// What a program reads.
  package struct Record: Encodable {
    var source: String?
    var shape: LanguageModelShape
    var parameters: Int
    var load: MemoryProjection.Load
    var precision: MemoryProjection.Precision
    var optimizer: MemoryProjection.Optimizer
    var checkpointing: Bool
    var algorithms: [Algorithm]
    /// By the completions of a group; absent without a critic or a group.
    var outweighingLengths: [String: Int]?

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
  package func record(source: String?) -> Record {
    Record(
      source: source, shape: projection.shape, parameters: projection.shape.parameterCount,
      load: projection.load, precision: projection.precision, optimizer: projection.optimizer,
      checkpointing: projection.checkpointing,
      algorithms: algorithms.map { algorithm in
        Record.Algorithm(
          name: algorithm.name, totalBytes: projection.totalBytes(of: algorithm),
          bytes: Dictionary(
            uniqueKeysWithValues: ProjectedComponent.allCases.map {
              ($0.rawValue, projection.bytes($0, of: algorithm))
            }),
          longestContexts: Dictionary(
            uniqueKeysWithValues: Self.accelerators.compactMap { count in
              projection.longestContext(of: algorithm, accelerators: count).map { ("\(count)", $0) }
            }))
      },
      outweighingLengths: weighed.map { weighed in
        Dictionary(
          uniqueKeysWithValues: Self.groupSizes.map { size in
            (
              "\(size)",
              projection.outweighingLength(of: weighed.group, critic: weighed.critic, size: size)
            )
          })
      })
  }

  /// The components as stacked bars, those of a network together.
  package func figure(name: String?) -> Data {
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
      bars: algorithms.map { algorithm in
        StackedBars.Bar(
          label: algorithm.name,
          values: parts.map { part in
            Double(part.1.reduce(0) { $0 + projection.bytes($1, of: algorithm) }) / 1e9
          })
      },
      marks: Self.accelerators.map {
        (Double($0) * Double(MemoryProjection.acceleratorBytes) / 1e9, "\($0) × 80 GB")
      },
      caption:
        "\(shapeLine). \(loadLine). Computed, not measured; nothing is released between the phases of an "
        + "update. Dotted: 80 GB accelerators."
    ).figure()
  }
}
