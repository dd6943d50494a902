/// Whose memory a buffer is.
public enum MemoryOwner: String, CaseIterable, Sendable {
  /// The network that is trained.
  case policy
  /// The network that estimates values.
  case critic
  /// The frozen network that a divergence is measured against.
  case reference
  /// The network that scores completions.
  case rewardModel
  /// The run itself.
  case run
}

/// What a buffer holds.
public enum MemoryUse: String, CaseIterable, Sendable {
  /// Weights and biases.
  case parameters
  /// Derivatives with respect to the parameters.
  case gradient
  /// The optimiser's state.
  case optimizer
  /// What a forward pass keeps, and the scratch of a backward pass.
  case activations
  /// Sampled steps and completions, and what is computed from them.
  case rollout
  /// The vectors of an iterative solver.
  case solver
}

/// A part of a use that is worth knowing apart, as what decides how large a language model's run is.
public enum MemoryPart: String, CaseIterable, Sendable {
  /// What a policy's head puts out in one pass, the distributions made of it, and the loss's gradient.
  case logits
  /// The distributions that a batch's actions were drawn from, and the reference's.
  case distributions
  /// What else is kept of each sampled step or token: actions, rewards, advantages, groups.
  case transitions
  /// Keys and values of what was read and written so far.
  case keyValueCache
}

/// What a buffer is accounted under: its owner and its use, and the part of it where it is one.
public struct MemoryRole: Hashable, Sendable {
  /// Whose memory it is.
  public var owner: MemoryOwner
  /// What it holds.
  public var use: MemoryUse
  /// The part that is counted apart too; nil: none.
  public var part: MemoryPart?

  /// The role of `owner`'s memory for `use`.
  public init(_ owner: MemoryOwner, _ use: MemoryUse, part: MemoryPart? = nil) {
    self.owner = owner
    self.use = use
    self.part = part
  }

  /// The same role for one part of its memory.
  package func part(_ part: MemoryPart) -> MemoryRole { MemoryRole(owner, use, part: part) }

  /// The role with all its parts.
  var whole: MemoryRole { MemoryRole(owner, use) }
}

/// Counts the bytes of every buffer of a run, by role, now and at the peak.
///
/// The counts depend only on what the run allocates and releases, so they repeat exactly on every
/// machine. They hold payloads alone: 4 bytes per number of a matrix, the stride of an array's element,
/// without padding, alignment or the allocator's overhead.
public final class MemoryLedger {
  private var current: [MemoryRole: Int] = [:]
  private var peaks: [MemoryRole: Int] = [:]

  /// The bytes allocated now, over all roles.
  public private(set) var totalBytes = 0

  /// The largest ``totalBytes`` so far; no more than the sum of the roles' peaks, which may have
  /// been reached at different moments.
  public private(set) var peakTotalBytes = 0

  /// A ledger without entries.
  public init() {}

  /// The bytes allocated now under `role`, its parts included.
  public func bytes(_ role: MemoryRole) -> Int {
    current[role, default: 0]
  }

  /// The most bytes that were allocated under `role` at any one moment.
  public func peakBytes(_ role: MemoryRole) -> Int {
    peaks[role, default: 0]
  }

  /// The peak of every role that was ever used, by owner and then by use, each in the order of its
  /// declaration.
  public func entries() -> [(role: MemoryRole, peakBytes: Int)] {
    var entries: [(role: MemoryRole, peakBytes: Int)] = []
    for owner in MemoryOwner.allCases {
      for use in MemoryUse.allCases {
        let role = MemoryRole(owner, use)
        if peakBytes(role) > 0 { entries.append((role, peakBytes(role))) }
      }
    }
    return entries
  }

  /// The peak of every part that was ever used, in the order of ``entries()``.
  package func parts() -> [(role: MemoryRole, part: MemoryPart, peakBytes: Int)] {
    entries().flatMap { entry in
      MemoryPart.allCases.compactMap { part in
        let bytes = peakBytes(entry.role.part(part))
        return bytes > 0 ? (entry.role, part, bytes) : nil
      }
    }
  }

  /// A new array that is kept for the life of the run, its bytes counted under `role`.
  package func array<Element>(
    repeating value: Element, count: Int, role: MemoryRole
  ) -> [Element] {
    add(count * MemoryLayout<Element>.stride, to: role)
    return [Element](repeating: value, count: count)
  }

  /// Records that `bytes` were allocated under `role`.
  package func add(_ bytes: Int, to role: MemoryRole) {
    count(bytes, role.whole)
    if role.part != nil { count(bytes, role) }
    totalBytes += bytes
    peakTotalBytes = max(peakTotalBytes, totalBytes)
  }

  /// Records that `bytes` under `role` were released.
  package func remove(_ bytes: Int, from role: MemoryRole) {
    count(-bytes, role.whole)
    if role.part != nil { count(-bytes, role) }
    totalBytes -= bytes
  }

  private func count(_ bytes: Int, _ role: MemoryRole) {
    let now = self.bytes(role) + bytes
    current[role] = now
    peaks[role] = max(peakBytes(role), now)
  }
}
