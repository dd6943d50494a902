import Kernels

/// The buffers of a decoder: a block of rows at one layer.
struct DecoderWorkspace {
  let stream: Matrix
  let normal: Matrix
  let attentionInput: Matrix
  let attentionStatistics: Matrix
  let attended: Matrix
  let hidden: Matrix
  let attentionScratch: Matrix
  let cacheScratch: Matrix

  init(_ shape: Transformer.Shape, rows: Int, role: MemoryRole, ledger: MemoryLedger) {
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rows: rows, columns: columns, role: role, ledger: ledger)
    }
    stream = matrix(rows, shape.width)
    normal = matrix(rows, shape.width)
    attentionInput = matrix(rows, 3 * shape.width)
    attentionStatistics = matrix(rows, 2 * shape.heads)
    attended = matrix(rows, shape.width)
    hidden = matrix(rows, 4 * shape.width)
    attentionScratch = matrix(
      1, attentionScratchCount(rows: rows, width: shape.width, context: shape.context))
    cacheScratch = matrix(
      1, AttentionCache.scratchCount(heads: shape.heads, context: shape.context))
  }

  private init(_ all: DecoderWorkspace, _ rows: Range<Int>) {
    stream = all.stream.rows(rows)
    normal = all.normal.rows(rows)
    attentionInput = all.attentionInput.rows(rows)
    attentionStatistics = all.attentionStatistics.rows(rows)
    attended = all.attended.rows(rows)
    hidden = all.hidden.rows(rows)
    attentionScratch = all.attentionScratch
    cacheScratch = all.cacheScratch
  }

  /// Views of the first rows.
  func first(_ rows: Int) -> DecoderWorkspace { self.rows(0..<rows) }

  /// Views of some rows.
  func rows(_ rows: Range<Int>) -> DecoderWorkspace { DecoderWorkspace(self, rows) }
}
