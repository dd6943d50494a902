import Kernels

/// What a pass does in which order: the rows, cut into blocks of whole groups.
///
/// A pass takes a block through all layers before the next, so that what one step writes is still in
/// the cache when the next reads it. Blocks change no bit: no row's numbers depend on other groups, and
/// the sums of the weights' gradients go on from block to block in the order of the rows.
struct TransformerPlan {
  /// Some neighbouring rows that no others see.
  struct Block {
    private let nodeRows, outputRows, askedRows, copyPlaces, segmentPlaces: RowRange

    init(
      nodes: Range<Int>, outputs: Range<Int>, asked: Range<Int>, copies: Range<Int>,
      segments: Range<Int>
    ) {
      (nodeRows, outputRows, askedRows) = (RowRange(nodes), RowRange(outputs), RowRange(asked))
      (copyPlaces, segmentPlaces) = (RowRange(copies), RowRange(segments))
    }

    var nodes: Range<Int> { nodeRows.rows }
    /// The output rows, copies among them.
    var outputs: Range<Int> { outputRows.rows }
    /// Which of ``TransformerPlan/outputNodes`` are the block's: those of the output rows that are no copies.
    var asked: Range<Int> { askedRows.rows }
    var copies: Range<Int> { copyPlaces.rows }
    var segments: Range<Int> { segmentPlaces.rows }
  }

  private(set) var tokens: [Int32] = []
  private(set) var positions: [Int32] = []
  /// The row of each output row that is no copy, counted in its block.
  private(set) var outputNodes: [Int32] = []
  /// Output rows that are copies, counted in their block.
  private(set) var copies: [PackedTokens.OutputCopy] = []
  private(set) var outputCount = 0
  /// The segments, their rows counted in their block.
  private(set) var segments: [AttentionSegment] = []
  /// The runs of rows that segments begin with, counted in their block.
  private(set) var beginnings: [RowRange] = []
  private(set) var blocks: [Block] = []
  private var firstPrompts: [Int32] = []

  /// What a segment takes in the lists, where each begins with one run and copies outputs once.
  private static let segmentBytes =
    MemoryLayout<AttentionSegment>.stride + MemoryLayout<RowRange>.stride
    + MemoryLayout<PackedTokens.OutputCopy>.stride + MemoryLayout<Int32>.stride
    + MemoryLayout<Block>.stride

  /// Room for passes of so many rows, and a segment of four rows on average before it must grow.
  init(nodeCapacity: Int, outputCapacity: Int, role: MemoryRole, ledger: MemoryLedger) {
    let segmentCapacity = nodeCapacity / 4 + 1
    tokens.reserveCapacity(nodeCapacity)
    positions.reserveCapacity(nodeCapacity)
    outputNodes.reserveCapacity(outputCapacity)
    copies.reserveCapacity(segmentCapacity)
    segments.reserveCapacity(segmentCapacity)
    beginnings.reserveCapacity(segmentCapacity)
    firstPrompts.reserveCapacity(segmentCapacity)
    blocks.reserveCapacity(segmentCapacity)
    ledger.add(
      (2 * nodeCapacity + outputCapacity) * MemoryLayout<Int32>.stride
        + segmentCapacity * Self.segmentBytes, to: role)
  }

  /// Plans a pass over `input`.
  ///
  /// - Parameter fewestRows: groups are put together until a block has so many rows.
  mutating func update(_ input: PackedTokens, fewestRows: Int) {
    replace(&tokens, input.tokens)
    replace(&positions, input.positions)
    replace(&outputNodes, input.outputNodes)
    replace(&copies, input.copies)
    replace(&beginnings, input.runs)
    outputCount = input.outputCount
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

  private func replace<Element>(_ target: inout [Element], _ source: [Element]) {
    target.removeAll(keepingCapacity: true)
    target.append(contentsOf: source)
  }

  /// The least prompt that each segment or a later one continues.
  private mutating func findFirstPrompts(_ input: PackedTokens) {
    firstPrompts.removeAll(keepingCapacity: true)
    for segment in input.segments { firstPrompts.append(Int32(segment.prompt)) }
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
    let end = last.nodes.upperBound
    let firstSegment = segments.count
    for index in range {
      let segment = input.segments[index]
      for place in segment.beginning { beginnings[place] = beginnings[place].counted(from: start) }
      if segment.nodes.isEmpty { continue }
      let prompt = input.segments[segment.prompt].nodes
      let own = segment.nodes.lowerBound - start..<segment.nodes.upperBound - start
      segments.append(
        AttentionSegment(
          prefix: segment.prompt == index
            ? own.lowerBound..<own.lowerBound
            : prompt.lowerBound - start..<prompt.upperBound - start,
          beginning: segment.beginning, own: own))
    }
    appendOutputs(
      start..<end, first.outputs.lowerBound..<last.outputs.upperBound,
      segments: firstSegment..<segments.count)
  }

  /// Appends a block, with the outputs that ask for its rows.
  private mutating func appendOutputs(
    _ nodes: Range<Int>, _ outputs: Range<Int>, segments: Range<Int>
  ) {
    let firstCopy = blocks.last?.copies.upperBound ?? 0
    let firstAsked = blocks.last?.asked.upperBound ?? 0
    var (lastCopy, copied) = (firstCopy, 0)
    while lastCopy < copies.count, copies[lastCopy].target.lowerBound < outputs.upperBound {
      copies[lastCopy] = copies[lastCopy].counted(from: outputs.lowerBound)
      copied += copies[lastCopy].target.count
      lastCopy += 1
    }
    let asked = firstAsked..<firstAsked + outputs.count - copied
    for place in asked { outputNodes[place] -= Int32(nodes.lowerBound) }
    blocks.append(
      Block(
        nodes: nodes, outputs: outputs, asked: asked, copies: firstCopy..<lastCopy,
        segments: segments))
  }
}
