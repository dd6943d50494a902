/// The forms in which problems are exported, one JSON object a line; the keys always in one order.
public enum ProblemFormat: String, Sendable, CaseIterable {
  /// GSM8K's: `question` and `answer`, the answer with its calculations.
  case gsm8k
  /// A row for verl's GSM8K reward: prompt, ground truth and where the problem comes from.
  case verl
  /// An entry of reasoning-gym: the answer is the number alone.
  case reasoningGym = "reasoning-gym"
  /// Tokens, with the program, its key and where the problem comes from.
  case tokens

  /// What verl's examples add to a GSM8K question.
  static let instruction =
    "Let's think step by step and output the final answer after \"####\"."

  /// One problem as one line, without its line break.
  public func line(_ problem: Problem, origin: ProblemOrigin) -> String {
    switch self {
    case .gsm8k:
      object([
        ("question", string(problem.questionText)), ("answer", string(problem.answerText)),
      ])
    case .verl: verlLine(problem, origin)
    case .reasoningGym: reasoningGymLine(problem, origin)
    case .tokens: tokensLine(problem, origin)
    }
  }

  private func verlLine(_ problem: Problem, _ origin: ProblemOrigin) -> String {
    let message = object([
      ("role", string("user")),
      ("content", string("\(problem.questionText) \(Self.instruction)")),
    ])
    return object([
      ("data_source", string("openai/gsm8k")), ("prompt", "[\(message)]"),
      ("ability", string("math")),
      (
        "reward_model",
        object([("style", string("rule")), ("ground_truth", string("\(problem.answer)"))])
      ),
      (
        "extra_info",
        object(
          origin.fields + [
            ("level", "\(problem.level)"), ("answer", string(problem.answerText)),
            ("question", string(problem.questionText)),
          ])
      ),
    ])
  }

  private func reasoningGymLine(_ problem: Problem, _ origin: ProblemOrigin) -> String {
    let difficulty = object([
      ("level", "\(problem.level)"), ("steps", "\(problem.program.steps.count)"),
      ("operand_hi", "\(problem.program.givens.max() ?? 0)"),
      ("distractors", "\(problem.distractors.count)"),
    ])
    let metadata =
      [("source_dataset", string("assay_arithmetic")), ("source_index", "\(origin.index)")]
      + origin.fields.filter { $0.0 != "index" } + [("difficulty", difficulty)]
    return object([
      ("question", string(problem.questionText)), ("answer", string("\(problem.answer)")),
      ("metadata", object(metadata)),
    ])
  }

  private func tokensLine(_ problem: Problem, _ origin: ProblemOrigin) -> String {
    let program = problem.program
    let results = program.results ?? []
    let steps = zip(program.steps, results).map { step, value in
      object([
        ("op", string(step.operation.rawValue)),
        ("left", "\(program.value(step.left, results) ?? 0)"),
        ("right", "\(program.value(step.right, results) ?? 0)"), ("value", "\(value)"),
      ])
    }
    return object(
      [("key", string(hexadecimal(program.key))), ("level", "\(problem.level)")]
        + origin.fields + [
          ("question", list(problem.question)), ("solution", list(problem.solution)),
          ("answer", "\(problem.answer)"), ("givens", list(program.givens)),
          ("distractors", list(problem.distractors)),
          ("steps", "[\(steps.joined(separator: ","))]"),
          ("canonical", string(program.canonicalForm)),
          ("structure", string(program.structure)),
        ])
  }
}

/// Where an exported problem comes from.
public struct ProblemOrigin: Sendable {
  /// The problem's split.
  public var split: Split
  /// The seed that it was made with.
  public var seed: UInt64
  /// Its index.
  public var index: Int
  /// The factor of a pair, and whether the problem is the changed one of it.
  public var change: (factor: Factor, isChanged: Bool)?

  /// Memberwise.
  public init(
    split: Split, seed: UInt64, index: Int, change: (factor: Factor, isChanged: Bool)? = nil
  ) {
    self.split = split
    self.seed = seed
    self.index = index
    self.change = change
  }

  /// The fields that every format but GSM8K's has.
  var fields: [(String, String)] {
    var fields = [("split", string(split.rawValue)), ("seed", "\(seed)"), ("index", "\(index)")]
    if let change {
      fields.append(("factor", string(change.factor.rawValue)))
      fields.append(("changed", "\(change.isChanged)"))
    }
    return fields
  }
}

private func object(_ fields: [(String, String)]) -> String {
  "{" + fields.map { "\(string($0.0)):\($0.1)" }.joined(separator: ",") + "}"
}

private func list(_ numbers: [Int]) -> String {
  "[" + numbers.map(String.init).joined(separator: ",") + "]"
}

/// A JSON string of a text without control characters but line breaks.
private func string(_ text: String) -> String {
  var escaped = "\""
  for character in text {
    switch character {
    case "\"": escaped += "\\\""
    case "\\": escaped += "\\\\"
    case "\n": escaped += "\\n"
    default: escaped.append(character)
    }
  }
  return escaped + "\""
}

private func hexadecimal(_ key: UInt64) -> String {
  let digits = String(key, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
