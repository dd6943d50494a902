import Kernels

extension PackedTokens {
  /// How much there is to compute for a pack: what the multiply-adds of a pass follow from.
  public struct Extent: Sendable, Equatable {
    /// Rows of the trunk.
    public var nodes = 0
    /// Output rows that are computed: those that are no copies.
    public var outputs = 0
    /// Rows behind whose last layer anybody looks: those of completions, and each prompt's last.
    public var asked = 0
    /// Pairs of a row and a key that it sees, itself among them.
    public var pairs = 0
    /// The same of the rows that are asked.
    public var askedPairs = 0

    /// Nothing.
    public init() {}
  }

  /// The pack's extent.
  public var extent: Extent {
    var extent = Extent()
    (extent.nodes, extent.outputs) = (nodeCount, outputNodes.count)
    for (index, segment) in segments.enumerated() {
      let count = segment.nodes.count
      if segment.prompt == index {
        extent.asked += 1
        extent.pairs += count * (count + 1) / 2
        extent.askedPairs += count
      } else {
        let before = runs[segment.beginning].reduce(segments[segment.prompt].nodes.count) {
          $0 + $1.count
        }
        let pairs = count * before + count * (count + 1) / 2
        extent.asked += count
        extent.pairs += pairs
        extent.askedPairs += pairs
      }
    }
    return extent
  }
}
