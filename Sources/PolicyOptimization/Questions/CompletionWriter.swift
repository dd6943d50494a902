import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// Writes completions of many questions side by side, each question read once. A few completions are in
/// work at a time; the place of one that is finished is taken by the next.
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
  private var queue = CompletionQueue()
  /// The completions in work, and their last tokens.
  private var running: [Int] = []
  private var last: [Int] = []
  /// Where the distributions of their next tokens go.
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
    defer { policy.count(work(questions, count: count)) }
    let first = rows.rows(0..<questions.count)
    let tempered = if case .sampled(_, _, let isTempered) = choice { isTempered } else { false }
    policy.describe(
      decoder.begin(questions, completionsPerPrompt: count, policy.parameters), into: first,
      tempered: tempered)
    for completion in 0..<total {
      lengths[completion] = 0
      append(
        choose(choice, first, completion / count, policy, &streams, completion), to: completion)
      // The first tokens of a question's completions share a row.
      record?.copyRow(completion * longest, from: first, row: completion / count)
    }
    queue.begin(prompts: questions.count, completionsPerPrompt: count)
    queue.advance(isFinished)
    while !queue.running.isEmpty {
      startStep(record == nil)
      let logits = decoder.step(last, of: running, policy.parameters)
      let current = record ?? rows
      policy.describe(logits, at: targets[...], of: current, tempered: tempered)
      for (completion, target) in zip(running, targets) {
        append(
          choose(choice, current, Int(target), policy, &streams, completion), to: completion)
      }
      queue.advance(isFinished)
    }
  }

  private func append(_ token: Int, to completion: Int) {
    tokens[completion * longest + lengths[completion]] = token
    lengths[completion] += 1
  }

  /// Whether a completion's last token ends it, or no more fit.
  private func isFinished(_ completion: Int) -> Bool {
    let length = lengths[completion]
    return length == longest || tokens[completion * longest + length - 1] == Symbol.end
  }

  /// Writes down what the next step is given.
  ///
  /// - Parameter isTransient: whether the distributions are not kept.
  private func startStep(_ isTransient: Bool) {
    running.removeAll(keepingCapacity: true)
    last.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    for completion in queue.running {
      let next = completion * longest + lengths[completion]
      targets.append(Int32(isTransient ? running.count : next))
      running.append(completion)
      last.append(tokens[next - 1])
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
