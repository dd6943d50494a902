/// A buffer of `Float`s, zero at first, accounted in a ``MemoryLedger`` while it lives.
///
/// The first number lies on a 64-byte boundary. After the last come 16 numbers of padding, so that
/// a kernel may load a whole vector from any place of the buffer; they are not part of the payload.
/// A storage belongs to one thread at a time.
public final class Storage {
  /// How many numbers the buffer holds.
  public let count: Int
  /// What the buffer is accounted under.
  public let role: MemoryRole

  @usableFromInline let base: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutableRawPointer
  private let ledger: MemoryLedger

  private static let padding = 16

  /// A buffer of `count` zeros, whose `count · 4` bytes are added to `ledger` under `role` and
  /// removed when the buffer is released.
  ///
  /// - Precondition: `count ≥ 0`.
  public init(count: Int, role: MemoryRole, ledger: MemoryLedger) {
    require(count >= 0, "a storage cannot hold \(count) numbers")
    let padded = count + Self.padding
    memory = .allocate(byteCount: padded * MemoryLayout<Float>.stride, alignment: 64)
    base = memory.bindMemory(to: Float.self, capacity: padded)
    base.initialize(repeating: 0, count: padded)
    self.count = count
    self.role = role
    self.ledger = ledger
    ledger.add(count * MemoryLayout<Float>.stride, to: role)
  }

  deinit {
    memory.deallocate()
    ledger.remove(count * MemoryLayout<Float>.stride, from: role)
  }
}
