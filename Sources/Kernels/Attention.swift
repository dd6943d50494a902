/// Causal attention of several heads over segments that share prefixes.
///
/// For each head of d columns, and each row i with the keys j that it sees:
/// `y_i = Σ_j softmax_j(q_i · k_j / √d) v_j`.
///
/// One row's operations do not depend on what is computed with it, nor on whether its beginning is its own or
/// shared: a score is one chain over the head's numbers; the sum of the powers is 16 strided sums, over the prefix and
/// then over the other keys, and one fixed tree; the weighted sum is one chain over the prefix and then over the
/// others, multiplied in the end with one over the sum of the powers. ``AttentionCache/attend(_:rows:scratch:into:)`` has the
/// same bits.
///
/// Source: Vaswani et al., *Attention is all you need* (2017), https://arxiv.org/abs/1706.03762,
/// equation 1.
///
/// - Parameters:
///   - input: `[m, 3 w]`: queries, keys and values side by side, each of all heads.
///   - heads: divides w.
///   - segments: their rows lie in the m rows; each row is one segment's own.
///   - beginnings: the runs of rows that the segments' beginnings are taken from.
///   - attending: the rows that attend; a row's bits do not depend on which others do.
///   - scratch: at least ``attentionScratchCount(rows:width:context:)`` numbers.
///   - statistics: `[m, 2 heads]`: each row's and head's largest scaled score and one over its sum of
///     powers, which the derivatives need.
///   - output: `[m, w]`.
/// - Precondition: the shapes agree.
public func attention(
  _ input: Matrix, heads: Int, segments: ArraySlice<AttentionSegment>,
  beginnings: [RowRange] = [], attending: AttendingRows = .all, scratch: Matrix,
  statistics: Matrix, into output: Matrix
) {
  let block = AttentionBlock(input, heads, statistics, scratch, "attention")
  requireShape(output, input.rows, block.width, "the output", "attention")
  let keys = block.transposed(block.keys(0), slot: 0)
  let scores = block.scores(slot: 0)
  for segment in segments {
    block.check(segment, beginnings, "attention")
    for head in 0..<heads {
      let column = head &* block.headSize
      var first = attending.rows(of: segment).lowerBound &- segment.own.lowerBound
      while first < segment.own.count {
        let chunk = AttentionChunk(segment, beginnings, first: first, headSize: block.headSize)
        chunk.scores(block.queries(head), keys.from(row: column), into: scores)
        block.exponentiate(chunk, scores, head)
        let target = ProductRows(base: output.base + column, stride: block.width)
        chunk.weightedSums(scores, block.values(head), into: target)
        block.normalize(chunk, target, head)
        first &+= chunk.rows
      }
    }
  }
}

/// Reverse mode of ``attention(_:heads:segments:beginnings:attending:scratch:statistics:into:)``: writes the
/// gradient with respect to queries, keys and values.
///
/// With the weights p and `r_i = Σ_c dy_ic y_ic`: `dv_j = Σ_i p_ij dy_i`,
/// `ds_ij = p_ij (dy_i · v_j − r_i) / √d`, `dq_i = Σ_j ds_ij k_j`, `dk_j = Σ_i ds_ij q_i`. The weights are
/// computed again, with the same bits: to keep them would cost as much time as memory.
///
/// - Parameters:
///   - outputGradient: dy, `[m, w]`.
///   - output: y, `[m, w]`, what the forward pass wrote.
///   - input: `[m, 3 w]`, the input of the forward pass.
///   - heads, segments, beginnings, attending, scratch, statistics: as in the forward pass.
///   - inputGradient: `[m, 3 w]`, overwritten.
/// - Precondition: the shapes agree.
public func attentionPullback(
  _ outputGradient: Matrix, output: Matrix, input: Matrix, heads: Int,
  segments: ArraySlice<AttentionSegment>, beginnings: [RowRange] = [],
  attending: AttendingRows = .all, scratch: Matrix, statistics: Matrix,
  into inputGradient: Matrix
) {
  let kernel = "attentionPullback"
  let block = AttentionBlock(input, heads, statistics, scratch, kernel)
  let (width, size) = (block.width, block.headSize)
  requireShape(outputGradient, input.rows, width, "the output's gradient", kernel)
  requireShape(output, input.rows, width, "the output", kernel)
  requireSameShape(input, inputGradient, kernel)
  inputGradient.fill(0)
  let keys = block.transposed(block.keys(0), slot: 0)
  let values = block.transposed(block.values(0), slot: 1)
  let (weights, slopes) = (block.scores(slot: 0), block.scores(slot: 1))
  let gradient = ProductRows(base: inputGradient.base, stride: 3 &* width)
  for segment in segments {
    block.check(segment, beginnings, kernel)
    for head in 0..<heads {
      let column = head &* size
      let dy = ProductRows(base: outputGradient.base + column, stride: width)
      let y = ProductRows(base: output.base + column, stride: width)
      var first = attending.rows(of: segment).lowerBound &- segment.own.lowerBound
      while first < segment.own.count {
        let chunk = AttentionChunk(segment, beginnings, first: first, headSize: size)
        chunk.scores(block.queries(head), keys.from(row: column), into: weights)
        chunk.scores(dy, values.from(row: column), into: slopes)
        for index in 0..<chunk.rows {
          let row = chunk.ownStart &+ first &+ index
          block.pullBack(
            chunk.row(weights, index), slopes: slopes + index &* chunk.stride,
            mean: block.product(dy.from(row: row), y.from(row: row)),
            block.statistics(row, head))
        }
        chunk.weightedSums(slopes, block.keys(head), into: gradient.from(column: column))
        chunk.addTransposedSums(
          slopes, block.queries(head), to: gradient.from(column: width &+ column))
        chunk.addTransposedSums(weights, dy, to: gradient.from(column: 2 &* width &+ column))
        first &+= chunk.rows
      }
    }
  }
}

/// Forward mode of ``attention(_:heads:segments:beginnings:attending:scratch:statistics:into:)``.
///
/// `ṡ_ij = (q̇_i · k_j + q_i · k̇_j) / √d`, `ẏ_i = Σ_j p_ij (ṡ_ij − Σ_l p_il ṡ_il) v_j + Σ_j p_ij v̇_j`.
///
/// - Parameters:
///   - inputTangent: `[m, 3 w]`, of queries, keys and values.
///   - input: `[m, 3 w]`, the input of the forward pass.
///   - heads, segments, beginnings, attending, scratch, statistics: as in the forward pass.
///   - outputTangent: ẏ, `[m, w]`.
/// - Precondition: the shapes agree.
public func attentionPushforward(
  _ inputTangent: Matrix, input: Matrix, heads: Int, segments: ArraySlice<AttentionSegment>,
  beginnings: [RowRange] = [], attending: AttendingRows = .all, scratch: Matrix,
  statistics: Matrix, into outputTangent: Matrix
) {
  let kernel = "attentionPushforward"
  let block = AttentionBlock(input, heads, statistics, scratch, kernel)
  let (width, size) = (block.width, block.headSize)
  requireSameShape(input, inputTangent, kernel)
  requireShape(outputTangent, input.rows, width, "the output's tangent", kernel)
  let tangent = ProductRows(base: inputTangent.base, stride: 3 &* width)
  let keys = block.transposed(block.keys(0), slot: 0)
  let keyTangents = block.transposed(tangent.from(column: width), slot: 1)
  let (weights, slopes) = (block.scores(slot: 0), block.scores(slot: 1))
  for segment in segments {
    block.check(segment, beginnings, kernel)
    for head in 0..<heads {
      let column = head &* size
      let target = ProductRows(base: outputTangent.base + column, stride: width)
      var first = attending.rows(of: segment).lowerBound &- segment.own.lowerBound
      while first < segment.own.count {
        let chunk = AttentionChunk(segment, beginnings, first: first, headSize: size)
        chunk.scores(block.queries(head), keys.from(row: column), into: weights)
        chunk.scores(tangent.from(column: column), keys.from(row: column), into: slopes)
        chunk.scores(
          block.queries(head), keyTangents.from(row: column), into: slopes, adding: true)
        for index in 0..<chunk.rows {
          block.pushForward(
            chunk.row(weights, index), slopes: slopes + index &* chunk.stride,
            block.statistics(chunk.ownStart &+ first &+ index, head))
        }
        chunk.weightedSums(slopes, block.values(head), into: target)
        chunk.weightedSums(
          weights, tangent.from(column: 2 &* width &+ column), into: target, adding: true)
        first &+= chunk.rows
      }
    }
  }
}
