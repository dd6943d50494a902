import Kernels

/// Output rows that ask the same of the same node are computed once, in the first rows of their block.
extension TransformerPlan {
  /// Where a block's computed output rows stand, counted in the pass.
  func askedRows(_ block: Block) -> Range<Int> {
    block.outputs.lowerBound..<block.outputs.lowerBound + block.asked.count
  }

  /// Moves the computed rows of a block's outputs to their places, and copies them where they are asked again.
  ///
  /// - Parameter outputs: the block's; the first rows are the computed ones in their order.
  func spread(_ outputs: Matrix, _ block: Block) {
    var (computed, end) = (block.asked.count, outputs.rows)
    for copy in copies[block.copies].reversed() {
      let own = copy.target.upperBound..<end
      outputs.rows(own).copy(from: outputs.rows(computed - own.count..<computed))
      computed -= own.count
      end = copy.target.lowerBound
    }
    for copy in copies[block.copies] {
      outputs.rows(copy.target).copy(from: outputs.rows(copy.source))
    }
  }

  /// The reverse mode of ``spread(_:_:)``: adds the gradients of copies to those of the rows that they are of, and
  /// moves the sums to the first rows.
  func collect(_ gradient: Matrix, _ block: Block) {
    for copy in copies[block.copies].reversed() {
      addScaled(gradient.rows(copy.target), by: 1, to: gradient.rows(copy.source))
    }
    // A completion's own rows lie between its copies and those of the next.
    var (computed, start) = (0, 0)
    for copy in copies[block.copies] {
      move(gradient, start..<copy.target.lowerBound, to: &computed)
      start = copy.target.upperBound
    }
    move(gradient, start..<gradient.rows, to: &computed)
  }

  private func move(_ gradient: Matrix, _ rows: Range<Int>, to first: inout Int) {
    if rows.lowerBound != first {
      gradient.rows(first..<first + rows.count).copy(from: gradient.rows(rows))
    }
    first += rows.count
  }
}
