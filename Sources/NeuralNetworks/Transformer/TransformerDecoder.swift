import Kernels

/// Generates with cached keys and values: prompts are computed once, and a step computes only the new
/// token of each completion that is still running.
///
/// The logits have the bits that ``Transformer/forward(_:_:)`` gives the same tokens, whatever is
/// generated together and whichever completions have been left out. Completions of one prompt that have
/// the same tokens so far are computed once.
public final class TransformerDecoder {
  private let shape: Transformer.Shape
  private let entries: Transformer.Entries
  private let layers: [TransformerLayer]
  private let head: TransformerHead
  private let rotary: RotaryTable?
  private let caches: [AttentionCache]
  private let space: DecoderWorkspace
  private let outputs: Matrix
  private let promptRows: Int
  private let maximumPrompts: Int
  private let maximumCompletions: Int
  private let maximumLength: Int
  private var prompts: [Range<Int>] = []
  private var lengths: [Int32] = []
  /// For each completion one with the same tokens so far whose keys and values are in the caches.
  private var leaders: [Int32] = []
  private var completionsPerPrompt = 1
  private var tokens: [Int32] = []
  private var positions: [Int32] = []
  private var asked: [AskedRow] = []
  private var rows: [CachedRow] = []
  private var segment = [AttentionSegment(prefix: 0..<0, own: 0..<0)]

  /// The rows that a step takes through the layers at once.
  static let blockRows = 126

  /// Bytes that a row of a step takes beside the matrices.
  public static let rowBytes = MemoryLayout<CachedRow>.stride + MemoryLayout<AskedRow>.stride

  /// A row that a step was asked for.
  private struct AskedRow {
    /// A completion with the same tokens before this one.
    let leader: Int32
    let length: Int32
    let token: Int32
    /// Where it is computed among the rows of the block.
    let place: Int32
  }

  /// A decoder for parameters laid out as `entries`.
  ///
  /// - Parameters:
  ///   - maximumPrompts: the most prompts at a time.
  ///   - promptRows: the most tokens of all prompts together.
  ///   - maximumCompletions: the most completions at a time.
  ///   - maximumLength: the most tokens of a completion that ``step(_:of:_:)`` is given.
  /// - Precondition: the shape has no ``Transformer/Shape/problem()``.
  public init(
    _ shape: Transformer.Shape, entries: Transformer.Entries, maximumPrompts: Int,
    promptRows: Int, maximumCompletions: Int, maximumLength: Int, owner: MemoryOwner,
    ledger: MemoryLedger
  ) {
    if let problem = shape.problem() { preconditionFailure(problem) }
    self.shape = shape
    self.entries = entries
    self.maximumPrompts = maximumPrompts
    self.promptRows = promptRows
    self.maximumCompletions = maximumCompletions
    self.maximumLength = maximumLength
    let role = MemoryRole(owner, .rollout)
    layers = entries.layers.map {
      TransformerLayer(shape, $0, transposes: false, role: role, ledger: ledger)
    }
    head = TransformerHead(shape, entries, transposes: false, role: role, ledger: ledger)
    rotary =
      shape.positions == .rotary
      ? RotaryTable(
        positions: shape.context, width: shape.width, headSize: shape.width / shape.heads,
        role: role, ledger: ledger) : nil
    caches = (0..<shape.layers).map { _ in
      AttentionCache(
        heads: shape.heads, width: shape.width, promptRows: promptRows,
        completions: maximumCompletions, length: maximumLength, role: role.part(.keyValueCache),
        ledger: ledger)
    }
    space = DecoderWorkspace(
      shape, rows: max(Self.blockRows, min(shape.context, promptRows)), role: role, ledger: ledger)
    outputs = Matrix(
      rows: max(maximumPrompts, maximumCompletions), columns: shape.outputs, role: role,
      ledger: ledger)
    prompts.reserveCapacity(maximumPrompts)
    lengths.reserveCapacity(maximumCompletions)
    leaders.reserveCapacity(maximumCompletions)
    tokens.reserveCapacity(promptRows + Self.blockRows)
    positions.reserveCapacity(promptRows + Self.blockRows)
    asked.reserveCapacity(Self.blockRows)
    rows.reserveCapacity(Self.blockRows)
    ledger.add(
      8 * (promptRows + Self.blockRows) + Self.rowBytes * Self.blockRows
        + 8 * maximumCompletions + 16 * maximumPrompts, to: role)
  }

  /// Starts anew: computes each prompt, for `completionsPerPrompt` completions each.
  ///
  /// - Returns: the outputs of each prompt's last token, `[prompts, outputs]`: a view that holds until
  ///   the next call.
  /// - Precondition: no prompt is empty, and all fit.
  public func begin(
    _ prompts: [[Int]], completionsPerPrompt: Int, _ parameters: ParameterVector
  ) -> Matrix {
    precondition(
      prompts.count <= maximumPrompts && completionsPerPrompt >= 1
        && prompts.count * completionsPerPrompt <= maximumCompletions,
      "\(prompts.count) prompts with \(completionsPerPrompt) completions each exceed the decoder's "
        + "\(maximumPrompts) prompts and \(maximumCompletions) completions")
    self.completionsPerPrompt = completionsPerPrompt
    lengths.removeAll(keepingCapacity: true)
    lengths.append(contentsOf: repeatElement(0, count: prompts.count * completionsPerPrompt))
    leaders.removeAll(keepingCapacity: true)
    for completion in lengths.indices {
      leaders.append(Int32(completion - completion % completionsPerPrompt))
    }
    self.prompts.removeAll(keepingCapacity: true)
    head.prepare(parameters)
    var row = 0
    for (index, prompt) in prompts.enumerated() {
      precondition(!prompt.isEmpty, "prompt \(index) is empty")
      precondition(
        row + prompt.count <= promptRows && prompt.count <= shape.context,
        "prompt \(index) of \(prompt.count) tokens does not fit: \(promptRows - row) of "
          + "\(promptRows) rows are left, and the context is \(shape.context)")
      self.prompts.append(row..<row + prompt.count)
      compute(prompt, at: row, output: index, parameters)
      row += prompt.count
    }
    return outputs.rows(0..<prompts.count)
  }

  /// Appends a token to each of some completions.
  ///
  /// Completion c continues prompt `c / completionsPerPrompt`. Completions that are not named stay as
  /// they are.
  ///
  /// - Parameters:
  ///   - tokens: one for each of `completions`.
  ///   - completions: which; none twice. Those of one prompt are fastest side by side.
  /// - Returns: the outputs after these tokens, `[tokens, outputs]`: a view that holds until the next
  ///   call.
  public func step(
    _ tokens: [Int], of completions: [Int], _ parameters: ParameterVector
  ) -> Matrix {
    precondition(
      tokens.count == completions.count && tokens.count <= maximumCompletions,
      "\(tokens.count) tokens for \(completions.count) completions, of \(maximumCompletions) at most"
    )
    var first = 0
    while first < tokens.count {
      let range = first..<min(first + Self.blockRows, tokens.count)
      append(tokens[range], of: completions[range])
      step(first..<first + rows.count, parameters)
      spread(range)
      first = range.upperBound
    }
    return outputs.rows(0..<tokens.count)
  }

  /// Writes down what the rows of a block are: one for all completions that have the same tokens.
  private func append(_ added: ArraySlice<Int>, of completions: ArraySlice<Int>) {
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    asked.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    for (token, completion) in zip(added, completions) {
      precondition(
        lengths.indices.contains(completion), "completion \(completion) was not begun")
      let length = lengths[completion]
      precondition(
        length < maximumLength, "completion \(completion) has \(length) tokens, all that fit")
      append(Int32(token), of: completion, length, leaders[completion])
      lengths[completion] = length + 1
    }
  }

  /// Writes down one row, behind the tokens that its completion has in common with `leader`.
  private func append(_ token: Int32, of completion: Int, _ length: Int32, _ leader: Int32) {
    var place = Int32(rows.count)
    if let twin = asked.first(where: {
      $0.token == token && $0.leader == leader && $0.length == length
    }) {
      place = twin.place
      leaders[completion] = Int32(rows[Int(place)].completion)
    } else {
      if leader != completion {
        for cache in caches { cache.copy(Int(leader), to: completion, length: Int(length)) }
        leaders[completion] = Int32(completion)
      }
      let prompt = prompts[completion / completionsPerPrompt]
      tokens.append(token)
      positions.append(Int32(prompt.count) + length)
      rows.append(CachedRow(prefix: prompt, completion: completion, length: Int(length)))
    }
    asked.append(AskedRow(leader: leader, length: length, token: token, place: place))
  }

  /// Copies the outputs of the rows that were computed to all that were asked for.
  private func spread(_ range: Range<Int>) {
    // A row is computed no later than it is asked for, so that from the end none is overwritten too soon.
    for index in asked.indices.reversed() where asked[index].place != index {
      let (target, source) = (
        range.lowerBound + index, range.lowerBound + Int(asked[index].place)
      )
      outputs.rows(target..<target + 1).copy(from: outputs.rows(source..<source + 1))
    }
  }

  /// Takes the rows of a block through the layers.
  private func step(_ range: Range<Int>, _ parameters: ParameterVector) {
    let space = space.first(range.count)
    embed(space, parameters)
    for (index, layer) in layers.enumerated() {
      layer.queriesKeysValues(
        space.stream, parameters, normal: space.normal, statistics: nil,
        into: space.attentionInput)
      if let rotary {
        rotate(space.attentionInput, by: rotary, positions: positions[...], parts: 2)
      }
      caches[index].attend(
        space.attentionInput, rows: rows[...], scratch: space.cacheScratch,
        into: space.attended)
      layer.addAttention(space.attended, to: space.stream, parameters, into: space.stream)
      layer.addHidden(
        to: space.stream, parameters, normal: space.normal, statistics: nil,
        hidden: space.hidden, slope: nil, into: space.stream)
    }
    head.forward(
      space.stream, parameters, normal: space.normal, statistics: nil, into: outputs.rows(range))
  }

  /// Takes a prompt through the layers, into the caches.
  private func compute(
    _ prompt: [Int], at row: Int, output: Int, _ parameters: ParameterVector
  ) {
    let space = space.first(prompt.count)
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    for (position, token) in prompt.enumerated() {
      tokens.append(Int32(token))
      positions.append(Int32(position))
    }
    embed(space, parameters)
    let last = prompt.count - 1..<prompt.count
    segment[0] = AttentionSegment(prefix: 0..<0, own: 0..<prompt.count)
    for (index, layer) in layers.enumerated() {
      layer.queriesKeysValues(
        space.stream, parameters, normal: space.normal, statistics: nil,
        into: space.attentionInput)
      if let rotary {
        rotate(space.attentionInput, by: rotary, positions: positions[...], parts: 2)
      }
      caches[index].storePrompt(space.attentionInput, at: row)
      // Behind the last layer only the last row is asked for.
      let isLast = index == layers.count - 1
      attention(
        space.attentionInput, heads: shape.heads, segments: segment[...],
        attending: isLast ? .lastOfPrompts : .all, scratch: space.attentionScratch,
        statistics: space.attentionStatistics, into: space.attended)
      let rows = space.rows(isLast ? last : 0..<prompt.count)
      layer.addAttention(rows.attended, to: rows.stream, parameters, into: rows.stream)
      layer.addHidden(
        to: rows.stream, parameters, normal: rows.normal, statistics: nil, hidden: rows.hidden,
        slope: nil, into: rows.stream)
    }
    head.forward(
      space.stream.rows(last), parameters, normal: space.normal.rows(last), statistics: nil,
      into: outputs.rows(output..<output + 1))
  }

  private func embed(_ space: DecoderWorkspace, _ parameters: ParameterVector) {
    gatherRows(parameters[entries.tokens], tokens[...], into: space.stream)
    if let table = entries.positions {
      addGatheredRows(parameters[table], positions[...], to: space.stream)
    }
  }
}
