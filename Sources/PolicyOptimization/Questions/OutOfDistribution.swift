import Kernels
import NeuralNetworks
import Tasks

package final class OutOfDistribution {
  init(_ family: ArithmeticFamily, _ transformer: Transformer, ledger: MemoryLedger) throws {}
  func measure(_ seed: RunSeed, _ policy: Policy) -> [String: Double] { [:] }
}
