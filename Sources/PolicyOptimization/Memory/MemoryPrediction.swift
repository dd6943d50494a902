import Kernels

/// The bytes that a run's memory ledger will hold, by owner and use, worked out from shapes and
/// settings before anything is allocated.
///
/// Every term is a product of extents: of the network, of the batch and of one pass. Payloads alone, as
/// in ``MemoryLedger``. A run makes its buffers once and keeps them, so that the sum is the peak.
public struct MemoryPrediction: Sendable, Equatable {
  private var counts: [MemoryRole: Int] = [:]

  /// A part of a role: a `MemoryPart` that the ledger counts apart too.
  public struct Part: Sendable, Equatable, Codable {
    /// What it is, such as `run.keyValueCache`: the owner, and the part.
    public var name: String
    /// The role that holds it, as in ``MemoryPrediction/entries``.
    public var role: String
    /// Its share of the role's bytes.
    public var bytes: Int
  }

  /// What large models are planned by, in the ledger's order: logits, stored distributions, cached keys and
  /// values, and what else is kept of a batch's steps or tokens.
  public var parts: [Part] {
    MemoryOwner.allCases.flatMap { owner in
      MemoryUse.allCases.flatMap { use in
        MemoryPart.allCases.compactMap { part in
          let bytes = bytes(MemoryRole(owner, use, part: part))
          return bytes > 0
            ? Part(
              name: "\(owner.rawValue).\(part.rawValue)",
              role: "\(owner.rawValue).\(use.rawValue)", bytes: bytes) : nil
        }
      }
    }
  }

  /// Nothing.
  package init() {}

  /// The bytes of all roles together: a run's `peakModelBytes`.
  public var totalBytes: Int { entries.reduce(0) { $0 + $1.bytes } }

  /// The bytes of one role.
  package func bytes(_ role: MemoryRole) -> Int { counts[role, default: 0] }

  /// The roles that hold anything, in the ledger's order, under the names of a run's metrics without
  /// their `bytes.`: `policy.parameters` and so on.
  public var entries: [(name: String, bytes: Int)] {
    MemoryOwner.allCases.flatMap { owner in
      MemoryUse.allCases.compactMap { use in
        let bytes = bytes(MemoryRole(owner, use))
        return bytes > 0 ? ("\(owner.rawValue).\(use.rawValue)", bytes) : nil
      }
    }
  }

  /// Counts `count` single-precision numbers.
  mutating func add(numbers count: Int, _ owner: MemoryOwner, _ use: MemoryUse) {
    add(bytes: count * MemoryLayout<Float>.stride, owner, use)
  }

  /// Counts bytes.
  mutating func add(bytes count: Int, _ owner: MemoryOwner, _ use: MemoryUse) {
    counts[MemoryRole(owner, use), default: 0] += count
  }

  /// Names bytes that were counted under a role as a part of it.
  mutating func name(_ part: MemoryPart, _ owner: MemoryOwner, _ use: MemoryUse, bytes: Int) {
    counts[MemoryRole(owner, use, part: part), default: 0] += bytes
  }

  /// Counts Adam's two moments of every parameter.
  mutating func addAdam(parameters count: Int, _ owner: MemoryOwner) {
    add(numbers: 2 * count, owner, .optimizer)
  }
}
