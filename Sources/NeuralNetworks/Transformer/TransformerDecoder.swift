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
  private var rows: DecoderRows
  private var segment = [AttentionSegment(prefix: 0..<0, own: 0..<0)]

  /// The rows that a step takes through the layers at once.
  static let blockRows = 126

  /// Bytes that a row of a step takes beside the matrices.
  public static let rowBytes = DecoderRows.rowBytes

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
    rows = DecoderRows(
      prompts: maximumPrompts, promptRows: promptRows, completions: maximumCompletions,
      length: maximumLength, blockRows: Self.blockRows)
    ledger.add(rows.bytes, to: role)
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
    rows.begin(prompts: prompts.count, completionsPerPrompt: completionsPerPrompt)
    head.prepare(parameters)
    var row = 0
    for (index, prompt) in prompts.enumerated() {
      precondition(!prompt.isEmpty, "prompt \(index) is empty")
      precondition(
        row + prompt.count <= promptRows && prompt.count <= shape.context,
        "prompt \(index) of \(prompt.count) tokens does not fit: \(promptRows - row) of "
          + "\(promptRows) rows are left, and the context is \(shape.context)")
      rows.append(prompt, at: row)
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
      rows.append(tokens[range], of: completions[range], caches)
      step(first..<first + rows.cached.count, parameters)
      spread(first)
      first = range.upperBound
    }
    return outputs.rows(0..<tokens.count)
  }

  /// Copies the outputs of the rows that were computed to all that were asked for.
  private func spread(_ first: Int) {
    rows.forEachCopy { row, place in outputs.copyRow(first + place, to: first + row) }
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
        rotate(space.attentionInput, by: rotary, positions: rows.positions[...], parts: 2)
      }
      caches[index].attend(
        space.attentionInput, rows: rows.cached[...], scratch: space.cacheScratch,
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
    embed(space, parameters)
    let last = prompt.count - 1..<prompt.count
    segment[0] = AttentionSegment(prefix: 0..<0, own: 0..<prompt.count)
    for (index, layer) in layers.enumerated() {
      layer.queriesKeysValues(
        space.stream, parameters, normal: space.normal, statistics: nil,
        into: space.attentionInput)
      if let rotary {
        rotate(space.attentionInput, by: rotary, positions: rows.positions[...], parts: 2)
      }
      caches[index].storePrompt(space.attentionInput, at: row)
      // Behind the last layer only the last row is asked for.
      let isLast = index == layers.count - 1
      attention(
        space.attentionInput, heads: shape.heads, segments: segment[...],
        attending: isLast ? .lastOfPrompts : .all, scratch: space.attentionScratch,
        statistics: space.attentionStatistics, into: space.attended)
      let kept = space.rows(isLast ? last : 0..<prompt.count)
      layer.addAttention(kept.attended, to: kept.stream, parameters, into: kept.stream)
      layer.addHidden(
        to: kept.stream, parameters, normal: kept.normal, statistics: nil, hidden: kept.hidden,
        slope: nil, into: kept.stream)
    }
    head.forward(
      space.stream.rows(last), parameters, normal: space.normal.rows(last), statistics: nil,
      into: outputs.rows(output..<output + 1))
  }

  private func embed(_ space: DecoderWorkspace, _ parameters: ParameterVector) {
    gatherRows(parameters[entries.tokens], rows.tokens[...], into: space.stream)
    if let table = entries.positions {
      addGatheredRows(parameters[table], rows.positions[...], to: space.stream)
    }
  }
}
