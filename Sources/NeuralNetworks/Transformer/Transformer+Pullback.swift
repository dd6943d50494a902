import Kernels

extension Transformer {
  /// Reverse mode at the last forward pass: writes dL/dθ into `gradient`, from dL/d(outputs).
  ///
  /// A block of groups whose outputs have no gradient, as those of completions that were all rewarded
  /// alike, costs nothing: it would add products with 0, which change no sum of finite numbers.
  ///
  /// - Parameter outputGradient: `[outputCount, outputs]`; what it holds afterwards has no meaning.
  /// - Precondition: the transformer was made to train.
  public func pullback(
    _ outputGradient: Matrix, _ parameters: ParameterVector, gradient: ParameterVector
  ) {
    gradient.flat.fill(0)
    for layer in layers { layer.prepare(parameters) }
    for block in plan.blocks {
      let outputGradient = outputGradient.rows(block.outputs)
      // NaN is no zero either.
      if maximumMagnitude(outputGradient) != 0 {
        pullback(block, outputGradient, parameters, gradient)
      }
    }
  }

  private func pullback(
    _ block: TransformerPlan.Block, _ outputGradient: Matrix, _ parameters: ParameterVector,
    _ gradient: ParameterVector
  ) {
    guard
      let space = workspace.derivatives?.first(block.nodes.count, outputs: block.asked.count)
    else { preconditionFailure("this transformer was made without training") }
    pullbackHead(block, outputGradient, parameters, gradient, space)
    for index in layers.indices.reversed() {
      let rows = workspace.layer(index, block.nodes)
      forEachRun(index, block) { run in
        pullbackHidden(layers[index], rows.rows(run), parameters, gradient, space.rows(run))
      }
      pullbackAttention(index, block, rows, parameters, gradient, space)
    }
    scatterAddRows(space.stream, plan.tokens[block.nodes], to: gradient[entries.tokens])
    if let positions = entries.positions {
      scatterAddRows(space.stream, plan.positions[block.nodes], to: gradient[positions])
    }
  }

  /// From the output rows to the residual stream behind the last layer.
  private func pullbackHead(
    _ block: TransformerPlan.Block, _ outputGradient: Matrix, _ parameters: ParameterVector,
    _ gradient: ParameterVector, _ space: TransformerWorkspace.Derivatives
  ) {
    let outputs = workspace.output(plan.askedRows(block))
    plan.collect(outputGradient, block)
    head.pullback(
      outputGradient.rows(0..<block.asked.count), normal: outputs.normal, parameters,
      gradient: gradient, into: space.outputNormal)
    space.output.fill(0)
    layerNormPullback(
      space.outputNormal, input: outputs.input, statistics: outputs.statistics,
      gain: parameters[entries.finalNorm.gain], gainGradient: gradient[entries.finalNorm.gain],
      biasGradient: gradient[entries.finalNorm.bias], addingTo: space.output)
    space.stream.fill(0)
    scatterAddRows(space.output, plan.outputNodes[block.asked], to: space.stream)
  }

  /// From the residual stream behind a feed-forward network to the one before.
  private func pullbackHidden(
    _ layer: TransformerLayer, _ rows: TransformerWorkspace.Layer, _ parameters: ParameterVector,
    _ gradient: ParameterVector, _ space: TransformerWorkspace.Derivatives
  ) {
    guard let slope = rows.slope else { return }
    readAhead(rows.hidden)
    layer.hiddenOutput.pullback(
      space.stream, input: rows.hidden, gradient: gradient, into: space.hidden)
    multiplyElements(space.hidden, slope, into: space.hidden)
    readAhead(rows.hiddenNormal)
    layer.hidden.pullback(
      space.hidden, input: rows.hiddenNormal, gradient: gradient, into: space.normal)
    let norm = layer.entries.hiddenNorm
    layerNormPullback(
      space.normal, input: rows.middle, statistics: rows.hiddenStatistics,
      gain: parameters[norm.gain], gainGradient: gradient[norm.gain],
      biasGradient: gradient[norm.bias], addingTo: space.stream)
  }

  /// From the residual stream behind attention to the one before.
  private func pullbackAttention(
    _ index: Int, _ block: TransformerPlan.Block, _ rows: TransformerWorkspace.Layer,
    _ parameters: ParameterVector, _ gradient: ParameterVector,
    _ space: TransformerWorkspace.Derivatives
  ) {
    let layer = layers[index]
    readAhead(rows.attended)
    readAhead(rows.attentionInput)
    forEachRun(index, block) { run in
      layer.attentionOutput.pullback(
        space.stream.rows(run), input: rows.attended.rows(run), gradient: gradient,
        into: space.normal.rows(run))
    }
    attentionPullback(
      space.normal, output: rows.attended, input: rows.attentionInput, heads: shape.heads,
      segments: plan.segments[block.segments], beginnings: plan.beginnings,
      attending: attending(index), scratch: workspace.attentionScratch,
      statistics: rows.attentionStatistics, into: space.attentionInput)
    if let rotary {
      rotate(
        space.attentionInput, by: rotary, positions: plan.positions[block.nodes], parts: 2,
        backwards: true)
    }
    readAhead(rows.normal)
    layer.attentionInput.pullback(
      space.attentionInput, input: rows.normal, gradient: gradient, into: space.normal)
    let norm = layer.entries.attentionNorm
    layerNormPullback(
      space.normal, input: rows.input, statistics: rows.normStatistics,
      gain: parameters[norm.gain], gainGradient: gradient[norm.gain],
      biasGradient: gradient[norm.bias], addingTo: space.stream)
  }

  /// What the forward pass kept of many blocks lies in memory.
  private func readAhead(_ activations: Matrix) {
    Kernels.readAhead(activations, scratch: workspace.attentionScratch)
  }
}
