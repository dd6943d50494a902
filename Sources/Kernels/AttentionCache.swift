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
/// Keys are stored transposed, so that neighbouring keys are neighbours in memory.
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
    keys = matrix(completions * width, length)
    values = matrix(completions * length, width)
  }

  /// Stores the keys and values of prompts.
  ///
  /// - Parameters:
  ///   - input: `[m, 3 w]`: queries, keys and values.
  ///   - row: the row of the cache that the first row goes to.
  /// - Precondition: the rows fit.
  public func storePrompts(_ input: Matrix, at row: Int) {
    requireShape(input, input.rows, 3 * width, "the input", "storePrompts")
    require(
      row >= 0 && row + input.rows <= promptRows,
      "storePrompts: rows \(row)..<\(row + input.rows) lie outside a cache of \(promptRows)")
    let source = ProductRows(base: input.base, stride: 3 &* width)
    transposeRows(
      source.from(column: width), rows: input.rows, columns: width,
      into: ProductRows(base: promptKeys.base + row, stride: promptRows))
    for index in 0..<input.rows {
      (promptValues.base + (row &+ index) &* width).update(
        from: source.from(row: index, column: 2 &* width).base, count: width)
    }
  }

  /// The numbers of scratch that ``attend(_:rows:scratch:into:)`` needs where a row sees at most
  /// `context` keys.
  public static func scratchCount(context: Int) -> Int {
    AttentionChunk.mostRows * (wholeVectors(context) + 32)
  }

  /// Stores the keys and values of the next token of some completions, and attends with its queries.
  ///
  /// The bits are those of ``attention(_:heads:segments:scratch:statistics:into:)`` for the same rows,
  /// whatever rows are done together.
  ///
  /// - Parameters:
  ///   - input: `[m, 3 w]`: queries, keys and values of the m tokens.
  ///   - rows: what each row continues; no completion twice.
  ///   - scratch: at least ``scratchCount(context:)`` numbers.
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
        store(input, index: end &- rows.startIndex, rows[end])
        longest = max(longest, rows[end].length &+ 1)
        end &+= 1
      }
      attend(
        input, rows[start..<end], from: start &- rows.startIndex, longest: longest, scratch,
        output)
      start = end
    }
  }

  /// Stores the key and the value of one row.
  private func store(_ input: Matrix, index: Int, _ row: CachedRow) {
    require(
      row.completion >= 0 && row.completion < completions && row.length >= 0
        && row.length < length && row.prefix.lowerBound >= 0
        && row.prefix.upperBound <= promptRows,
      "attend: token \(row.length) of completion \(row.completion) after \(row.prefix) lies outside "
        + "the cache")
    let source = input.base + (3 &* index &+ 1) &* width
    let target = keys.base + row.completion &* width &* length + row.length
    for column in 0..<width { target[column &* length] = source[column] }
    (values.base + (row.completion &* length &+ row.length) &* width)
      .update(from: source + width, count: width)
  }

  /// Attends with rows of one prompt.
  private func attend(
    _ input: Matrix, _ rows: ArraySlice<CachedRow>, from first: Int, longest: Int,
    _ scratch: Matrix, _ output: Matrix
  ) {
    let prefix = rows[rows.startIndex].prefix
    let prefixWidth = wholeVectors(prefix.count)
    let stride = prefixWidth &+ wholeVectors(longest)
    require(
      scratch.count >= rows.count * stride,
      "attend: \(rows.count) rows of \(stride) scores do not fit \(scratch.count) numbers")
    let size = width / heads
    let scale = attentionScale(headSize: size)
    let scores = ProductRows(base: scratch.base, stride: stride)
    for head in 0..<heads {
      let column = head &* size
      let queries = ProductRows(base: input.base + column, stride: 3 &* width).from(row: first)
      let target = ProductRows(base: output.base + column, stride: width).from(row: first)
      multiplyTiles(
        LeftFactor(base: queries.base, rowStride: queries.stride, stepStride: 1),
        RightFactor(
          base: promptKeys.base + column &* promptRows + prefix.lowerBound, stride: promptRows,
          steps: size),
        columns: prefixWidth, rows: rows.count, into: scores, from: nil)
      for (index, row) in rows.enumerated() {
        let own = scores.from(row: index, column: prefixWidth)
        multiplyTiles(
          LeftFactor(base: queries.from(row: index).base, rowStride: 0, stepStride: 1),
          RightFactor(
            base: keys.base + (row.completion &* width &+ column) &* length, stride: length,
            steps: size),
          columns: wholeVectors(row.length &+ 1), rows: 1, into: own, from: nil)
      }
      multiplyPowers(
        rows, scores, prefixWidth: prefixWidth, scale: scale, column: column, into: target)
    }
  }

  /// Turns scores into powers and multiplies the values with them.
  @inline(__always)
  private func multiplyPowers(
    _ rows: ArraySlice<CachedRow>, _ scores: ProductRows, prefixWidth: Int, scale: Float,
    column: Int, into target: ProductRows
  ) {
    let prefix = rows[rows.startIndex].prefix
    let size = width / heads
    withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count) { inverses in
      for (index, row) in rows.enumerated() {
        let own = row.length &+ 1
        inverses[index] =
          ScoreRow(
            base: scores.from(row: index).base, prefixCount: prefix.count,
            prefixWidth: prefixWidth, ownCount: own,
            width: prefixWidth &+ wholeVectors(own)
          ).exponentiate(scale: scale).inverse
      }
      multiplyTiles(
        LeftFactor(base: scores.base, rowStride: scores.stride, stepStride: 1),
        RightFactor(
          base: promptValues.base + prefix.lowerBound &* width + column, stride: width,
          steps: prefix.count),
        columns: size, rows: rows.count, into: target, from: nil)
      for (index, row) in rows.enumerated() {
        let sums = target.from(row: index)
        multiplyTiles(
          LeftFactor(
            base: scores.from(row: index, column: prefixWidth).base, rowStride: 0, stepStride: 1),
          RightFactor(
            base: values.base + row.completion &* length &* width + column, stride: width,
            steps: row.length &+ 1),
          columns: size, rows: 1, into: sums, from: sums)
        scaleLanes(sums.base, by: inverses[index], count: size)
      }
    }
  }
}
