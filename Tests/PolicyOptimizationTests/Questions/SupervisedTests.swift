import Kernels
import NeuralNetworks
import PolicyOptimization
import Tasks
import Testing

@Suite struct `Supervised training` {
  static let short = TrainingBudget(
    total: 160, evaluations: 2, evaluationEpisodes: 2, finalEpisodes: 3)

  @Test func `the loss falls, and nothing else is logged`() throws {
    let record = try TinyReference.record()
    #expect(record.updateColumns == ["update", "policyLoss", "gradientNorm", "learningRate"])
    let losses = record.updates.map { $0[1] }
    #expect(losses.count == TinyReference.updates)
    let first = losses.prefix(5).reduce(0, +)
    #expect(losses.suffix(5).reduce(0, +) < 0.4 * first)
    // Uniform over the vocabulary, or nearly: log |V| nats.
    #expect(abs(losses[0] - Double(log(Float(Vocabulary.arithmetic.words.count)))) < 0.3)
    #expect(record.metrics["demonstrations"] == Double(TinyReference.budget.total))
    #expect(record.metrics["klReference"] == nil)
  }

  @Test func `the same request gives the same checkpoint, another seed another`() throws {
    let first = try TinyReference.train(budget: Self.short)
    let second = try TinyReference.train(budget: Self.short)
    #expect(Training.bits(first) == Training.bits(second))
    #expect(first.checkpoint == second.checkpoint && first.checkpoint != nil)
    #expect(first.metrics == second.metrics && first.samples == second.samples)
    #expect(first.evaluations.map(\.position) == [80, 160])
    let often = try TinyReference.train(
      budget: TrainingBudget(
        total: 160, evaluations: 5, evaluationEpisodes: 1, finalEpisodes: 3))
    #expect(often.checkpoint == first.checkpoint)
    let other = try TinyReference.train(budget: Self.short, seed: RunSeed(suite: 6, run: 1))
    #expect(other.checkpoint != first.checkpoint)
  }

  @Test func `the learning rate rises, then falls to a tenth at the budget's end`() throws {
    let linear = try TinyReference.train(budget: Self.short) { $0.warmUpUpdates = 2 }
    let rates = linear.updates.map { $0[3] }
    let expected = [0.5 * 0.01, 0.01 * 0.82, 0.01 * 0.64, 0.01 * 0.46, 0.01 * 0.28]
    #expect(zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-12 } && rates.count == 5)
    let constant = try TinyReference.train(budget: Self.short) {
      $0.warmUpUpdates = 4
      $0.learningRateSchedule = .constant
    }
    #expect(constant.updates.map { $0[3] } == [0.0025, 0.005, 0.0075, 0.01, 0.01])
  }

  @Test func `training ends at the first look that finds the accuracy asked for`() throws {
    let whole = try TinyReference.record()
    let stopped = try TinyReference.train { $0.stopAccuracy = 0.01 }
    let updates = stopped.updates.count
    #expect(updates < whole.updates.count && updates.isMultiple(of: 32))
    #expect(stopped.metrics["demonstrations"] == Double(32 * updates))
    // Looking changes nothing in training, and what is never reached ends nothing.
    #expect(stopped.updates == Array(whole.updates.prefix(updates)))
    let unreached = try TinyReference.train { $0.stopAccuracy = 1 }
    #expect(unreached.updates == whole.updates && unreached.checkpoint == whole.checkpoint)
    #expect(stopped.checkpoint != whole.checkpoint)
  }

  @Test func `the checkpoint has the shape that the options ask for`() throws {
    let checkpoint = try TinyReference.checkpoint()
    let words = Vocabulary.arithmetic.words.count
    #expect(
      checkpoint.shape
        == Transformer.Shape(
          vocabulary: words, outputs: words, context: 64, width: 16, layers: 1, heads: 2,
          positions: .learnt, tiedHead: false))
    #expect(checkpoint.note["level"] == "1" && checkpoint.note["misread"] == "0.0")
    #expect(checkpoint.note["demonstrations"] == "\(TinyReference.budget.total)")
    #expect(checkpoint.parameters.allSatisfy { $0.isFinite })
    let other = try TinyReference.train(
      budget: TrainingBudget(
        total: 32, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1)
    ) {
      $0.positions = .rotary
      $0.tiedHead = true
      $0.layers = 2
      $0.width = 8
    }
    let shape = try Checkpoint(decoding: #require(other.checkpoint)).shape
    #expect(shape.positions == .rotary && shape.tiedHead)
    #expect(shape.layers == 2 && shape.width == 8)
  }

  /// The samples and the greedy answers of the start are those of the end of supervised training.
  @Test func `reinforcement starts with exactly the checkpoint's parameters`() throws {
    let supervised = try TinyReference.record()
    let record = try `Training on questions`.record(
      "grpo",
      budget: TrainingBudget(total: 6, evaluations: 1, evaluationEpisodes: 4, finalEpisodes: 12)
    ) { $0.learningRate = 0 }
    let end = supervised.samples.filter { $0.position > 0 }
    #expect(end.count == 6)
    #expect(record.samples.prefix(6).map { $0.completion } == end.map { $0.completion })
    #expect(record.samples.prefix(6).map { $0.question } == end.map { $0.question })
    #expect(
      record.evaluations[0]
        == EvaluationRecord(
          position: 6, greedyReturns: supervised.evaluations[0].greedyReturns,
          sampledReturns: supervised.evaluations[0].sampledReturns))
    #expect(record.metrics["referenceGreedyAccuracy"] == supervised.metrics["greedyAccuracy"])
    #expect(record.metrics["entropy"] == supervised.metrics["entropy"])
  }

  /// A model that never saw a subtraction writes none; one that saw them does.
  @Test func `a declared misreading reaches what the model learns`() throws {
    func text(_ misread: Double) throws -> String {
      let record = try TinyReference.train(
        budget: TrainingBudget(
          total: 32 * 60, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 6)
      ) { $0.misread = misread }
      #expect(
        try Checkpoint(decoding: #require(record.checkpoint)).note["misread"] == "\(misread)")
      return record.samples.map(\.completion).joined(separator: "\n")
    }
    let misread = try text(1)
    #expect(misread.contains("+") && !misread.contains("-"))
    #expect(try text(0).contains("-"))
  }

  @Test func `misreadings and slips change the first demonstrations and nothing before them`()
    throws
  {
    func first(_ change: (inout Options) -> Void) throws -> Double {
      try TinyReference.train(
        budget: TrainingBudget(
          total: 32, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1), change: change
      ).updates[0][1]
    }
    let clean = try first { _ in }
    let slipped = try first { $0.slip = 1 }
    let misread = try first { $0.misread = 1 }
    #expect(Set([clean, slipped, misread]).count == 3)
    #expect(try first { $0.slip = 0 } == clean)
    // The same model and questions: other digits cost about as much while nothing is learnt.
    #expect(abs(slipped - clean) < 0.05 && abs(misread - clean) < 0.05)
  }
}
