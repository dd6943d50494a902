import Kernels
import Testing

struct MemoryLedgerTests {
  private let policy = MemoryRole(.policy, .parameters)
  private let critic = MemoryRole(.critic, .gradient)

  @Test
  func `a storage counts its payload while it lives`() {
    let ledger = MemoryLedger()
    var storage: Storage? = Storage(count: 10, role: policy, ledger: ledger)
    #expect(storage?.count == 10)
    #expect(ledger.bytes(policy) == 40)
    #expect(ledger.totalBytes == 40)
    storage = nil
    #expect(ledger.bytes(policy) == 0)
    #expect(ledger.totalBytes == 0)
    #expect(ledger.peakBytes(policy) == 40)
    #expect(ledger.peakTotalBytes == 40)
  }

  @Test
  func `the peak of all is no sum of peaks that were apart`() {
    let ledger = MemoryLedger()
    for role in [policy, critic] {
      let matrix = Matrix(rows: 5, columns: 5, role: role, ledger: ledger)
      #expect(matrix.count == 25)
    }
    #expect(ledger.peakBytes(policy) == 100)
    #expect(ledger.peakBytes(critic) == 100)
    #expect(ledger.peakTotalBytes == 100)
  }

  @Test
  func `a part is counted within its role and by itself`() {
    let ledger = MemoryLedger()
    let role = MemoryRole(.run, .rollout)
    let cache = MemoryRole(.run, .rollout, part: .keyValueCache)
    var storage: [Storage] = [
      Storage(count: 3, role: role, ledger: ledger), Storage(count: 5, role: cache, ledger: ledger),
    ]
    #expect(ledger.bytes(role) == 32 && ledger.bytes(cache) == 20 && ledger.totalBytes == 32)
    storage.removeLast()
    #expect(ledger.bytes(role) == 12 && ledger.bytes(cache) == 0 && storage.count == 1)
    #expect(ledger.entries().map(\.role) == [role] && ledger.peakBytes(role) == 32)
    #expect(ledger.parts().map(\.part) == [.keyValueCache])
    #expect(ledger.parts().map(\.peakBytes) == [20])
  }

  @Test
  func `entries come by owner and use, without those never used`() {
    let ledger = MemoryLedger()
    let roles = [
      MemoryRole(.run, .solver), critic, policy, MemoryRole(.policy, .rollout),
    ]
    let matrices = roles.enumerated().map { index, role in
      Matrix(rows: 1, columns: index + 1, role: role, ledger: ledger)
    }
    #expect(matrices.count == 4)
    let entries = ledger.entries()
    #expect(
      entries.map(\.role) == [
        policy, MemoryRole(.policy, .rollout), critic, MemoryRole(.run, .solver),
      ])
    #expect(entries.map(\.peakBytes) == [12, 16, 8, 4])
  }
}
