import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// Writes completions of many questions side by side, each question read once and finished completions
/// left out.
package final class CompletionWriter {
  /// How the next token is chosen.
  package enum Choice: Sendable {
    /// The most probable.
    case greedy
    /// Drawn from the policy: from its `topK` most probable tokens, or the smallest set that holds
    /// `topP`, where these are set; with its temperature, where `isTempered`.
    case sampled(topK: Int? = nil, topP: Double? = nil, isTempered: Bool = false)
  }

  /// The most questions of one call.
  package let maximumQuestions: Int
  /// The most completions of one call.
  package let maximumCompletions: Int
  /// The most tokens of a completion; where none of them ends it, it is truncated.
  package let longest: Int
  private let decoder: TransformerDecoder
  private let shape: Transformer.Shape
  private let rows: DistributionRows
  private var tokens: [Int]
  private var lengths: [Int]
  private var active: [Int] = []
  private var last: [Int] = []
  /// Where the distributions of the last tokens are kept.
  private var targets: [Int32] = []
  private var nucleus = Nucleus()

  package init(
    _ transformer: Transformer, questions: Int, longestQuestion: Int, completions: Int,
    longest: Int, ledger: MemoryLedger
  ) {
    maximumQuestions = questions
    maximumCompletions = completions
    self.longest = longest
    shape = transformer.shape
    decoder = TransformerDecoder(
      transformer.shape, entries: transformer.entries, maximumPrompts: questions,
      promptRows: questions * longestQuestion,
      maximumCompletions: completions, maximumLength: longest, owner: .run, ledger: ledger)
    let role = MemoryRole(.run, .rollout)
    rows = DistributionRows(
      rows: completions, columns: transformer.shape.outputs, role: role, ledger: ledger)
    tokens = ledger.array(repeating: 0, count: completions * longest, role: role)
    lengths = ledger.array(repeating: 0, count: completions, role: role)
  }

  /// The tokens of a completion of the last call.
  package func completion(_ number: Int) -> ArraySlice<Int> {
    tokens[number * longest..<number * longest + lengths[number]]
  }

  /// Writes `count` completions under each question; those of question q are q·count and on.
  ///
  /// - Parameters:
  ///   - streams: the random numbers of each completion; not drawn from where the choice is greedy.
  ///   - record: where the distribution of token t of completion c is kept, in row c·longest + t.
  package func write(
    _ questions: [[Int]], count: Int, _ policy: Policy, _ choice: Choice,
    streams: inout [RandomStream], record: DistributionRows? = nil
  ) {
    let total = questions.count * count
    precondition(
      questions.count <= maximumQuestions && total <= maximumCompletions,
      "\(questions.count) questions with \(total) completions exceed the room for "
        + "\(maximumQuestions) and \(maximumCompletions)")
    active = Array(0..<total)
    defer { policy.count(work(questions, count: count)) }
    let first = rows.rows(0..<questions.count)
    let tempered = if case .sampled(_, _, let isTempered) = choice { isTempered } else { false }
    policy.describe(
      decoder.begin(questions, completionsPerPrompt: count, policy.parameters), into: first,
      tempered: tempered)
    var current = first
    for position in 0..<longest {
      last.removeAll(keepingCapacity: true)
      targets.removeAll(keepingCapacity: true)
      for (place, completion) in active.enumerated() {
        let row = position == 0 ? completion / count : place
        let token = choose(choice, current, row, policy, &streams, completion)
        tokens[completion * longest + position] = token
        lengths[completion] = position + 1
        last.append(token)
        targets.append(Int32(completion * longest + position))
        // The first tokens of a question's completions share a row.
        if position == 0 { record?.copyRow(completion * longest, from: current, row: row) }
      }
      if position > 0 { record?.scatterRows(targets[...], from: current) }
      guard position + 1 < longest else { return }
      dropFinished()
      guard !active.isEmpty else { return }
      current = rows.rows(0..<active.count)
      policy.describe(
        decoder.step(last, of: active, policy.parameters), into: current, tempered: tempered)
    }
  }

  /// The multiply-adds of the completions of the last call.
  private func work(_ questions: [[Int]], count: Int) -> Int {
    var work = 0
    for (index, question) in questions.enumerated() {
      work += NetworkWork.reading(shape, tokens: question.count)
      for completion in index * count..<(index + 1) * count {
        work += NetworkWork.writing(shape, prompt: question.count, tokens: lengths[completion])
      }
    }
    return work
  }

  /// Leaves out the completions whose last token ends them.
  private func dropFinished() {
    var kept = 0
    for place in active.indices where last[place] != Symbol.end {
      active[kept] = active[place]
      last[kept] = last[place]
      kept += 1
    }
    active.removeLast(active.count - kept)
    last.removeLast(last.count - kept)
  }

  private func choose(
    _ choice: Choice, _ rows: DistributionRows, _ row: Int, _ policy: Policy,
    _ streams: inout [RandomStream], _ completion: Int
  ) -> Int {
    guard case .categorical(let family) = policy.distribution else { return Symbol.end }
    switch choice {
    case .greedy: return family.mode(rows, row)
    case .sampled(nil, nil, _): return family.sample(rows, row, using: &streams[completion])
    case .sampled(let topK, let topP, _):
      return nucleus.sample(rows, row, topK: topK, topP: topP, using: &streams[completion])
    }
  }
}

/// Draws from the most probable tokens alone (top-k, and nucleus sampling: Holtzman et al., arXiv
/// 1904.09751).
struct Nucleus {
  private var order: [Int] = []

  /// A token drawn from the `topK` most probable ones, of which the first that together hold `topP` are
  /// kept, at least one; equals in the order of their numbers.
  mutating func sample(
    _ distribution: DistributionRows, _ row: Int, topK: Int?, topP: Double?,
    using stream: inout RandomStream
  ) -> Int {
    let count = distribution.exponentials.columns
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<count)
    order.sort {
      let (first, second) = (distribution.exponentials[row, $0], distribution.exponentials[row, $1])
      return first == second ? $0 < $1 : first > second
    }
    var kept = min(topK ?? count, count)
    if let topP {
      var sum = 0.0
      for place in 0..<kept {
        sum += Double(distribution.exponentials[row, order[place]])
        if sum >= topP {
          kept = place + 1
          break
        }
      }
    }
    var total = 0.0
    for place in 0..<kept { total += Double(distribution.exponentials[row, order[place]]) }
    let threshold = stream.uniform() * total
    var sum = 0.0
    for place in 0..<kept {
      sum += Double(distribution.exponentials[row, order[place]])
      if sum > threshold { return order[place] }
    }
    return order[kept - 1]
  }
}
