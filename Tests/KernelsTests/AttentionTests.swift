import Kernels
import Randomness
import Testing

struct AttentionTests {
  /// Heads and their size.
  static let shapes = [(1, 1), (2, 3), (4, 16), (3, 12), (2, 24), (5, 8), (1, 64)]

  /// Prompts of 7 and 33 tokens with completions of many lengths, and one that is seen by nobody.
  static let segments = [
    AttentionSegment(prefix: 0..<0, own: 0..<7), AttentionSegment(prefix: 0..<7, own: 7..<12),
    AttentionSegment(prefix: 0..<7, own: 12..<62), AttentionSegment(prefix: 62..<62, own: 62..<95),
    AttentionSegment(prefix: 62..<95, own: 95..<96),
    AttentionSegment(prefix: 62..<95, own: 96..<112),
    AttentionSegment(prefix: 112..<112, own: 112..<113),
  ]
  static let rows = 113

  private struct Fixture {
    let heads, width: Int
    let input, output, statistics, scratch: Matrix
    var naive: NaiveAttention { NaiveAttention(input: input, heads: heads, segments: segments) }

    init(_ heads: Int, _ size: Int) {
      self.heads = heads
      width = heads * size
      var stream = RandomStream(seed: 40, purpose: "attention", heads, size)
      input = randomMatrix(rows, 3 * width, &stream, from: -2, to: 2)
      output = zeros(rows, width)
      statistics = zeros(rows, 2 * heads)
      scratch = zeros(1, attentionScratchCount(rows: rows, width: width, context: 66))
      scratch.fill(.nan)
      attention(
        input, heads: heads, segments: segments[...], scratch: scratch, statistics: statistics,
        into: output)
    }
  }

  private func expectClose(_ found: Matrix, _ exact: [Double], _ tolerance: Double = 1e-5) {
    #expect(found.count == exact.count)
    let scale = max(1, exact.map(abs).max() ?? 0)
    let worst = zip(found.toArray(), exact).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(worst < tolerance * scale)
  }

  @Test(arguments: shapes)
  func `rows attend to their prompt and to what comes before them`(heads: Int, size: Int) {
    let fixture = Fixture(heads, size)
    expectClose(fixture.output, fixture.naive.forward())
    #expect(
      neighboursStay(Self.rows, fixture.width) {
        attention(
          fixture.input, heads: heads, segments: Self.segments[...], scratch: fixture.scratch,
          statistics: fixture.statistics, into: $0)
      })
  }

  @Test(arguments: shapes)
  func `the pullback has the gradients of its equations`(heads: Int, size: Int) {
    let fixture = Fixture(heads, size)
    var stream = RandomStream(seed: 41, purpose: "attention gradient")
    let gradient = randomMatrix(Self.rows, fixture.width, &stream)
    let result = randomMatrix(Self.rows, 3 * fixture.width, &stream)
    attentionPullback(
      gradient, output: fixture.output, input: fixture.input, heads: heads,
      segments: Self.segments[...], scratch: fixture.scratch, statistics: fixture.statistics,
      into: result)
    expectClose(result, fixture.naive.pullback(gradient))
  }

  @Test(arguments: shapes)
  func `the pushforward has the tangents of its equation`(heads: Int, size: Int) {
    let fixture = Fixture(heads, size)
    var stream = RandomStream(seed: 42, purpose: "attention tangent")
    let tangent = randomMatrix(Self.rows, 3 * fixture.width, &stream)
    let result = randomMatrix(Self.rows, fixture.width, &stream)
    attentionPushforward(
      tangent, input: fixture.input, heads: heads, segments: Self.segments[...],
      scratch: fixture.scratch, statistics: fixture.statistics, into: result)
    expectClose(result, fixture.naive.pushforward(tangent), 3e-5)
  }

  /// Rows of another segment that are numbered elsewhere: a run of 19, one of 3 behind it, then 26 own rows. The
  /// rows 112..<160 are the same in one piece.
  @Test(arguments: shapes)
  func `a shared beginning has the bits of one's own, and its rows the gradients`(
    heads: Int, size: Int
  ) {
    let width = heads * size
    var stream = RandomStream(seed: 45, purpose: "shared beginning", heads, size)
    let input = randomMatrix(160, 3 * width, &stream, from: -2, to: 2)
    let tangent = randomMatrix(160, 3 * width, &stream)
    let gradient = randomMatrix(160, width, &stream)
    let runs = [RowRange(33..<34), RowRange(40..<59), RowRange(70..<73)]
    let sources = Array(40..<59) + Array(70..<73) + Array(80..<106)
    for (place, row) in sources.enumerated() {
      for (matrix, columns) in [(input, 3 * width), (tangent, 3 * width), (gradient, width)] {
        for column in 0..<columns { matrix[112 + place, column] = matrix[row, column] }
      }
    }
    let prompt = AttentionSegment(prefix: 0..<0, own: 0..<33)
    let shared = AttentionSegment(prefix: 0..<33, beginning: 1..<3, own: 80..<106)
    let whole = AttentionSegment(prefix: 0..<33, own: 112..<160)
    let scratch = zeros(1, attentionScratchCount(rows: 160, width: width, context: 81))
    scratch.fill(.nan)

    func passes(_ segments: [AttentionSegment]) -> [Matrix] {
      let (output, change) = (zeros(160, width), zeros(160, width))
      let (statistics, result) = (zeros(160, 2 * heads), zeros(160, 3 * width))
      attention(
        input, heads: heads, segments: segments[...], beginnings: runs, scratch: scratch,
        statistics: statistics, into: output)
      attentionPullback(
        gradient, output: output, input: input, heads: heads, segments: segments[...],
        beginnings: runs, scratch: scratch, statistics: statistics, into: result)
      attentionPushforward(
        tangent, input: input, heads: heads, segments: segments[...], beginnings: runs,
        scratch: scratch, statistics: statistics, into: change)
      return [output, change, result]
    }
    let (found, expected) = (passes([prompt, shared]), passes([prompt, whole]))
    for pass in 0..<2 {
      #expect(
        bits(found[pass].rows(80..<106).toArray())
          == bits(expected[pass].rows(134..<160).toArray()))
    }
    let naive = NaiveAttention(
      input: input, heads: heads, segments: [prompt, shared], beginnings: runs)
    expectClose(found[0], naive.forward())
    expectClose(found[1], naive.pushforward(tangent), 3e-5)
    expectClose(found[2], naive.pullback(gradient))
  }

  @Test(arguments: shapes)
  func `a segment has the same bits alone`(heads: Int, size: Int) {
    let fixture = Fixture(heads, size)
    let width = fixture.width
    // The completion in rows 12..<62 and its prompt, moved to other rows.
    let input = zeros(57, 3 * width)
    input.rows(0..<7).copy(from: fixture.input.rows(0..<7))
    input.rows(7..<57).copy(from: fixture.input.rows(12..<62))
    let output = zeros(57, width)
    let scratch = zeros(1, attentionScratchCount(rows: 57, width: width, context: 57))
    attention(
      input, heads: heads,
      segments: [
        AttentionSegment(prefix: 0..<0, own: 0..<7), AttentionSegment(prefix: 0..<7, own: 7..<57),
      ], scratch: scratch, statistics: zeros(57, 2 * heads), into: output)
    #expect(
      bits(output.rows(7..<57).toArray()) == bits(fixture.output.rows(12..<62).toArray()))
  }

  @Test(arguments: shapes)
  func `asking for the last row of prompts alone changes no bit of what is asked for`(
    heads: Int, size: Int
  ) {
    let fixture = Fixture(heads, size)
    let width = fixture.width
    let unasked = [0..<6, 62..<94]
    let output = zeros(Self.rows, width)
    attention(
      fixture.input, heads: heads, segments: Self.segments[...], attending: .lastOfPrompts,
      scratch: fixture.scratch, statistics: fixture.statistics, into: output)
    for rows in unasked {
      #expect(output.rows(rows).toArray().allSatisfy { $0 == 0 })
      output.rows(rows).copy(from: fixture.output.rows(rows))
    }
    #expect(bits(output.toArray()) == bits(fixture.output.toArray()))

    var stream = RandomStream(seed: 44, purpose: "asked rows")
    let gradient = randomMatrix(Self.rows, width, &stream)
    for rows in unasked { gradient.rows(rows).fill(0) }
    let (all, asked) = (zeros(Self.rows, 3 * width), zeros(Self.rows, 3 * width))
    func pullBack(_ attending: AttendingRows, into result: Matrix) {
      attentionPullback(
        gradient, output: fixture.output, input: fixture.input, heads: heads,
        segments: Self.segments[...], attending: attending, scratch: fixture.scratch,
        statistics: fixture.statistics, into: result)
    }
    pullBack(.all, into: all)
    for rows in unasked { gradient.rows(rows).fill(.nan) }
    pullBack(.lastOfPrompts, into: asked)
    #expect(bits(asked.toArray()) == bits(all.toArray()))
  }

  @Test(arguments: shapes)
  func `cached keys and values give the same bits token by token`(heads: Int, size: Int) {
    let fixture = Fixture(heads, size)
    let width = fixture.width
    let cache = AttentionCache(
      heads: heads, width: width, promptRows: 40, completions: 5, length: 50, role: activations,
      ledger: MemoryLedger())
    cache.storePrompt(fixture.input.rows(0..<7), at: 0)
    cache.storePrompt(fixture.input.rows(62..<95), at: 7)
    let completions = [(0..<7, 7..<12), (0..<7, 12..<62), (7..<40, 95..<96), (7..<40, 96..<112)]
    let scratch = zeros(1, AttentionCache.scratchCount(heads: heads, context: 66))
    scratch.fill(.nan)
    for length in 0..<50 {
      let running = completions.indices.filter { completions[$0].1.count > length }
      let input = zeros(running.count, 3 * width)
      for (row, index) in running.enumerated() {
        let source = completions[index].1.lowerBound + length
        input.rows(row..<row + 1).copy(from: fixture.input.rows(source..<source + 1))
      }
      let rows = running.map {
        CachedRow(prefix: completions[$0].0, completion: $0 + 1, length: length)
      }
      let output = zeros(running.count, width)
      cache.attend(input, rows: rows[...], scratch: scratch, into: output)
      for (row, index) in running.enumerated() {
        let source = completions[index].1.lowerBound + length
        #expect(
          bits(output.rows(row..<row + 1).toArray())
            == bits(fixture.output.rows(source..<source + 1).toArray()))
      }
    }
  }

  @Test
  func `attention and its derivatives have the pinned bits`() {
    let fixture = Fixture(4, 16)
    #expect(digest(fixture.output.toArray()) == 0xD5C7_11FA_60D3_883D)
    var stream = RandomStream(seed: 43, purpose: "golden attention")
    let gradient = randomMatrix(Self.rows, 64, &stream)
    let result = zeros(Self.rows, 192)
    attentionPullback(
      gradient, output: fixture.output, input: fixture.input, heads: 4,
      segments: Self.segments[...], scratch: fixture.scratch, statistics: fixture.statistics,
      into: result)
    #expect(digest(result.toArray()) == 0x5F09_7A9E_B846_D658)
    let tangent = zeros(Self.rows, 64)
    attentionPushforward(
      result, input: fixture.input, heads: 4, segments: Self.segments[...],
      scratch: fixture.scratch, statistics: fixture.statistics, into: tangent)
    #expect(digest(tangent.toArray()) == 0xDB98_1276_D958_F45F)
  }
}
