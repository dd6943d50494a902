import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// Trains a transformer from random weights on worked solutions: maximise the mean log-probability of
/// the demonstrations' tokens.
final class SupervisedRun {
  private let family: ArithmeticFamily
  private let options: Options
  private let budget: TrainingBudget
  private let seed: RunSeed
  private let ledger = MemoryLedger()
  private let shape: Transformer.Shape
  private let policy: Policy
  private let gradient: ParameterVector
  private let optimizer: Adam
  private let rows: DistributionRows
  private let outputGradient: Matrix
  private let evaluator: QuestionEvaluator
  private let curve: LearningCurve
  private let questionSeed: UInt64
  private var completions: Completions
  private var actions: [Float] = []
  private var log: [UpdateRow] = []
  private var used = 0
  private var compute = ComputeRecord()

  /// - Throws: ``TrainingError/badReference(_:)`` where the shape is impossible or too small.
  init(
    family: ArithmeticFamily, options: Options, budget: TrainingBudget, seed: RunSeed
  ) throws {
    (self.family, self.options, self.budget, self.seed) = (family, options, budget, seed)
    shape = Transformer.Shape(options)
    if let problem = shape.problem() { throw TrainingError.badReference(problem) }
    try shape.requireRoom(for: family)
    let longest = family.longestCompletion
    let count = max(options.demonstrationsPerUpdate, 64)
    let nodes = count * (family.maximumQuestionLength + longest)
    var layout = ParameterLayout()
    let transformer = Transformer(
      shape: shape, nodeCapacity: nodes, outputCapacity: count * longest, trains: true,
      differentiatesForward: false, layout: &layout, owner: .policy, ledger: ledger)
    policy = Policy(
      transformer, vocabulary: shape.outputs, layout: layout, maximumRows: count * longest,
      ledger: ledger)
    transformer.initialize(
      policy.parameters,
      stream: RandomStream(
        seed: seed.suite, purpose: "initialization", seed.run
      ).substream("policy"))
    gradient = ParameterVector(layout, role: MemoryRole(.policy, .gradient), ledger: ledger)
    optimizer = Adam(
      parameterCount: layout.count, beta2: options.adamBeta2, epsilon: options.adamEpsilon,
      owner: .policy, ledger: ledger)
    let role = MemoryRole(.policy, .activations, part: .logits)
    rows = DistributionRows(
      rows: count * longest, columns: shape.outputs, role: role, ledger: ledger)
    outputGradient = Matrix(
      rows: count * longest, columns: shape.outputs, role: role, ledger: ledger)
    completions = Completions(longest: longest, packed: PackedTokens(capacity: nodes))
    let writer = CompletionWriter(
      transformer, questions: 64, longestQuestion: family.maximumQuestionLength,
      completions: 256, longest: longest, ledger: ledger)
    evaluator = QuestionEvaluator(
      family: family, items: max(budget.evaluationEpisodes, budget.finalEpisodes), policy: policy,
      writer: writer,
      divergence: DivergenceMeter(
        reference: nil, columns: shape.outputs, longest: longest, perPass: 32,
        packed: PackedTokens(capacity: nodes), ledger: ledger),
      outside: options.outOfDistribution
        ? try OutOfDistribution(family, transformer, ledger: ledger) : nil,
      preference: nil, seed: seed)
    curve = LearningCurve(budget: budget, evaluator: evaluator)
    var stream = RandomStream(seed: seed.suite, purpose: "demonstrations", seed.run)
    questionSeed = stream.next64()
  }

  func run(_ progress: (Int) -> Void) -> TrainingRecord {
    var clock = ContinuousClock.now
    var counted = 0
    func end(_ phase: TrainingPhase, _ role: ComputeRole) {
      compute.add(since: &clock, to: phase)
      compute.add(policy.multiplyAdds - counted, to: role)
      counted = policy.multiplyAdds
    }
    var goesOn = true
    repeat {
      update()
      end(.policyStep, .policyUpdate)
      guard policy.parameters.flat.isFinite else {
        return record(
          Divergence(
            reason: "a parameter is not finite", update: log.count - 1, position: used))
      }
      curve.advance(to: used)
      goesOn = used + options.demonstrationsPerUpdate <= budget.total && !isAccurateEnough()
      end(.evaluation, .evaluation)
      progress(used)
    } while goesOn
    curve.finish()
    end(.evaluation, .evaluation)
    return record(nil)
  }

  /// Whether training ends early: asked every 32 updates.
  private func isAccurateEnough() -> Bool {
    guard let target = options.stopAccuracy, log.count.isMultiple(of: 32) else { return false }
    return evaluator.validationAccuracy(point: log.count) >= target
  }

  private func update() {
    completions.removeAll()
    for index in used..<used + options.demonstrationsPerUpdate {
      let problem = family.problem(.train, seed: questionSeed, index: index)
      var errors = RandomStream(
        seed: seed.suite, purpose: "demonstration error", seed.run, index)
      completions.append(question: problem.question)
      completions.append(
        problem.demonstration(misread: options.misread, slip: options.slip, using: &errors))
    }
    used += options.demonstrationsPerUpdate
    let loss = differentiate()
    let norm = sumOfSquares(gradient.flat).squareRoot()
    let rate = options.learningRate * schedule()
    optimizer.step(
      policy.parameters.flat, gradient: gradient.flat,
      gradientScale: gradientScale(norm: norm, limit: options.gradientClip), learningRate: rate)
    var row = UpdateRow()
    row[.update] = Double(log.count)
    row[.policyLoss] = loss
    row[.gradientNorm] = norm
    row[.learningRate] = rate
    log.append(row)
  }

  /// Writes the gradient of the mean negative log-probability and returns the mean.
  private func differentiate() -> Double {
    let count = completions.tokens.count
    let current = rows.rows(0..<count)
    policy.forward(.tokens(completions.pack(0..<completions.count)), into: current)
    let share = 1 / Double(count)
    var loss = 0.0
    actions.removeAll(keepingCapacity: true)
    actions.append(contentsOf: completions.tokens.map(Float.init))
    for row in 0..<count {
      loss -= share * policy.distribution.logProbability(current, row, actions, at: row)
      policy.distribution.writeGradient(
        current, row, actions: actions, at: row, weights: GradientWeights(logProbability: -share),
        old: current, oldRow: row, reference: nil, into: outputGradient)
    }
    policy.pullback(outputGradient.rows(0..<count), gradient: gradient)
    return loss
  }

  /// Rises to 1 over the first updates; then falls linearly to a tenth at the budget's end.
  private func schedule() -> Double {
    let rise =
      options.warmUpUpdates > 0
      ? min(1, Double(log.count + 1) / Double(options.warmUpUpdates)) : 1
    guard options.learningRateSchedule == .linear else { return rise }
    let done = Double(used - options.demonstrationsPerUpdate) / Double(budget.total)
    return rise * (1 - 0.9 * done)
  }

  private func record(_ divergence: Divergence?) -> TrainingRecord {
    var metrics = divergence == nil ? evaluator.metrics(curve.evaluations) : [:]
    metrics["demonstrations"] = Double(used)
    metrics["updates"] = Double(log.count)
    metrics.merge(ledger.metrics(policy.layout)) { _, last in last }
    let checkpoint = Checkpoint(
      shape: shape, parameters: policy.parameters.flat.toArray(),
      note: [
        "demonstrations": "\(used)", "level": "\(family.level)", "misread": "\(options.misread)",
        "seed": "\(seed.run)", "slip": "\(options.slip)", "suiteSeed": "\(seed.suite)",
      ])
    return TrainingRecord(
      divergence: divergence, metrics: metrics.filter { $0.value.isFinite },
      evaluations: curve.evaluations, updates: log.map { $0.values(of: UpdateColumn.supervised) },
      updateColumns: UpdateColumn.supervised.map(\.rawValue), log: log,
      samples: evaluator.samples,
      checkpoint: divergence == nil ? checkpoint.encoded() : nil, compute: compute,
      memoryParts: ledger.partPeaks)
  }
}

extension Transformer.Shape {
  /// The shape that the options describe, over the family's vocabulary.
  package init(_ options: Options) {
    let words = Vocabulary.arithmetic.words.count
    self.init(
      vocabulary: words, outputs: words, context: options.context, width: options.width,
      layers: options.layers, heads: options.heads,
      positions: options.positions == .learnt ? .learnt : .rotary, tiedHead: options.tiedHead)
  }
}
