import Kernels

/// Which rows a ``TransformerDecoder`` computes: those of a prompt, or of a step one for all completions of a prompt
/// that have the same tokens so far.
struct DecoderRows {
  /// The tokens of the rows, and their places in their sequences.
  private(set) var tokens: [Int32] = []
  private(set) var positions: [Int32] = []
  /// What the rows of a step continue.
  private(set) var cached: [CachedRow] = []
  private var asked: [AskedRow] = []
  private var prompts: [Range<Int>] = []
  private var completionsPerPrompt = 1
  /// The tokens that each completion has.
  private var lengths: [Int32] = []
  /// For each completion one with the same tokens so far whose keys and values are in the caches.
  private var leaders: [Int32] = []
  private let maximumLength: Int
  /// What the arrays hold at most.
  let bytes: Int

  /// Bytes of a row of a step, beside its token and position.
  static let rowBytes = MemoryLayout<CachedRow>.stride + MemoryLayout<AskedRow>.stride

  /// A row that a step was asked for.
  private struct AskedRow {
    /// A completion with the same tokens before this one.
    let leader: Int32
    let length: Int32
    let token: Int32
    /// Where it is computed among the rows of the block.
    let place: Int32
  }

  /// Room for the rows of prompts and of one block of a step.
  ///
  /// - Parameters:
  ///   - prompts: the most prompts.
  ///   - promptRows: the most tokens of all prompts together.
  ///   - completions: the most completions.
  ///   - length: the most tokens of a completion.
  ///   - blockRows: the most rows of a block.
  init(prompts: Int, promptRows: Int, completions: Int, length: Int, blockRows: Int) {
    maximumLength = length
    bytes =
      8 * (promptRows + blockRows) + Self.rowBytes * blockRows + 8 * completions + 16 * prompts
    self.prompts.reserveCapacity(prompts)
    lengths.reserveCapacity(completions)
    leaders.reserveCapacity(completions)
    tokens.reserveCapacity(promptRows + blockRows)
    positions.reserveCapacity(promptRows + blockRows)
    asked.reserveCapacity(blockRows)
    cached.reserveCapacity(blockRows)
  }

  /// Starts anew, with completions that have no token.
  mutating func begin(prompts count: Int, completionsPerPrompt: Int) {
    self.completionsPerPrompt = completionsPerPrompt
    prompts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    lengths.append(contentsOf: repeatElement(0, count: count * completionsPerPrompt))
    leaders.removeAll(keepingCapacity: true)
    for completion in lengths.indices {
      leaders.append(Int32(completion - completion % completionsPerPrompt))
    }
  }

  /// The rows of the next prompt, which stand in the caches from `row` on.
  mutating func append(_ prompt: [Int], at row: Int) {
    prompts.append(row..<row + prompt.count)
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    for (position, token) in prompt.enumerated() {
      tokens.append(Int32(token))
      positions.append(Int32(position))
    }
  }

  /// The rows of a block of a step. Where completions part, the keys and values of their common tokens are copied.
  ///
  /// - Precondition: the completions were begun and have room.
  mutating func append(
    _ added: ArraySlice<Int>, of completions: ArraySlice<Int>, _ caches: [AttentionCache]
  ) {
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    asked.removeAll(keepingCapacity: true)
    cached.removeAll(keepingCapacity: true)
    for (token, completion) in zip(added, completions) {
      precondition(
        lengths.indices.contains(completion), "completion \(completion) was not begun")
      let length = lengths[completion]
      precondition(
        length < maximumLength, "completion \(completion) has \(length) tokens, all that fit")
      append(Int32(token), of: completion, length, leaders[completion], caches)
      lengths[completion] = length + 1
    }
  }

  /// Writes down one row, behind the tokens that its completion has in common with `leader`.
  private mutating func append(
    _ token: Int32, of completion: Int, _ length: Int32, _ leader: Int32,
    _ caches: [AttentionCache]
  ) {
    var place = Int32(cached.count)
    if let twin = twin(token, length, leader) {
      place = twin
      leaders[completion] = Int32(cached[Int(place)].completion)
    } else {
      if leader != completion {
        for cache in caches { cache.copy(Int(leader), to: completion, length: Int(length)) }
        leaders[completion] = Int32(completion)
      }
      let prompt = prompts[completion / completionsPerPrompt]
      tokens.append(token)
      positions.append(Int32(prompt.count) + length)
      cached.append(CachedRow(prefix: prompt, completion: completion, length: Int(length)))
    }
    asked.append(AskedRow(leader: leader, length: length, token: token, place: place))
  }

  /// Where a row with the same tokens is computed.
  private func twin(_ token: Int32, _ length: Int32, _ leader: Int32) -> Int32? {
    for row in asked where row.token == token && row.leader == leader && row.length == length {
      return row.place
    }
    return nil
  }

  /// Calls `body` for each row asked for that is computed in another's place, the last first: a row is computed no
  /// later than it is asked for, so that in this order none is overwritten too soon.
  func forEachCopy(_ body: (_ row: Int, _ place: Int) -> Void) {
    for index in asked.indices.reversed() where asked[index].place != index {
      body(index, Int(asked[index].place))
    }
  }
}
