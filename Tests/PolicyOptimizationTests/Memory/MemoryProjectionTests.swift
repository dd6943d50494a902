import PolicyOptimization
import Projection
import Testing

/// The projected bytes of large models: counted by hand, against published numbers, and what is refused.
@Suite struct MemoryProjectionTests {
  /// Small enough to count by hand: 6 numbers of keys and values a token.
  private func toy() throws -> LanguageModelShape {
    try LanguageModelShape(
      layers: 2, hidden: 12, heads: 4, keyValueHeads: 2, feedForward: 20, vocabulary: 50)
  }

  private func projection(
    _ shape: LanguageModelShape, precision: MemoryProjection.Precision = .bf16,
    optimizer: MemoryProjection.Optimizer = .adam, checkpointing: Bool = false,
    rewardModel: Bool = false, context: Int = 10, group: Int = 4, batch: Int = 3, pass: Int? = nil
  ) throws -> MemoryProjection {
    MemoryProjection(
      shape: shape,
      load: try MemoryProjection.Load(context: context, group: group, batch: batch, pass: pass),
      precision: precision, optimizer: optimizer, checkpointing: checkpointing,
      rewardModel: rewardModel)
  }

  private func algorithm(_ name: String) throws -> ProjectedAlgorithm {
    try #require(ProjectedAlgorithm.registered.first { $0.name == name })
  }

  @Test func `the presets have as many parameters as their published weights`() throws {
    let counts = try LanguageModelShape.presets.map { ($0.name, $0.shape.parameterCount) }
    #expect(counts.map(\.0) == ["0.5B", "1.5B", "7B", "70B"])
    #expect(
      counts.map(\.1) == [494_032_768, 1_543_714_304, 7_615_616_512, 70_553_706_496])
  }

  @Test func `an algorithm holds what its registered options say`() throws {
    let held = ProjectedAlgorithm.registered.map {
      "\($0.name): \($0.trainsCritic) \($0.keepsReference) \($0.comparesGroup) \($0.solverVectors)"
    }
    #expect(
      held == [
        "PPO: true true false 0", "GRPO: false true true 0",
        "GRPO, no reference: false false true 0", "RLOO: false true true 0",
        "TRPO: true false false 7", "NPG: true false false 7", "VPG: true false false 0",
      ])
  }

  @Test func `every component of a small model is what a count by hand gives`() throws {
    let shape = try toy()
    // A layer: 2·144 + 2·12·6 = 432 of attention, 3·12·20 = 720, two norms of 12: 1,176. Two layers, the
    // last norm, and twice 50·12.
    #expect(shape.parameterCount == 3_564)
    #expect(shape.scoringParameterCount == 3_564 - 600 + 13)
    let projection = try projection(shape, rewardModel: true)
    let ppo = try algorithm("PPO")
    // A token in a layer: (6·12 + 2·6 + 4·20)·2 + 4·6 = 352 bytes; ends: 48. A pass: 40 tokens.
    let expected: [ProjectedComponent: Int] = [
      .policyParameters: 7_128, .policyGradient: 7_128, .policyOptimizer: 42_768,
      .policyActivations: 40 * (2 * 352 + 48), .policyLogits: 40 * 50 * 10, .policySolver: 0,
      .criticParameters: 5_954, .criticGradient: 5_954, .criticOptimizer: 35_724,
      .criticActivations: 40 * 752, .referenceParameters: 7_128,
      .referenceActivations: 40 * 400 + 40 * 50 * 6, .rewardModelParameters: 5_954,
      .rewardModelActivations: 40 * 400, .keyValueCache: 120 * 2 * 2 * 6 * 2,
      .rollout: 120 * 29, .groups: 0,
    ]
    for component in ProjectedComponent.allCases {
      #expect(projection.bytes(component, of: ppo) == expected[component], "\(component)")
    }
    #expect(projection.totalBytes(of: ppo) == expected.values.reduce(0, +))
    let grpo = try algorithm("GRPO")
    #expect(projection.bytes(.groups, of: grpo) == 96)
    #expect(projection.bytes(.rollout, of: grpo) == 120 * 17)
    let trpo = try algorithm("TRPO")
    #expect(projection.bytes(.policySolver, of: trpo) == 28 * 3_564)
    #expect(projection.bytes(.policyOptimizer, of: trpo) == 0)
    #expect(projection.bytes(.criticOptimizer, of: trpo) == 35_724)
  }

  @Test func `precision, optimiser and checkpointing change what they should`() throws {
    let shape = try toy()
    let ppo = try algorithm("PPO")
    func bytes(_ component: ProjectedComponent, _ projection: MemoryProjection) -> Int {
      projection.bytes(component, of: ppo)
    }
    let single = try projection(shape, precision: .fp32)
    #expect(bytes(.policyOptimizer, single) == 8 * 3_564)
    #expect(bytes(.policyLogits, single) == 40 * 50 * 12)
    #expect(bytes(.keyValueCache, single) == 120 * 2 * 2 * 6 * 4)
    #expect(bytes(.policyOptimizer, try projection(shape, precision: .fp32, optimizer: .sgd)) == 0)
    #expect(bytes(.policyOptimizer, try projection(shape, optimizer: .sgd)) == 4 * 3_564)
    let again = try projection(shape, checkpointing: true)
    #expect(bytes(.policyActivations, again) == 40 * (2 * 24 + 352 + 48))
    let one = try projection(shape, pass: 1)
    #expect(bytes(.policyActivations, one) == 10 * 752)
    #expect(bytes(.keyValueCache, one) == bytes(.keyValueCache, try projection(shape)))
  }

  @Test func `the state of a mixed-precision model is sixteen bytes a parameter, as published`()
    throws
  {
    // Rajbhandari et al., arXiv 1910.02054, figure 1: 120 GB of 7.5e9 parameters.
    let shape = try LanguageModelShape(
      parameters: 7.5e9, layers: 32, hidden: 4_096, heads: 32, keyValueHeads: 32,
      vocabulary: 32_000)
    let projection = try projection(shape)
    let grpo = try algorithm("GRPO")
    let state = [.policyParameters, .policyGradient, .policyOptimizer].reduce(0) {
      $0 + projection.bytes($1, of: grpo)
    }
    #expect(state == 16 * shape.parameterCount)
    #expect((Double(state) / 120e9 - 1).magnitude < 1e-4)
  }

  @Test func `a width of the feed-forward network is found for a number of parameters`() throws {
    for preset in try LanguageModelShape.presets where !preset.shape.tiedHead {
      let shape = preset.shape
      let found = try LanguageModelShape(
        parameters: Double(shape.parameterCount), layers: shape.layers, hidden: shape.hidden,
        heads: shape.heads, keyValueHeads: shape.keyValueHeads, vocabulary: shape.vocabulary)
      #expect(found.feedForward == shape.feedForward)
    }
  }

  @Test(arguments: [1, 4, 8, 64])
  func `the longest context fits, and one more token does not`(_ accelerators: Int) throws {
    for preset in try LanguageModelShape.presets {
      for algorithm in ProjectedAlgorithm.registered {
        var projection = try projection(preset.shape, checkpointing: true)
        let room = accelerators * MemoryProjection.acceleratorBytes
        let longest = projection.longestContext(of: algorithm, accelerators: accelerators)
        projection.load.context = longest ?? 1
        #expect((projection.totalBytes(of: algorithm) <= room) == (longest != nil))
        projection.load.context = (longest ?? 0) + 1
        #expect(projection.totalBytes(of: algorithm) > room)
      }
    }
  }

  @Test func `a group outweighs a critic from the length that is said, and not before`() throws {
    let (grpo, ppo) = (try algorithm("GRPO"), try algorithm("PPO"))
    let projection = try projection(LanguageModelShape.preset(named: "7b").shape)
    for size in [1, 2, 8, 64] {
      let length = projection.outweighingLength(of: grpo, critic: ppo, size: size)
      let perToken = size * projection.groupTokenBytes(of: grpo)
      #expect(length * perToken > projection.criticBytes(of: ppo))
      #expect((length - 1) * perToken <= projection.criticBytes(of: ppo))
    }
  }
}
