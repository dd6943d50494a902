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
    let first = block.outputs.lowerBound
    var (computed, end) = (block.asked.count, outputs.rows)
    for copy in copies[block.copies].reversed() {
      let target = copy.target.moved(by: -first).rows
      let count = end - target.upperBound
      computed -= count
      outputs.rows(target.upperBound..<end).copy(from: outputs.rows(computed..<computed + count))
      end = target.lowerBound
    }
    for copy in copies[block.copies] {
      let source = Int(copy.source) - first
      outputs.rows(copy.target.moved(by: -first).rows)
        .copy(from: outputs.rows(source..<source + copy.target.count))
    }
  }

  /// The reverse mode of ``spread(_:_:)``: adds the gradients of copies to those of the computed rows, and moves
  /// these to the first rows.
  func collect(_ gradient: Matrix, _ block: Block) {
    let first = block.outputs.lowerBound
    for copy in copies[block.copies].reversed() {
      let source = Int(copy.source) - first
      addScaled(
        gradient.rows(copy.target.moved(by: -first).rows), by: 1,
        to: gradient.rows(source..<source + copy.target.count))
    }
    var computed: Int?
    for place in block.copies {
      let target = copies[place].target.moved(by: -first).rows
      let end =
        place + 1 < block.copies.upperBound
        ? copies[place + 1].target.rows.lowerBound - first : gradient.rows
      let count = end - target.upperBound
      let start = computed ?? target.lowerBound
      gradient.rows(start..<start + count).copy(from: gradient.rows(target.upperBound..<end))
      computed = start + count
    }
  }
}
