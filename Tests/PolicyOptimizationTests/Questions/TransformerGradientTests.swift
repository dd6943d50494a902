import Kernels
import NeuralNetworks
import PolicyOptimization
import Tasks
import Testing

/// The loss of a transformer policy on completions that it wrote, by parameter.
@Suite struct `Gradient through the transformer` {
  static let terms: [(name: String, change: @Sendable (inout Options) -> Void)] = [
    ("log-probability", { $0.surrogate = .logProbability }),
    ("ratio, entropy", { $0.entropyCoefficient = 0.3 }),
    ("answers", { $0.credit = .answer }),
    ("completions alike", { $0.aggregation = .episode }),
  ]

  /// dL/dθ by central differences in the directions of some entries' own gradients, where a factor of
  /// the temperature too many or too few would be seen.
  @Test(arguments: [0.7, 1, 1.5], terms.indices)
  func `the gradient is the loss's slope at any temperature`(
    _ temperature: Double, _ term: Int
  ) throws {
    var fixture = try QuestionFixture(.random(.learnt)) {
      $0.groupsPerUpdate = 2
      $0.groupSize = 3
      $0.temperature = temperature
      Self.terms[term].change(&$0)
    }
    fixture.collect()
    let advantages = (0..<fixture.batch.count).map { index in
      [1.0, -0.5, 0.7, 1.2, -1, 0.4][fixture.batch.row[index]]
    }
    let loss = fixture.loss()
    let whole = Minibatch(
      input: fixture.batch.input, indices: fixture.batch.indices,
      share: LossNormalizer(fixture.options).share(of: fixture.batch))
    func value() -> Double {
      loss.evaluate(fixture.policy, whole, fixture.batch, advantages: advantages[...]).loss
    }
    _ = value()
    let gradient = fixture.tokens.vector()
    fixture.policy.pullback(
      loss.outputGradient.rows(0..<fixture.batch.count), gradient: gradient)
    let slopes = gradient.flat.toArray().map(Double.init)
    let parameters = fixture.policy.parameters.flat
    for entry in fixture.policy.layout.entries where !entry.name.hasSuffix("norm.bias") {
      let range = entry.offset..<entry.offset + entry.rows * entry.columns
      let norm = range.reduce(0) { $0 + slopes[$1] * slopes[$1] }.squareRoot()
      guard norm > 1e-3 else { continue }
      let old = range.map { parameters[$0] }
      func move(_ length: Double) {
        for (index, value) in zip(range, old) {
          parameters[index] = value + Float(length * slopes[index] / norm)
        }
      }
      let length = 0.02
      move(length)
      let above = value()
      move(-length)
      let numeric = (above - value()) / (2 * length)
      move(0)
      #expect(abs(numeric - norm) < 0.03 * norm + 2e-4, "\(entry.name): \(numeric), \(norm)")
    }
  }
}
