import Kernels
import Randomness

/// A decoder-only transformer over packed token sequences.
///
/// Blocks with normalisation first, `x += Wₒ · attention(norm(x))` and `x += W₂ · gelu(W₁ · norm(x))`
/// with four times the width between, a last normalisation, and a linear head on the output rows alone
/// (Radford et al., *Language models are unsupervised multitask learners*, 2019; Xiong et al.,
/// https://arxiv.org/abs/2002.04745, for the norms' place). No dropout.
///
/// The network holds what its last ``forward(_:_:)`` computed; ``pullback(_:_:gradient:)`` and
/// ``pushforward(_:tangent:)`` differentiate at that point.
public final class Transformer {
  /// The extents.
  public let shape: Shape
  /// Where the parameters stand.
  public let entries: Entries
  /// The rows of the trunk that fit.
  public let nodeCapacity: Int
  /// The output rows that fit.
  public let outputCapacity: Int
  let layers: [TransformerLayer]
  let head: TransformerHead
  let rotary: RotaryTable?
  let workspace: TransformerWorkspace
  var plan: TransformerPlan
  private let fewestRows = 192

  /// Appends the parameters to a layout and sets the workspace aside.
  ///
  /// - Parameters:
  ///   - nodeCapacity: the most rows of the trunk.
  ///   - outputCapacity: the most output rows.
  ///   - trains: whether ``pullback(_:_:gradient:)`` will be used. Without it, and without
  ///     ``pushforward(_:tangent:)``, one layer's activations serve all.
  ///   - differentiatesForward: whether ``pushforward(_:tangent:)`` will be used.
  /// - Precondition: the shape has no ``Shape/problem()``.
  public init(
    shape: Shape, nodeCapacity: Int, outputCapacity: Int, trains: Bool,
    differentiatesForward: Bool, layout: inout ParameterLayout, owner: MemoryOwner,
    ledger: MemoryLedger
  ) {
    self.shape = shape
    self.nodeCapacity = nodeCapacity
    self.outputCapacity = outputCapacity
    entries = Entries(shape, layout: &layout)
    let role = MemoryRole(owner, .activations)
    workspace = TransformerWorkspace(
      shape, nodes: nodeCapacity, outputs: outputCapacity, trains: trains,
      differentiatesForward: differentiatesForward, role: role, ledger: ledger)
    layers = entries.layers.map {
      TransformerLayer(shape, $0, transposes: trains, role: role, ledger: ledger)
    }
    head = TransformerHead(shape, entries, transposes: trains, role: role, ledger: ledger)
    rotary =
      shape.positions == .rotary
      ? RotaryTable(
        positions: shape.context, width: shape.width, headSize: shape.width / shape.heads,
        role: role, ledger: ledger) : nil
    plan = TransformerPlan(
      nodeCapacity: nodeCapacity, outputCapacity: outputCapacity, role: role, ledger: ledger)
  }

  /// Initial parameters: see ``Entries/initialize(_:stream:)``.
  public func initialize(_ parameters: ParameterVector, stream: RandomStream) {
    entries.initialize(parameters, stream: stream)
  }

  /// The output rows of `input`: a view `[outputCount, outputs]` that holds until the next call.
  ///
  /// A row has the same bits whatever else is in the pack, and the bits that ``TransformerDecoder``
  /// gives it.
  ///
  /// - Precondition: the rows fit the capacities, the tokens lie in the vocabulary and the positions in
  ///   the context.
  public func forward(_ input: PackedTokens, _ parameters: ParameterVector) -> Matrix {
    precondition(
      input.nodeCount <= nodeCapacity && input.outputCount <= outputCapacity,
      "\(input.nodeCount) rows and \(input.outputCount) output rows exceed the workspace's "
        + "\(nodeCapacity) and \(outputCapacity)")
    plan.update(input, fewestRows: fewestRows)
    head.prepare(parameters)
    for block in plan.blocks { forward(block, parameters) }
    return workspace.outputs.rows(0..<input.outputCount)
  }

  private func forward(_ block: TransformerPlan.Block, _ parameters: ParameterVector) {
    let first = workspace.layer(0, block.nodes)
    gatherRows(parameters[entries.tokens], plan.tokens[block.nodes], into: first.input)
    if let positions = entries.positions {
      addGatheredRows(parameters[positions], plan.positions[block.nodes], to: first.input)
    }
    for (index, layer) in layers.enumerated() {
      let rows = workspace.layer(index, block.nodes)
      layer.queriesKeysValues(
        rows.input, parameters, normal: rows.normal, statistics: rows.normStatistics,
        into: rows.attentionInput)
      if let rotary {
        rotate(rows.attentionInput, by: rotary, positions: plan.positions[block.nodes], parts: 2)
      }
      attention(
        rows.attentionInput, heads: shape.heads, segments: plan.segments[block.segments],
        beginnings: plan.beginnings, attending: attending(index),
        scratch: workspace.attentionScratch, statistics: rows.attentionStatistics,
        into: rows.attended)
      let output = workspace.layerOutput(index, block.nodes)
      forEachRun(index, block) { run in
        let rows = rows.rows(run)
        layer.addAttention(rows.attended, to: rows.input, parameters, into: rows.middle)
        layer.addHidden(
          to: rows.middle, parameters, normal: rows.hiddenNormal,
          statistics: rows.hiddenStatistics, hidden: rows.hidden, slope: rows.slope,
          into: output.rows(run))
      }
    }
    let asked = workspace.output(plan.askedRows(block))
    gatherRows(
      workspace.layerOutput(layers.count - 1, block.nodes), plan.outputNodes[block.asked],
      into: asked.input)
    head.forward(
      asked.input, parameters, normal: asked.normal, statistics: asked.statistics,
      into: asked.result)
    plan.spread(workspace.outputs.rows(block.outputs), block)
  }

  /// The rows that attend in a layer. Nobody looks behind the last layer at a prompt's rows before its
  /// last: there they have no queries, no feed-forward network, and no gradient.
  func attending(_ layer: Int) -> AttendingRows {
    layer == layers.count - 1 ? .lastOfPrompts : .all
  }

  /// Calls `body` with the runs of rows, counted in the block, that attend in a layer.
  func forEachRun(
    _ layer: Int, _ block: TransformerPlan.Block, _ body: (Range<Int>) -> Void
  ) {
    switch attending(layer) {
    case .all: body(0..<block.nodes.count)
    case .lastOfPrompts: plan.forEachAskedRun(block, body)
    }
  }
}
