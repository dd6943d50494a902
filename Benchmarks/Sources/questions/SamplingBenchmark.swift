import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// The sampling of completions as training does it: each prompt computed once, then a token at a time of the
/// completions in work. The distributions that tokens were drawn from are kept.
final class SamplingBenchmark {
  private let prompts: Int
  private let group: Int
  private let longest: Int
  private let family: ArithmeticFamily
  private let decoder: TransformerDecoder
  private let parameters: ParameterVector
  /// Of the completions' first tokens.
  private let logProbabilities: Matrix
  private let probabilities: Matrix
  /// Of all tokens: token t of completion c in row c·longest + t.
  private let keptLogProbabilities: Matrix
  private let keptProbabilities: Matrix
  private var completions: [[Int]] = []
  private var queue = CompletionQueue()
  private static let warmUp = 3

  /// Medians over the iterations.
  struct Result: Encodable {
    var parameters: Int
    var completions: Int
    var secondsPerIteration: Double
    var tokensPerIteration: Double
    var sampledTokensPerSecond: Double
    var endedCompletions: Double
    /// Rows of a training pass over prompts and completions, each completion computed by itself.
    var rows: Int
    /// The same, what completions begin with alike computed once.
    var distinctRows: Int
  }

  /// - Parameter taught: steps in which the network is taught before.
  init(prompts: Int, group: Int, taught: Int) throws {
    guard let task = ArithmeticTask(level: Questions.level) else { preconditionFailure("no level") }
    self.prompts = prompts
    self.group = group
    family = try ArithmeticFamily(level: task.level)
    // As long as training lets completions be.
    longest = family.maximumSolutionLength * 5 / 4
    let checkpoint = try Checkpoint(decoding: TaughtNetwork.bytes(task, steps: taught))
    let ledger = MemoryLedger()
    let role = MemoryRole(.run, .rollout)
    var layout = ParameterLayout()
    let entries = Transformer.Entries(checkpoint.shape, layout: &layout)
    parameters = ParameterVector(layout, role: role, ledger: ledger)
    parameters.flat.copy(from: checkpoint.parameters, count: layout.count)
    decoder = TransformerDecoder(
      checkpoint.shape, entries: entries, maximumPrompts: prompts,
      promptRows: prompts * family.maximumQuestionLength, maximumCompletions: prompts * group,
      maximumLength: longest, owner: .run, ledger: ledger)
    func rows(_ count: Int) -> Matrix {
      Matrix(rows: count, columns: checkpoint.shape.outputs, role: role, ledger: ledger)
    }
    logProbabilities = rows(prompts)
    probabilities = rows(prompts)
    keptLogProbabilities = rows(prompts * group * longest)
    keptProbabilities = rows(prompts * group * longest)
  }

  /// Samples under new questions each time; the first times are not timed.
  func run(iterations: Int) -> Result {
    var seconds: [Double] = []
    var tokens: [Double] = []
    var ended: [Double] = []
    var (rows, distinctRows): ([Int], [Int]) = ([], [])
    for iteration in 0..<Self.warmUp + iterations {
      let questions = (0..<prompts).map {
        family.problem(.train, seed: 1, index: iteration * prompts + $0).question
      }
      let start = now()
      sample(questions, iteration)
      seconds.append(now() - start)
      tokens.append(Double(completions.map(\.count).reduce(0, +)))
      ended.append(
        Double(completions.count { $0.last == Symbol.end }) / Double(completions.count))
      let pack = pack(questions)
      rows.append(pack.outputCount - completions.count + questions.map(\.count).reduce(0, +))
      distinctRows.append(pack.nodeCount)
    }
    let timed = zip(tokens, seconds).dropFirst(Self.warmUp)
    return Result(
      parameters: parameters.flat.count, completions: prompts * group,
      secondsPerIteration: median(timed.map(\.1)), tokensPerIteration: median(timed.map(\.0)),
      sampledTokensPerSecond: median(timed.map { $0 / $1 }),
      endedCompletions: median(ended.suffix(iterations)),
      rows: rows.sorted()[rows.count / 2], distinctRows: distinctRows.sorted()[rows.count / 2])
  }

  /// The questions with their completions as a training pass takes them: for each token of a completion an
  /// output, for each but the last a row.
  private func pack(_ questions: [[Int]]) -> PackedTokens {
    var pack = PackedTokens(capacity: completions.count * longest)
    for (number, question) in questions.enumerated() {
      let prompt = pack.appendPrompt(question[...])
      for completion in completions[number * group..<(number + 1) * group] {
        pack.appendCompletion(completion[...], of: prompt)
      }
    }
    return pack
  }

  private func sample(_ questions: [[Int]], _ iteration: Int) {
    completions = questions.indices.flatMap { _ in Array(repeating: [Int](), count: group) }
    var streams = completions.indices.map { RandomStream(seed: 1, purpose: "token", iteration, $0) }
    logSoftmax(
      decoder.begin(questions, completionsPerPrompt: group, parameters), into: logProbabilities)
    exp(logProbabilities, into: probabilities)
    for completion in completions.indices {
      completions[completion].append(
        draw(probabilities, completion / group, &streams[completion]))
    }
    keepFirst()
    queue.begin(prompts: questions.count, completionsPerPrompt: group)
    queue.advance(isFinished)
    while !queue.running.isEmpty {
      let running = Array(queue.running)
      let logits = decoder.step(
        running.map { completions[$0][completions[$0].count - 1] }, of: running, parameters)
      let targets = running.map { Int32($0 * longest + completions[$0].count) }
      describeCategories(
        logits, at: targets[...], logProbabilities: keptLogProbabilities,
        probabilities: keptProbabilities)
      for (completion, target) in zip(running, targets) {
        completions[completion].append(
          draw(keptProbabilities, Int(target), &streams[completion]))
      }
      queue.advance(isFinished)
    }
  }

  private func isFinished(_ completion: Int) -> Bool {
    completions[completion].count == longest || completions[completion].last == Symbol.end
  }

  /// The token at the first running sum of probabilities above a uniform number.
  private func draw(_ probabilities: Matrix, _ row: Int, _ stream: inout RandomStream) -> Int {
    let threshold = stream.uniformFloat()
    var sum: Float = 0
    for token in 0..<probabilities.columns - 1 {
      sum += probabilities[row, token]
      if sum > threshold { return token }
    }
    return probabilities.columns - 1
  }

  /// Keeps the distributions of the first tokens; the completions of a question share one.
  private func keepFirst() {
    for place in 0..<group {
      let targets = (0..<prompts).map { Int32(($0 * group + place) * longest) }
      scatterRows(logProbabilities, targets[...], into: keptLogProbabilities)
      scatterRows(probabilities, targets[...], into: keptProbabilities)
    }
  }
}
