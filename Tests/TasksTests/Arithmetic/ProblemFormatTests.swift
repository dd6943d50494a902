import Foundation
import Tasks
import Testing

@Suite struct ProblemFormatTests {
  private func lines(_ request: ProblemsRequest) throws -> [String] {
    var lines: [String] = []
    try problems(request) { lines.append($0) }
    return lines
  }

  private func decode<Row: Decodable>(_ type: Row.Type, _ lines: [String]) throws -> [Row] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try lines.map { try decoder.decode(type, from: Data($0.utf8)) }
  }

  private func request(
    _ format: ProblemFormat, level: Int = 4, factor: Factor? = nil
  ) -> ProblemsRequest {
    ProblemsRequest(
      level: level, split: .test, seed: 6, count: 20, format: format, factor: factor)
  }

  private func expected(level: Int = 4) throws -> [Problem] {
    let family = try ArithmeticFamily(level: level)
    return (0..<20).map { family.problem(.test, seed: 6, index: $0) }
  }

  @Test func `GSM8K lines read back to the same tokens`() throws {
    struct Row: Decodable {
      let question: String
      let answer: String
    }
    for (row, problem) in zip(try decode(Row.self, try lines(request(.gsm8k))), try expected()) {
      #expect(try ProblemText.questionTokens(row.question) == problem.question)
      #expect(try ProblemText.solutionTokens(row.answer) == problem.solution)
      #expect(row.answer.hasSuffix("\n#### \(problem.answer)"))
    }
  }

  @Test func `verl lines have the prompt, the ground truth and the problem's address`() throws {
    struct Row: Decodable {
      struct Message: Decodable {
        let role: String
        let content: String
      }
      struct Reward: Decodable {
        let style: String
        let groundTruth: String
      }
      struct Extra: Decodable {
        let split: String
        let seed: Int
        let index: Int
        let answer: String
        let question: String
      }
      let dataSource: String
      let prompt: [Message]
      let ability: String
      let rewardModel: Reward
      let extraInfo: Extra
    }
    let rows = try decode(Row.self, try lines(request(.verl)))
    #expect(rows.count == 20)
    for (index, (row, problem)) in zip(rows, try expected()).enumerated() {
      #expect(row.dataSource == "openai/gsm8k" && row.ability == "math")
      #expect(row.prompt.count == 1 && row.prompt[0].role == "user")
      #expect(
        row.prompt[0].content == problem.questionText
          + " Let's think step by step and output the final answer after \"####\".")
      #expect(row.rewardModel.style == "rule")
      #expect(row.rewardModel.groundTruth == "\(problem.answer)")
      #expect(row.extraInfo.split == "test" && row.extraInfo.seed == 6)
      #expect(row.extraInfo.index == index)
      #expect(row.extraInfo.question == problem.questionText)
      #expect(row.extraInfo.answer == problem.answerText)
    }
  }

  @Test func `reasoning-gym lines have the number alone as answer`() throws {
    struct Row: Decodable {
      struct Metadata: Decodable {
        struct Difficulty: Decodable {
          let level: Int
          let steps: Int
          let operandHi: Int
          let distractors: Int
        }
        let sourceDataset: String
        let sourceIndex: Int
        let difficulty: Difficulty
      }
      let question: String
      let answer: String
      let metadata: Metadata
    }
    let rows = try decode(Row.self, try lines(request(.reasoningGym)))
    for (index, (row, problem)) in zip(rows, try expected()).enumerated() {
      #expect(row.question == problem.questionText && row.answer == "\(problem.answer)")
      #expect(row.metadata.sourceDataset == "assay_arithmetic")
      #expect(row.metadata.sourceIndex == index)
      #expect(row.metadata.difficulty.level == 4)
      #expect(row.metadata.difficulty.steps == problem.program.steps.count)
      #expect(row.metadata.difficulty.operandHi == problem.program.givens.max())
      #expect(row.metadata.difficulty.distractors == problem.distractors.count)
    }
  }

  @Test func `token lines have the whole problem`() throws {
    struct Row: Decodable {
      struct Step: Decodable {
        let op: String
        let left: Int
        let right: Int
        let value: Int
      }
      let key: String
      let question: [Int]
      let solution: [Int]
      let answer: Int
      let givens: [Int]
      let distractors: [Int]
      let steps: [Step]
      let canonical: String
    }
    for (row, problem) in zip(try decode(Row.self, try lines(request(.tokens))), try expected()) {
      #expect(UInt64(row.key, radix: 16) == problem.program.key && row.key.count == 16)
      #expect(row.question == problem.question && row.solution == problem.solution)
      #expect(row.answer == problem.answer && row.givens == problem.program.givens)
      #expect(row.distractors == problem.distractors)
      #expect(row.canonical == problem.program.canonicalForm)
      #expect(row.steps.map(\.value) == problem.program.results)
      for step in row.steps {
        let operation = try #require(LatentProgram.Operator(rawValue: step.op))
        #expect(operation.result(step.left, step.right) == step.value)
      }
    }
  }

  @Test func `one line is written as expected, to the byte`() throws {
    let request = ProblemsRequest(
      level: 1, split: .train, seed: 0, count: 1, format: .tokens)
    let expected =
      #"{"key":"54361d37d1743279","level":1,"split":"train","seed":0,"index":0,"question":[1,91,92,25,88,4,5,74,21,40,89,4,11,74,21,127,99,94,74,128,40,130,96,25,23],"#
      + #""solution":[18,4,11,14,4,5,17,9,19,20,9,2],"answer":6,"#
      + #""givens":[12,18],"distractors":[],"steps":[{"op":"-","left":18,"right":12,"value":6}],"canonical":"(18-12)","structure":"(n-n)"}"#
    #expect(try lines(request) == [expected])
  }

  @Test func `pairs are two lines each, the changed problem second`() throws {
    struct Row: Decodable {
      let factor: String
      let changed: Bool
      let index: Int
      let question: [Int]
    }
    let rows = try decode(Row.self, try lines(request(.tokens, factor: .order)))
    let variant = try ArithmeticFamily(level: 4).variant(.order)
    #expect(rows.count == 40)
    for index in 0..<20 {
      let pair = variant.pair(.test, seed: 6, index: index)
      let (clean, changed) = (rows[2 * index], rows[2 * index + 1])
      #expect(clean.question == pair.clean.question && !clean.changed && clean.index == index)
      #expect(changed.question == pair.changed.question && changed.changed)
      #expect(changed.factor == "order" && changed.index == index)
    }
  }

  @Test func `what cannot be printed is refused before the first line`() {
    func message(_ request: ProblemsRequest) -> String? {
      var written = 0
      defer { #expect(written == 0) }
      do {
        try problems(request) { _ in written += 1 }
        return nil
      } catch { return "\(error)" }
    }
    #expect(
      message(ProblemsRequest(level: 7))
        == "There is no arithmetic level 7; the levels are 1 to 6.")
    #expect(
      message(ProblemsRequest(family: "arithmetics", level: 1))
        == "There is no family of problems 'arithmetics'. Did you mean 'arithmetic'? The families are "
        + "arithmetic.")
    #expect(
      message(ProblemsRequest(level: 1, count: 0))
        == "0 problems were asked for; ask for 1 to 10000000.")
    #expect(
      message(ProblemsRequest(level: 3, split: .train, factor: .surface))
        == "Problems changed in the factor 'surface' are for evaluation; ask for the split validation "
        + "or test.")
    #expect(
      message(ProblemsRequest(level: 6, split: .test, factor: .length))
        == "Level 6 cannot be changed in the factor 'length': no problem has more than 8 steps.")
    #expect(
      message(ProblemsRequest(level: 1, split: .test, factor: .structure))
        == "Level 1 cannot be changed in the factor 'structure': one step has no other order.")
  }
}
