import Foundation
import Kernels
import NeuralNetworks

/// Measures the matrix products of dense layers against the peak of the core they run on.
///
/// Every round measures the peak and then each product or pass, so that what else the machine does hits
/// all alike; the medians over the rounds are printed. For passes so is the best round over the best peak: who else
/// uses the caches slows a pass, but not the peak, which needs no memory.
@main
struct KernelBenchmark {
  static let rounds = 15
  static let secondsPerMeasurement = 0.02

  static func main() {
    if CommandLine.arguments.contains("accounting") { return measureAccounting() }
    if !CommandLine.arguments.contains("transformer") { measureProducts() }
    if !CommandLine.arguments.contains("products") { measureTransformers() }
  }

  /// Prints what the memory ledger and the count of multiply-adds cost beside what they count, on the
  /// smallest of the transformers.
  private static func measureAccounting() {
    let benchmark = TransformerBenchmark(
      Transformer.Shape(
        vocabulary: 150, outputs: 150, context: 256, width: 64, layers: 2, heads: 4,
        positions: .learnt, tiedHead: false),
      promptLength: 30, completionLength: 20)
    let ledger = MemoryLedger()
    let role = MemoryRole(.policy, .activations)
    func nanoseconds(_ work: () -> Void) -> Double {
      median((0..<rounds).map { _ in 1 / rate(operations: 1, work) })
    }
    let forward = nanoseconds(benchmark.forward)
    // Packs that change from call to call, so that none can be left out.
    let packs = benchmark.packs(8)
    var (turn, pairs) = (0, 0)
    let counting = nanoseconds {
      pairs &+= packs[turn].extent.pairs
      turn = (turn + pairs) & 7
    }
    let buffer = nanoseconds { _ = Storage(count: 16, role: role, ledger: ledger) }
    print(
      "counting the multiply-adds of a pass of \(benchmark.nodes) rows: \(decimal(counting)) ns, "
        + String(format: "%.4f", 100 * counting / forward)
        + " % of its forward pass; a buffer made, registered in the ledger and released: "
        + "\(decimal(buffer)) ns")
  }

  /// Prints how fast transformers train and generate.
  private static func measureTransformers() {
    let shapes = [(64, 2, 4, 30, 20), (128, 4, 8, 30, 20), (48, 2, 4, 100, 80)]
    print("")
    print(
      "| transformer | pass | GFLOP/s | of peak | best of peak | rows | ms "
        + "| completion tokens per second |")
    print("|---|---|---|---|---|---|---|---|")
    for (width, layers, heads, promptLength, completionLength) in shapes {
      let benchmark = TransformerBenchmark(
        Transformer.Shape(
          vocabulary: 150, outputs: 150, context: 256, width: width, layers: layers, heads: heads,
          positions: .learnt, tiedHead: false),
        promptLength: promptLength, completionLength: completionLength)
      let operations = benchmark.trainingOperations
      let passes = [
        ("training", operations, benchmark.train), ("forward", operations / 3, benchmark.forward),
        ("sampling", 0, benchmark.sample),
      ]
      for (name, operations, pass) in passes {
        let measured = (0..<rounds).map { _ in
          (peak: measurePeak(), perSecond: rate(operations: 1, pass) * 1e9)
        }
        let perSecond = median(measured.map(\.perSecond))
        print(
          "| width \(width), \(layers) layers, \(heads) heads, \(promptLength) + "
            + "8 × \(completionLength) tokens | \(name) | \(speedColumns(operations: operations, measured)) | \(benchmark.nodes) "
            + "| \(decimal(1e3 / perSecond)) "
            + "| \(decimal(perSecond * Double(benchmark.completionTokens))) |")
      }
    }
  }

  /// The columns of a pass's speed: GFLOP/s, and its share of the peak in the median round and in the best.
  private static func speedColumns(
    operations: Double, _ rounds: [(peak: Double, perSecond: Double)]
  ) -> String {
    guard operations > 0 else { return "– | – | –" }
    let speeds = rounds.map { operations * $0.perSecond * 1e-9 }
    let share = median(zip(speeds, rounds).map { $0 / $1.peak })
    let best = (speeds.max() ?? 0) / (rounds.map(\.peak).max() ?? 1)
    return "\(decimal(median(speeds))) | \(decimal(share * 100)) % | \(decimal(best * 100)) %"
  }

  private static func measureProducts() {
    let shapes = [(128, 64, 64), (512, 64, 64), (2048, 256, 64), (2048, 2, 64), (128, 1, 64)]
    let layers = shapes.map { rows, outputs, inputs in
      LayerProducts(rows: rows, outputs: outputs, inputs: inputs)
    }
    let products = layers.flatMap { layer in
      [
        Product("forward", layer, layer.forward),
        Product("to weights", layer, layer.backwardToWeights),
        Product("to input", layer, layer.backwardToInput),
      ]
    }
    var peaks: [Double] = []
    var rates = products.map { _ in [Double]() }
    for _ in 0..<rounds {
      peaks.append(measurePeak())
      for (index, product) in products.enumerated() {
        rates[index].append(rate(operations: product.layer.operations, product.run))
      }
    }
    report(products, rates: rates, peaks: peaks)
  }

  private static func report(_ products: [Product], rates: [[Double]], peaks: [Double]) {
    print("kernels compiled for \(compiledInstructionSet); medians of \(rounds) rounds, one core")
    print("peak of fused multiply-adds: \(decimal(median(peaks))) GFLOP/s")
    print("")
    print("| product | m×n×k | GFLOP/s | of peak |")
    print("|---|---|---|---|")
    for (product, rates) in zip(products, rates) {
      let ratio = median(zip(rates, peaks).map { $0 / $1 })
      let layer = product.layer
      let shape = "\(layer.rows)×\(layer.outputs)×\(layer.inputs)"
      print(
        "| \(product.name) | \(shape) | \(decimal(median(rates))) | \(decimal(ratio * 100)) % |")
    }
  }

  private static func measurePeak() -> Double {
    let steps = 100_000
    var factor = SIMD16<Float>(repeating: Float(ProcessInfo.processInfo.processorCount) * 0x1p-20)
    return rate(operations: PeakRate.operations(steps: steps)) {
      let sum = PeakRate.run(steps: steps, factor: factor)
      precondition(sum > 0, "the chains must grow")
      // The next run depends on this one, so that none can be left out.
      factor[0] = sum * 0x1p-40
    }
  }

  /// The rate of `work` in GFLOP/s, repeated for ``secondsPerMeasurement`` after one run to warm up.
  private static func rate(operations: Double, _ work: () -> Void) -> Double {
    work()
    let once = max(seconds(work), 1e-7)
    let repetitions = max(1, Int(secondsPerMeasurement / once))
    let elapsed = seconds { for _ in 0..<repetitions { work() } }
    return operations * Double(repetitions) / elapsed * 1e-9
  }

  /// The processor time that `work` takes: time that others had the core does not count.
  private static func seconds(_ work: () -> Void) -> Double {
    let start = processorNanoseconds()
    work()
    return Double(processorNanoseconds() - start) * 1e-9
  }

  private static func processorNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    return sorted[sorted.count / 2]
  }

  private static func decimal(_ number: Double) -> String {
    String(format: "%.1f", number)
  }
}

/// One product of a layer.
private struct Product {
  let name: String
  let layer: LayerProducts
  let run: () -> Void

  init(_ name: String, _ layer: LayerProducts, _ run: @escaping () -> Void) {
    self.name = name
    self.layer = layer
    self.run = run
  }
}
