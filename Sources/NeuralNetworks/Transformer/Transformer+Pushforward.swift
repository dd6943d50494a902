import Kernels

extension Transformer {
  /// Forward mode at the last forward pass: the change of the outputs along a change of the
  /// parameters, a view `[outputCount, outputs]` that holds until the next call.
  ///
  /// - Precondition: the transformer was made to differentiate forward.
  public func pushforward(_ parameters: ParameterVector, tangent: ParameterVector) -> Matrix {
    guard let result = workspace.outputTangents else {
      preconditionFailure("this transformer was made without forward differentiation")
    }
    head.prepare(parameters)
    for block in plan.blocks {
      pushforward(block, parameters, tangent, into: result.rows(block.outputs))
    }
    return result.rows(0..<plan.outputCount)
  }

  private func pushforward(
    _ block: TransformerPlan.Block, _ parameters: ParameterVector, _ tangent: ParameterVector,
    into result: Matrix
  ) {
    guard
      let space = workspace.derivatives?.first(block.nodes.count, outputs: block.asked.count)
    else { return }
    gatherRows(tangent[entries.tokens], plan.tokens[block.nodes], into: space.stream)
    if let positions = entries.positions {
      addGatheredRows(tangent[positions], plan.positions[block.nodes], to: space.stream)
    }
    for (index, layer) in layers.enumerated() {
      let rows = workspace.layer(index, block.nodes)
      pushforwardAttention(index, block, rows, parameters, tangent, space)
      forEachRun(index, block) { run in
        pushforwardHidden(layer, rows.rows(run), parameters, tangent, space.rows(run))
      }
    }
    let outputs = workspace.output(plan.askedRows(block))
    gatherRows(space.stream, plan.outputNodes[block.asked], into: space.output)
    layerNormPushforward(
      space.output, input: outputs.input, statistics: outputs.statistics,
      gain: parameters[entries.finalNorm.gain], gainTangent: tangent[entries.finalNorm.gain],
      biasTangent: tangent[entries.finalNorm.bias], into: space.outputNormal)
    head.pushforward(
      space.outputNormal, normal: outputs.normal, parameters, tangent: tangent,
      into: result.rows(0..<block.asked.count))
    plan.spread(result, block)
  }

  private func pushforwardAttention(
    _ index: Int, _ block: TransformerPlan.Block, _ rows: TransformerWorkspace.Layer,
    _ parameters: ParameterVector, _ tangent: ParameterVector,
    _ space: TransformerWorkspace.Derivatives
  ) {
    let layer = layers[index]
    let norm = layer.entries.attentionNorm
    layerNormPushforward(
      space.stream, input: rows.input, statistics: rows.normStatistics,
      gain: parameters[norm.gain], gainTangent: tangent[norm.gain],
      biasTangent: tangent[norm.bias], into: space.normal)
    layer.attentionInput.pushforward(
      space.normal, input: rows.normal, parameters, tangent: tangent, into: space.attentionInput)
    if let rotary {
      rotate(space.attentionInput, by: rotary, positions: plan.positions[block.nodes], parts: 2)
    }
    attentionPushforward(
      space.attentionInput, input: rows.attentionInput, heads: shape.heads,
      segments: plan.segments[block.segments], beginnings: plan.beginnings,
      attending: attending(index), scratch: workspace.attentionScratch,
      statistics: rows.attentionStatistics, into: space.normal)
    forEachRun(index, block) { run in
      layer.attentionOutput.pushforward(
        space.normal.rows(run), input: rows.attended.rows(run), parameters, tangent: tangent,
        into: space.stream.rows(run), adding: true)
    }
  }

  private func pushforwardHidden(
    _ layer: TransformerLayer, _ rows: TransformerWorkspace.Layer, _ parameters: ParameterVector,
    _ tangent: ParameterVector, _ space: TransformerWorkspace.Derivatives
  ) {
    guard let slope = rows.slope else { return }
    let norm = layer.entries.hiddenNorm
    layerNormPushforward(
      space.stream, input: rows.middle, statistics: rows.hiddenStatistics,
      gain: parameters[norm.gain], gainTangent: tangent[norm.gain],
      biasTangent: tangent[norm.bias], into: space.normal)
    layer.hidden.pushforward(
      space.normal, input: rows.hiddenNormal, parameters, tangent: tangent, into: space.hidden)
    multiplyElements(space.hidden, slope, into: space.hidden)
    layer.hiddenOutput.pushforward(
      space.hidden, input: rows.hidden, parameters, tangent: tangent, into: space.stream,
      adding: true)
  }
}
