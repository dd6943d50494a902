import Kernels
import NeuralNetworks

/// The extents that the training loop's own buffers follow from, on any task.
struct LoopExtents {
  /// Transitions of a batch.
  let capacity: Int
  /// States whose value is asked for beside those of the transitions.
  let boundaries: Int
  /// Numbers of an observation; 0 on questions.
  let observationSize: Int
  /// Numbers that describe a distribution.
  let columns: Int
  /// Numbers of an action.
  let actionSize: Int
  /// Numbers that the policy's network puts out; 0 unless its metric has rank one in every state.
  let scalarOutputs: Int
  /// The most transitions of one pass of the policy's loss.
  let lossRows: Int
  /// The most transitions of one pass of the value function.
  let valueRows: Int
  /// Weights and biases of the policy and of the value function.
  let policyParameters: Int
  let valueParameters: Int
}

extension MemoryPrediction {
  /// A trained network's parameters, gradient and moments, but for its activations.
  mutating func addTrained(parameters count: Int, _ owner: MemoryOwner) {
    add(numbers: count, owner, .parameters)
    add(numbers: count, owner, .gradient)
    addAdam(parameters: count, owner)
  }

  /// What every run holds beside its networks: the batch, the loss, the policy's step and the value
  /// function's.
  mutating func addLoop(_ options: Options, _ loop: LoopExtents, keepsReference: Bool) {
    addBatch(loop, keepsReference: keepsReference)
    // The distributions of a pass, as logarithms and as probabilities, and the loss's gradient.
    add(numbers: 3 * loop.lossRows * loop.columns, .policy, .activations)
    name(.logits, .policy, .activations, bytes: 12 * loop.lossRows * loop.columns)
    // The advantages before they are normalised, over the batch and over each minibatch.
    add(bytes: 8 * loop.capacity, .run, .rollout)
    if options.normalizeAdvantages == .minibatch {
      add(bytes: 8 * loop.capacity, .run, .rollout)
    }
    add(numbers: loop.policyParameters, .policy, .gradient)
    if options.step == .adam {
      addAdam(parameters: loop.policyParameters, .policy)
      add(bytes: 8 * loop.lossRows, .run, .rollout)
      addMinibatches(options.minibatchSize, loop)
    } else {
      addSolver(options, loop)
    }
    guard options.usesValueFunction else { return }
    addTrained(parameters: loop.valueParameters, .critic)
    add(numbers: loop.valueRows, .critic, .activations)
    if options.valueEpochs != nil { addMinibatches(options.valueMinibatchSize, loop) }
  }

  /// Of each transition: its observation, the distribution that it was drawn from (twice, as in the loss)
  /// and the reference's, its action, ten numbers of 8 bytes and one of 1.
  private mutating func addBatch(_ loop: LoopExtents, keepsReference: Bool) {
    let distributions = (keepsReference ? 4 : 2) * loop.columns
    add(
      numbers: loop.capacity * (loop.observationSize + distributions + loop.actionSize)
        + loop.boundaries * loop.observationSize, .run, .rollout)
    add(bytes: 81 * loop.capacity + 16 * loop.boundaries, .run, .rollout)
    name(.distributions, .run, .rollout, bytes: 4 * loop.capacity * distributions)
    name(
      .transitions, .run, .rollout,
      bytes: (81 + 4 * loop.actionSize) * loop.capacity + 16 * loop.boundaries)
  }

  /// The order of a pass, and the observations of one minibatch side by side.
  private mutating func addMinibatches(_ size: Int?, _ loop: LoopExtents) {
    add(bytes: 8 * loop.capacity, .run, .rollout)
    if let size, size < loop.capacity {
      add(numbers: size * loop.observationSize, .run, .rollout)
    }
  }

  /// Seven vectors of the parameters' length (four of the conjugate gradient, the direction, its product
  /// and the old parameters), two numbers a state and a root of its metric where that has rank one; of a
  /// share of the states their observations and distributions.
  private mutating func addSolver(_ options: Options, _ loop: LoopExtents) {
    let states = loop.capacity * (2 + loop.scalarOutputs)
    let share =
      options.fisherFraction < 1 ? loop.capacity * (loop.observationSize + 2 * loop.columns) : 0
    add(numbers: 7 * loop.policyParameters + states + share, .policy, .solver)
  }

  /// A transformer's parameters are counted by its owner; this counts its workspace. What the head puts
  /// out is named, with its tangents, unless it is one number a row.
  mutating func addWorkspace(
    _ shape: Transformer.Shape, nodes: Int, outputRows: Int, trains: Bool,
    differentiatesForward: Bool, _ owner: MemoryOwner
  ) {
    add(
      numbers: shape.activations(
        nodes: nodes, outputRows: outputRows, trains: trains,
        differentiatesForward: differentiatesForward), owner, .activations)
    add(bytes: shape.planBytes(nodes: nodes, outputRows: outputRows), owner, .activations)
    if shape.outputs > 1 {
      name(
        .logits, owner, .activations,
        bytes: (differentiatesForward ? 8 : 4) * outputRows * shape.outputs)
    }
  }

  /// What writes completions: the cache, the decoder, the distributions of the next tokens, and what was
  /// written.
  mutating func addWriter(
    _ shape: Transformer.Shape, questions: Int, longestQuestion: Int, completions: Int,
    longest: Int
  ) {
    let promptRows = questions * longestQuestion
    let cache = shape.cacheBytes(
      promptRows: promptRows, completions: completions, longest: longest)
    name(.keyValueCache, .run, .rollout, bytes: cache)
    add(
      bytes: cache
        + shape.decoderBytes(prompts: questions, promptRows: promptRows, completions: completions)
        + 8 * completions * (shape.outputs + longest + 1), .run, .rollout)
  }
}
