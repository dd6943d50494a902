import Kernels

/// What a pass does in which order: the rows, cut into blocks of whole groups.
///
/// A pass takes a block through all layers before the next, so that what one step writes is still in
/// the cache when the next reads it. Blocks change no bit: no row's numbers depend on other groups, and
/// the sums of the weights' gradients go on from block to block in the order of the rows.
struct TransformerPlan {
  /// Some neighbouring rows that no others see.
  struct Block {
    let nodes: Range<Int>
    let outputs: Range<Int>
    let segments: Range<Int>
  }

  private(set) var tokens: [Int32] = []
  private(set) var positions: [Int32] = []
  /// The row of each output row, counted in its block.
  private(set) var outputNodes: [Int32] = []
  /// The segments, their rows counted in their block.
  private(set) var segments: [AttentionSegment] = []
  private(set) var blocks: [Block] = []
  private var firstPrompts: [Int] = []

  /// Room for passes of so many rows, and a segment of four rows on average before it must grow.
  init(nodeCapacity: Int, outputCapacity: Int, role: MemoryRole, ledger: MemoryLedger) {
    let segmentCapacity = nodeCapacity / 4 + 1
    tokens.reserveCapacity(nodeCapacity)
    positions.reserveCapacity(nodeCapacity)
    outputNodes.reserveCapacity(outputCapacity)
    segments.reserveCapacity(segmentCapacity)
    firstPrompts.reserveCapacity(segmentCapacity)
    blocks.reserveCapacity(segmentCapacity)
    let segmentBytes =
      MemoryLayout<AttentionSegment>.stride + MemoryLayout<Int>.stride
      + MemoryLayout<Block>.stride
    ledger.add(
      (2 * nodeCapacity + outputCapacity) * MemoryLayout<Int32>.stride
        + segmentCapacity * segmentBytes, to: role)
  }

  /// Plans a pass over `input`.
  ///
  /// - Parameter fewestRows: groups are put together until a block has so many rows.
  mutating func update(_ input: PackedTokens, fewestRows: Int) {
    copy(input.tokens, to: &tokens)
    copy(input.positions, to: &positions)
    outputNodes.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    blocks.removeAll(keepingCapacity: true)
    findFirstPrompts(input)
    var first = 0
    for next in 1..<max(1, input.segments.count + 1) {
      let isGroupEnd = next == input.segments.count || firstPrompts[next] >= next
      let rows = input.segments[next - 1].nodes.upperBound - input.segments[first].nodes.lowerBound
      if isGroupEnd && (rows >= fewestRows || next == input.segments.count) {
        appendBlock(input, first..<next)
        first = next
      }
    }
  }

  private func copy(_ source: [Int32], to target: inout [Int32]) {
    target.removeAll(keepingCapacity: true)
    target.append(contentsOf: source)
  }

  /// The least prompt that each segment or a later one continues.
  private mutating func findFirstPrompts(_ input: PackedTokens) {
    firstPrompts.removeAll(keepingCapacity: true)
    for segment in input.segments { firstPrompts.append(segment.prompt) }
    for index in firstPrompts.indices.dropLast().reversed() {
      firstPrompts[index] = min(firstPrompts[index], firstPrompts[index + 1])
    }
  }

  /// Calls `body` with the runs of rows, counted in the block, behind whose last layer anybody looks: the
  /// last row of each prompt and all rows of completions, neighbours together and in order.
  func forEachAskedRun(_ block: Block, _ body: (Range<Int>) -> Void) {
    var run = 0..<0
    for segment in segments[block.segments] {
      let first = AttendingRows.lastOfPrompts.rows(of: segment)
      if first.lowerBound != run.upperBound {
        if !run.isEmpty { body(run) }
        run = first
      } else {
        run = run.lowerBound..<first.upperBound
      }
    }
    if !run.isEmpty { body(run) }
  }

  private mutating func appendBlock(_ input: PackedTokens, _ range: Range<Int>) {
    let (first, last) = (input.segments[range.lowerBound], input.segments[range.upperBound - 1])
    let start = first.nodes.lowerBound
    let outputs = first.outputs.lowerBound..<last.outputs.upperBound
    let firstSegment = segments.count
    for index in range {
      let segment = input.segments[index]
      if segment.nodes.isEmpty { continue }
      let prompt = input.segments[segment.prompt].nodes
      let own = segment.nodes.lowerBound - start..<segment.nodes.upperBound - start
      segments.append(
        AttentionSegment(
          prefix: segment.prompt == index
            ? own.lowerBound..<own.lowerBound
            : prompt.lowerBound - start..<prompt.upperBound - start,
          own: own))
    }
    for output in outputs { outputNodes.append(input.outputNodes[output] - Int32(start)) }
    blocks.append(
      Block(
        nodes: start..<last.nodes.upperBound, outputs: outputs,
        segments: firstSegment..<segments.count))
  }
}
