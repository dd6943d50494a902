import HeapCounter
import Kernels
import NeuralNetworks
import PolicyOptimization
import Randomness
import Tasks
import Testing

/// What a stretch of code takes from the heap on this thread.
private func heap(_ body: () throws -> Void) rethrows -> (allocations: Int, peakBytes: Int) {
  heap_counter_start()
  defer { _ = heap_counter_stop() }
  try body()
  let count = heap_counter_stop()
  return (count.allocations, count.peak_bytes)
}

/// That nothing which lasts escapes the memory ledger, and that the inner loops allocate nothing.
@Suite(.enabled(if: heap_counter_works(), "needs the GNU C library")) struct HeapTests {
  /// The parts of a run on CartPole.
  private struct Control {
    let ledger = MemoryLedger()
    let policy: Policy
    let value: ValueFunction
    let sampler: Sampler
    let loss: PolicyLoss
    var batch: Batch
    let options: Options
    let task: ControlTask

    init(_ name: String, task taskName: String) throws {
      let task = try #require(ControlTaskRegistry.task(named: taskName))
      self.task = task
      let algorithm = try #require(AlgorithmRegistry.algorithm(named: name))
      options = try Training.smallOptions(algorithm)
      let capacity = Sampler.capacity(options, stepLimit: task.description.stepLimit)
      let distribution = ActionDistribution(task.description.actionSpace)
      let size = task.description.observationSize
      policy = Policy(
        observationSize: size, distribution: distribution, options: options, maximumRows: capacity,
        differentiatesForward: true, ledger: ledger)
      policy.initialize(options: options, stream: RandomStream(seed: 1, purpose: "policy"))
      value = ValueFunction(
        observationSize: size, options: options, maximumRows: capacity,
        stream: RandomStream(seed: 1, purpose: "value"), ledger: ledger)
      sampler = Sampler(task: task, options: options, seed: RunSeed(suite: 1, run: 0))
      batch = Batch(
        capacity: capacity,
        boundaryCapacity: Sampler.boundaryCapacity(options, stepLimit: task.description.stepLimit),
        stepLimit: task.description.stepLimit, observationSize: size, distribution: distribution,
        keepsReference: false, ledger: ledger)
      loss = PolicyLoss(
        distribution: distribution, options: options, maximumRows: capacity, capacity: capacity,
        ledger: ledger)
    }

    func minibatches(_ size: Int?) -> Minibatches {
      Minibatches(
        size: size, capacity: batch.capacity, observationSize: batch.observations.columns,
        options: options, seed: RunSeed(suite: 1, run: 0), purpose: "minibatch", ledger: ledger)
    }
  }

  /// Checks what a warm step took: less than any array of one number a transition, and where the
  /// compiler optimises no more than `allocations`. Unoptimised code keeps temporaries in boxes.
  private func expectNothing(
    _ name: String, transitions: Int, allocations: Int = 0, columns: Int = 1, _ body: () -> Void
  ) {
    body()
    body()
    let taken = heap(body)
    #expect(taken.peakBytes < 4 * transitions * columns, "\(name): \(taken)")
    #if !DEBUG
      #expect(taken.allocations <= allocations, "\(name): \(taken)")
    #endif
  }

  @Test(arguments: ["CartPole-v1", "Pendulum-v1"])
  func `warm steps on control tasks allocate nothing`(_ task: String) throws {
    var control = try Control("ppo", task: task)
    let (rows, epochs) = (control.batch.capacity, control.options.epochs)
    control.sampler.collect(control.policy, into: &control.batch)
    let valueStep = ValueStep(
      valueFunction: control.value, options: control.options,
      minibatches: control.minibatches(32), maximumRows: rows, ledger: control.ledger)
    let step = GradientStep(
      policy: control.policy, loss: control.loss, options: control.options,
      minibatches: control.minibatches(32), valueStep: valueStep, rows: rows,
      ledger: control.ledger)
    let natural = NaturalGradientStep(
      policy: control.policy, loss: control.loss, options: control.options, capacity: rows,
      observationSize: control.batch.observations.columns, ledger: control.ledger)
    // A few lists of the episodes that ended, whose number is not known before.
    expectNothing("sampling", transitions: rows, allocations: 8) {
      control.sampler.collect(control.policy, into: &control.batch)
    }
    // The stream of an epoch's shuffle.
    expectNothing("minibatches", transitions: rows, allocations: epochs) {
      _ = step.run(control.batch, update: 0, learningRate: 1e-3)
    }
    expectNothing("value steps", transitions: rows, allocations: 2) {
      _ = valueStep.fit(control.batch, update: 0, epochs: 2, learningRate: 1e-3)
    }
    expectNothing("natural gradient", transitions: rows) {
      _ = natural.run(control.batch, update: 0, learningRate: 1e-3)
    }
    expectNothing("values", transitions: rows) { control.value.evaluate(&control.batch) }
    expectNothing("measurement", transitions: rows) {
      _ = control.loss.measure(control.policy, control.batch)
    }
  }

  @Test func `warm steps on questions allocate no array of tokens or of distributions`() throws {
    var fixture = try QuestionFixture { ($0.groupsPerUpdate, $0.groupSize) = (8, 4) }
    fixture.collect()
    let tokens = fixture.batch.count
    let step = GradientStep(
      policy: fixture.policy, loss: fixture.loss(), options: fixture.options,
      minibatches: fixture.minibatches(8), valueStep: nil, rows: fixture.batch.capacity,
      ledger: fixture.tokens.ledger)
    let questions = fixture.problems(8).map(\.question)
    var streams = (0..<32).map { RandomStream(seed: 3, purpose: "heap", $0) }
    // The list of the completions that still run.
    expectNothing("writing", transitions: tokens, allocations: 1) {
      fixture.writer.write(questions, count: 4, fixture.policy, .sampled(), streams: &streams)
    }
    // Packing tokens takes boxes of single tokens, which go at once.
    expectNothing(
      "minibatches", transitions: tokens, allocations: 4 * tokens,
      columns: fixture.policy.outputSize
    ) {
      _ = step.run(fixture.batch, update: 0, learningRate: 0)
    }
  }

  /// Environments, logs, what the runtime itself keeps, and padding.
  private static func allowance(_ ledger: Double) -> Int { Int(0.05 * ledger) + 131_072 }

  @Test(arguments: ["ppo", "vpg", "trpo", "grpo"])
  func `a whole run on a control task holds what its ledger says and little more`(
    _ name: String
  ) throws {
    var record: TrainingRecord?
    let taken = try heap {
      record = try Training.record(
        "CartPole-v1", name,
        budget: TrainingBudget(
          total: 12_000, evaluations: 2, evaluationEpisodes: 2, finalEpisodes: 4)
      ) {
        $0.hiddenSizes = [64, 64]
        ($0.environments, $0.stepsPerEnvironment) = (8, 512)
        ($0.groupsPerUpdate, $0.groupSize) = (2, 4)
      }
    }
    let ledger = try #require(record?.metrics["peakModelBytes"])
    #expect(taken.peakBytes >= Int(ledger))
    #expect(
      taken.peakBytes <= Int(ledger) + Self.allowance(ledger), "\(name): \(taken) of \(ledger)")
  }

  @Test(arguments: ["ppo", "grpo", "trpo", "dr-grpo"])
  func `a whole run on questions holds what its ledger says and little more`(
    _ name: String
  ) throws {
    _ = try TinyReference.bytes()
    var record: TrainingRecord?
    let taken = try heap {
      record = try `Training on questions`.record(name) { $0.groupsPerUpdate = 16 }
    }
    let ledger = try #require(record?.metrics["peakModelBytes"])
    let measuring = try #require(record?.measuringBytes)
    #expect(measuring > 0 && taken.peakBytes >= Int(ledger) + measuring)
    #expect(
      taken.peakBytes <= Int(ledger) + measuring + Self.allowance(ledger),
      "\(name): \(taken) of \(ledger) and \(measuring)")
  }
}
