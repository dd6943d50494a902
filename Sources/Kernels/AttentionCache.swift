/// One row of a step of generation: the next token of a completion.
public struct CachedRow: Sendable, Equatable {
  private let prefixStart: Int32
  private let prefixEnd: Int32
  private let completionNumber: Int32
  private let tokens: Int32

  /// The rows of its prompt in the cache.
  @inline(__always)
  public var prefix: Range<Int> { Int(prefixStart)..<Int(prefixEnd) }
  /// Which completion it continues.
  @inline(__always)
  public var completion: Int { Int(completionNumber) }
  /// The completion's tokens before it.
  @inline(__always)
  public var length: Int { Int(tokens) }

  /// The row after `length` tokens of a completion of the prompt `prefix`.
  public init(prefix: Range<Int>, completion: Int, length: Int) {
    (prefixStart, prefixEnd) = (Int32(prefix.lowerBound), Int32(prefix.upperBound))
    completionNumber = Int32(completion)
    tokens = Int32(length)
  }
}

/// Keys and values of one layer: of prompts, each once, and of the completions that continue them.
///
/// Keys are stored transposed, so that neighbouring keys are neighbours in memory: those of a prompt
/// together, those of a completion 16 at a time.
public final class AttentionCache {
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
  /// The bits are those of ``attention(_:heads:segments:beginnings:attending:scratch:statistics:into:)`` for the
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

  /// Copies the keys and values of a completion's first `length` tokens to another completion.
  public func copy(_ source: Int, to target: Int, length count: Int) {
    require(
      min(source, target) >= 0 && max(source, target) < completions && source != target
        && (0...length).contains(count),
      "copy: \(count) tokens of completion \(source) to \(target) lie outside the cache")
    let block = wholeVectors(length) &* width
    (keys.base + target &* block)
      .update(from: keys.base + source &* block, count: wholeVectors(count) &* width)
    (values.base + target &* length &* width)
      .update(from: values.base + source &* length &* width, count: count &* width)
  }

  /// Where 16 keys of a completion stand, from the first number of the first head on.
  @inline(__always)
  private func sixteenKeys(_ row: CachedRow, _ block: Int) -> UnsafeMutablePointer<Float> {
    keys.base + (row.completion &* wholeVectors(length) &+ 16 &* block) &* width
  }

  /// Attends with rows of one prompt: step by step for all of them, so that no row waits for its own last
  /// step.
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
    let queries = ProductRows(base: input.base, stride: 3 &* width).from(row: first)
    // A row's scores lie head after head, behind them one over each head's sum.
    let scores = ProductRows(base: scratch.base, stride: heads &* stride)
    let inverses = scratch.base + rows.count &* heads &* stride
    scorePrompt(queries, promptKeys(prefix), rows: rows.count, into: scores, stride: stride)
    for (index, row) in rows.enumerated() {
      store(input, index: first &+ index, row)
      seen(by: row).scoreOwn(
        queries.from(row: index).base, into: scores.from(row: index, column: prefixWidth).base,
        stride: stride)
    }
    exponentiate(rows, scores, stride: stride, inverses: inverses)
    for (index, row) in rows.enumerated() {
      seen(by: row).addValues(
        scores.from(row: index).base, stride: stride, inverses: inverses + heads &* index,
        to: output.base + (first &+ index) &* width)
    }
  }

  /// Turns the scores of rows of one prompt into powers, and keeps one over each sum. All rows and heads take a step
  /// before any takes the next: one by one, each would wait for its own sums over the lanes.
  private func exponentiate(
    _ rows: ArraySlice<CachedRow>, _ scores: ProductRows, stride: Int,
    inverses: UnsafeMutablePointer<Float>
  ) {
    let scale = attentionScale(headSize: width / heads)
    func forEachScoreRow(_ body: (ScoreRow, UnsafeMutablePointer<Float>) -> Void) {
      for (index, row) in rows.enumerated() {
        for head in 0..<heads {
          body(
            ScoreRow(
              base: scores.from(row: index, column: head &* stride).base,
              prefixCount: row.prefix.count, ownCount: row.length &+ 1, width: stride),
            inverses + (heads &* index &+ head))
        }
      }
    }
    forEachScoreRow { $1.pointee = $0.maximum() * scale }
    forEachScoreRow { $0.exponentiate(scale: scale, maximum: $1.pointee) }
    forEachScoreRow { $1.pointee = 1 / $0.sum() }
  }

  /// The scores of rows of one prompt with its keys, four rows at a time. Past the keys stand numbers
  /// without meaning.
  @inline(__always)
  private func scorePrompt(
    _ queries: ProductRows, _ keys: ProductRows, rows: Int, into scores: ProductRows, stride: Int
  ) {
    let size = width / heads
    var row = 0
    while row < rows {
      let count = min(4, rows &- row)
      for head in 0..<heads {
        let left = queries.from(row: row, column: head &* size)
        var key = 0
        while key < keys.stride {
          let right = keys.from(row: head &* size, column: key)
          let target = scores.from(row: row, column: head &* stride &+ key)
          if keys.stride &- key > 16 {
            score(Lanes2.self, left, right, size, into: target, count)
          } else {
            score(Lanes1.self, left, right, size, into: target, count)
          }
          key &+= 32
        }
      }
      row &+= 4
    }
  }

  /// The scores of up to four rows with some neighbouring keys.
  @inline(__always)
  private func score<V: Lanes>(
    _ lanes: V.Type, _ queries: ProductRows, _ keys: ProductRows, _ size: Int,
    into scores: ProductRows, _ count: Int
  ) {
    var chains = FourChains<V>()
    chains.addProducts(
      queries.base, apart: queries.stride, count: count, keys.base, stride: keys.stride,
      steps: size)
    chains.store(to: scores.base, apart: scores.stride, count: count, width: 64)
  }

  /// The keys and values that a row sees.
  @inline(__always)
  private func seen(by row: CachedRow) -> SeenKeys {
    SeenKeys(
      heads: heads, width: width,
      prefixValues: promptValues.base + row.prefix.lowerBound &* width,
      prefixCount: row.prefix.count, ownKeys: sixteenKeys(row, 0),
      ownValues: values.base + row.completion &* length &* width, ownCount: row.length &+ 1)
  }
}
