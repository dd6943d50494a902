/// One row of a step of generation: the next token of a completion.
public struct CachedRow: Sendable, Equatable {
  /// The rows of its prompt in the cache.
  public var prefix: Range<Int>
  /// Which completion it continues.
  public var completion: Int
  /// The completion's tokens before it.
  public var length: Int

  /// The row after `length` tokens of a completion of the prompt `prefix`.
  public init(prefix: Range<Int>, completion: Int, length: Int) {
    self.prefix = prefix
    self.completion = completion
    self.length = length
  }
}

/// Keys and values of one layer: of prompts, each once, and of the completions that continue them.
///
/// Keys are stored transposed, so that neighbouring keys are neighbours in memory: those of a prompt
/// together, those of a completion 16 at a time.
public struct AttentionCache {
  private let heads: Int
  private let width: Int
  private let promptRows: Int
  private let completions: Int
  private let length: Int
  private let promptKeys: Matrix
  private let promptValues: Matrix
  private let keys: Matrix
  private let values: Matrix

  /// Room for `promptRows` rows of prompts and `completions` completions of at most `length` tokens.
  public init(
    heads: Int, width: Int, promptRows: Int, completions: Int, length: Int, role: MemoryRole,
    ledger: MemoryLedger
  ) {
    require(heads > 0 && width % heads == 0, "\(heads) heads do not divide a width of \(width)")
    self.heads = heads
    self.width = width
    self.promptRows = promptRows
    self.completions = completions
    self.length = length
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rows: rows, columns: columns, role: role, ledger: ledger)
    }
    promptKeys = matrix(width, promptRows)
    promptValues = matrix(promptRows, width)
    keys = matrix(completions * wholeVectors(length), width)
    values = matrix(completions * length, width)
  }

  /// Stores the keys and values of a prompt, which ``CachedRow/prefix`` names by its rows.
  ///
  /// - Parameters:
  ///   - input: `[m, 3 w]`: queries, keys and values.
  ///   - row: the row of the cache that the first row goes to.
  /// - Precondition: the rows fit.
  public func storePrompt(_ input: Matrix, at row: Int) {
    requireShape(input, input.rows, 3 * width, "the input", "storePrompt")
    require(
      row >= 0 && row + input.rows <= promptRows,
      "storePrompt: rows \(row)..<\(row + input.rows) lie outside a cache of \(promptRows)")
    let source = ProductRows(base: input.base, stride: 3 &* width)
    transposeRows(
      source.from(column: width), rows: input.rows, columns: width,
      into: promptKeys(row..<row + input.rows))
    for index in 0..<input.rows {
      (promptValues.base + (row &+ index) &* width).update(
        from: source.from(row: index, column: 2 &* width).base, count: width)
    }
  }

  /// The transposed keys of a prompt, `[w, m]`.
  @inline(__always)
  private func promptKeys(_ prompt: Range<Int>) -> ProductRows {
    ProductRows(base: promptKeys.base + prompt.lowerBound &* width, stride: prompt.count)
  }

  /// The numbers of scratch that ``attend(_:rows:scratch:into:)`` needs where a row sees at most
  /// `context` keys.
  public static func scratchCount(heads: Int, context: Int) -> Int {
    AttentionChunk.mostRows * heads * (wholeVectors(context) + 33)
  }

  /// Stores the keys and values of the next token of some completions, and attends with its queries.
  ///
  /// The bits are those of ``attention(_:heads:segments:attending:scratch:statistics:into:)`` for the
  /// same rows, whatever rows are done together.
  ///
  /// - Parameters:
  ///   - input: `[m, 3 w]`: queries, keys and values of the m tokens.
  ///   - rows: what each row continues; no completion twice.
  ///   - scratch: at least ``scratchCount(heads:context:)`` numbers.
  ///   - output: `[m, w]`.
  /// - Precondition: the shapes agree, and the rows fit the cache.
  public func attend(
    _ input: Matrix, rows: ArraySlice<CachedRow>, scratch: Matrix, into output: Matrix
  ) {
    requireShape(input, rows.count, 3 * width, "the input", "attend")
    requireShape(output, rows.count, width, "the output", "attend")
    var start = rows.startIndex
    while start < rows.endIndex {
      var end = start
      var longest = 0
      while end < rows.endIndex && end &- start < AttentionChunk.mostRows
        && rows[end].prefix == rows[start].prefix
      {
        check(rows[end])
        longest = max(longest, rows[end].length &+ 1)
        end &+= 1
      }
      attend(
        input, rows[start..<end], from: start &- rows.startIndex, longest: longest, scratch,
        output)
      start = end
    }
  }

  private func check(_ row: CachedRow) {
    require(
      row.completion >= 0 && row.completion < completions && row.length >= 0
        && row.length < length && row.prefix.lowerBound >= 0
        && row.prefix.upperBound <= promptRows,
      "attend: token \(row.length) of completion \(row.completion) after \(row.prefix) lies outside "
        + "the cache")
  }

  /// Stores the key and the value of one row.
  private func store(_ input: Matrix, index: Int, _ row: CachedRow) {
    let source = input.base + (3 &* index &+ 1) &* width
    let target = sixteenKeys(row, row.length / 16) + row.length % 16
    for column in 0..<width { target[column &* 16] = source[column] }
    (values.base + (row.completion &* length &+ row.length) &* width)
      .update(from: source + width, count: width)
  }

  /// Where 16 keys of a completion stand, from the first number of the first head on.
  @inline(__always)
  private func sixteenKeys(_ row: CachedRow, _ block: Int) -> UnsafeMutablePointer<Float> {
    keys.base + (row.completion &* wholeVectors(length) &+ 16 &* block) &* width
  }

  /// Attends with rows of one prompt.
  ///
  /// The products with the prompt's keys and values are done head by head for all rows, those with a
  /// completion's own row by row for all heads.
  private func attend(
    _ input: Matrix, _ rows: ArraySlice<CachedRow>, from first: Int, longest: Int,
    _ scratch: Matrix, _ output: Matrix
  ) {
    let prefix = rows[rows.startIndex].prefix
    let prefixWidth = wholeVectors(prefix.count)
    let stride = prefixWidth &+ wholeVectors(longest)
    require(
      scratch.count >= heads * rows.count * (stride + 1),
      "attend: \(rows.count) rows of \(heads) × \(stride) scores do not fit \(scratch.count) numbers"
    )
    let size = width / heads
    let prefixKeys = promptKeys(prefix)
    let queries = ProductRows(base: input.base, stride: 3 &* width).from(row: first)
    let target = ProductRows(base: output.base, stride: width).from(row: first)
    // A row's scores lie head after head.
    let scores = ProductRows(base: scratch.base, stride: heads &* stride)
    let inverses = scratch.base + rows.count &* heads &* stride
    for head in 0..<heads {
      multiplyTiles(
        LeftFactor(
          base: queries.from(column: head &* size).base, rowStride: queries.stride, stepStride: 1),
        RightFactor(
          base: prefixKeys.from(row: head &* size).base, stride: prefixKeys.stride,
          steps: size),
        columns: prefixWidth, rows: rows.count, into: scores.from(column: head &* stride),
        from: nil)
    }
    for (index, row) in rows.enumerated() {
      store(input, index: first &+ index, row)
      scoreOwn(
        row, queries.from(row: index).base, scores.from(row: index, column: prefixWidth).base,
        stride: stride)
      exponentiate(
        row, scores.from(row: index).base, prefixWidth: prefixWidth, stride: stride,
        inverses: inverses + heads &* index)
    }
    for head in 0..<heads {
      multiplyTiles(
        LeftFactor(
          base: scores.from(column: head &* stride).base, rowStride: scores.stride, stepStride: 1),
        RightFactor(
          base: promptValues.base + prefix.lowerBound &* width + head &* size, stride: width,
          steps: prefix.count),
        columns: size, rows: rows.count, into: target.from(column: head &* size), from: nil)
    }
    for (index, row) in rows.enumerated() {
      addOwn(
        row, scores.from(row: index, column: prefixWidth).base, stride: stride,
        inverses: inverses + heads &* index, to: target.from(row: index).base)
    }
  }

  /// The scores of a row's queries with the keys of its own completion.
  private func scoreOwn(
    _ row: CachedRow, _ queries: UnsafeMutablePointer<Float>,
    _ scores: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let size = width / heads
    var block = 0
    while 16 &* block <= row.length {
      let keys = sixteenKeys(row, block)
      var head = 0
      while head < heads {
        let count = min(4, heads &- head)
        var chains = FourChains()
        chains.addProducts(
          queries + head &* size, apart: size, count: count, keys + head &* size &* 16,
          apart: size &* 16, stride: 16, steps: size)
        chains.store(
          to: scores + head &* stride + 16 &* block, apart: stride, count: count, width: 16)
        head &+= 4
      }
      block &+= 1
    }
  }

  /// Turns a row's scores into powers, and writes one over each head's sum.
  private func exponentiate(
    _ row: CachedRow, _ scores: UnsafeMutablePointer<Float>, prefixWidth: Int, stride: Int,
    inverses: UnsafeMutablePointer<Float>
  ) {
    let own = row.length &+ 1
    let scale = attentionScale(headSize: width / heads)
    for head in 0..<heads {
      inverses[head] =
        ScoreRow(
          base: scores + head &* stride, prefixCount: row.prefix.count, prefixWidth: prefixWidth,
          ownCount: own, width: prefixWidth &+ wholeVectors(own)
        ).exponentiate(scale: scale).inverse
    }
  }

  /// Adds the weighted sums of a completion's own values to those of its prompt's.
  private func addOwn(
    _ row: CachedRow, _ powers: UnsafeMutablePointer<Float>, stride: Int,
    inverses: UnsafeMutablePointer<Float>, to output: UnsafeMutablePointer<Float>
  ) {
    let size = width / heads
    let first = values.base + row.completion &* length &* width
    var head = 0
    while head < heads {
      let count = min(4, heads &- head)
      var column = head &* size
      let end = column &+ size
      while column < end {
        var chains = FourChains(output + column, apart: size, count: count)
        chains.addProducts(
          powers + head &* stride, apart: stride, count: count, first + column, apart: size,
          stride: width, steps: row.length &+ 1)
        chains.scale(by: inverses + head, count: count)
        chains.store(to: output + column, apart: size, count: count, width: end &- column)
        column &+= 16
      }
      head &+= 4
    }
  }
}
