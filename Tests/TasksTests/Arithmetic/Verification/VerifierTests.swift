import Tasks
import Testing

@Suite struct VerifierTests {
  private func steps(_ text: String) -> [StepVerdict] {
    WorkedExample.verdict(text).steps.map(\.verdict)
  }

  @Test func `the solution is verified, its steps end at their closing tokens`() {
    let verdict = WorkedExample.verdict(WorkedExample.solution)
    #expect(verdict.isCorrect && verdict.isVerified && !verdict.isLucky && !verdict.isTruncated)
    #expect(verdict.answer == 236)
    #expect(verdict.derivedCount == 2 && verdict.neededCount == 2)
    #expect(verdict.tokenCount == 25)
    #expect(verdict.steps.map(\.end) == [9, 19])
    #expect(verdict.steps.map(\.node) == [0, 1])
  }

  @Test(arguments: [
    ("<< 4 4 + 9 = 5 3 >>", StepVerdict.irrelevant),
    ("<< 1 5 + 4 4 = 5 9 >>", .ok),
    ("<< 4 4 + 1 5 = 6 0 >>", .badArithmetic),
    ("<< 5 9 * 4 = 2 3 6 >>", .unknownOperand),
    ("<< 1 + 1 = 2 >>", .unknownOperand),
    ("<< 5 9 + 0 = 5 9 >>", .unknownOperand),
    ("<< 4 4 - 1 5 = 2 9 >>", .wrongOperation),
    ("<< 1 5 - 4 4 = 2 9 >>", .badArithmetic),
    ("<< 1 5 / 4 = 3 >>", .badArithmetic),
    ("<< 4 4 / 0 = 0 >>", .badArithmetic),
    ("<< 4 4 / 4 = 1 1 >>", .irrelevant),
    ("<< 0 4 4 + 1 5 = 5 9 >>", .badSyntax),
    ("<< 4 4 + 1 5 = 0 5 9 >>", .badSyntax),
    ("<< 4 4 + 1 5 + 4 = 6 3 >>", .badSyntax),
    ("<< 4 4 * * 1 5 = 5 9 >>", .badSyntax),
    ("<< 4 4 + 1 5 = >>", .badSyntax),
    ("<< 4 4 + 1 5 = 5 9", .badSyntax),
    ("<< 4 4 + 1 5 = 5 9 . 0 >>", .badSyntax),
    ("<< 9 9 9 9 9 9 * 9 9 9 9 9 9 = 9 9 9 9 9 8 >>", .badArithmetic),
    ("<< 9 9 9 9 9 9 9 + 1 = 1 >>", .badSyntax),
    ("apples", .badSyntax),
    (">>", .badSyntax),
    ("<pad>", .badSyntax),
  ])
  func `a first step has the verdict of the first rule that it breaks`(
    text: String, expected: StepVerdict
  ) {
    #expect(steps(text) == [expected])
    #expect(steps(text + " #### 2 3 6 <eos>") == [expected])
  }

  @Test func `after the first step it is a duplicate, and its result is known`() {
    let first = "<< 4 4 + 1 5 = 5 9 >>"
    #expect(steps("\(first) \(first)") == [.ok, .duplicate])
    #expect(steps("\(first) << 1 5 + 4 4 = 5 9 >>") == [.ok, .duplicate])
    #expect(steps("\(first) << 5 9 + 4 = 6 3 >>") == [.ok, .wrongOperation])
    #expect(steps("\(first) << 5 9 - 1 5 = 4 4 >>") == [.ok, .irrelevant])
    #expect(steps("\(first) << 4 * 5 9 = 2 3 6 >>") == [.ok, .ok])
  }

  @Test func `the result of a bad step is not known`() {
    #expect(steps("<< 4 4 + 9 = 5 3 >> << 5 3 * 4 = 2 1 2 >>") == [.irrelevant, .unknownOperand])
  }

  @Test func `a number of the story does not stand for a result that is not derived`() {
    let verifier = Verifier(WorkedExample.program, distractors: [59])
    let verdict = verifier.verdict(WorkedExample.tokens("<< 5 9 * 4 = 2 3 6 >> #### 2 3 6 <eos>"))
    #expect(verdict.steps.map(\.verdict) == [.irrelevant])
    #expect(verdict.isLucky)
  }

  @Test func `equal steps of a program are derived one after the other`() {
    let program = LatentProgram(
      givens: [5, 3, 5, 3],
      steps: [
        LatentProgram.Step(.add, .given(0), .given(1)),
        LatentProgram.Step(.add, .given(2), .given(3)),
        LatentProgram.Step(.multiply, .step(0), .step(1)),
      ])
    let sum = "<< 5 + 3 = 8 >>"
    let verdict = Verifier(program).verdict(
      WorkedExample.tokens("\(sum) << 3 + 5 = 8 >> << 8 * 8 = 6 4 >> #### 6 4 <eos>"))
    #expect(verdict.steps.map(\.node) == [0, 1, 2])
    #expect(verdict.isVerified)
    let third = Verifier(program).verdict(WorkedExample.tokens("\(sum) \(sum) \(sum)"))
    #expect(third.steps.map(\.verdict) == [.ok, .ok, .duplicate])
  }

  @Test func `independent steps can come in any order`() {
    let program = LatentProgram(
      givens: [20, 6, 7, 2],
      steps: [
        LatentProgram.Step(.subtract, .given(0), .given(1)),
        LatentProgram.Step(.multiply, .given(2), .given(3)),
        LatentProgram.Step(.add, .step(0), .step(1)),
      ])
    let (first, second, last) = (
      "<< 2 0 - 6 = 1 4 >>", "<< 7 * 2 = 1 4 >>", "<< 1 4 + 1 4 = 2 8 >> #### 2 8 <eos>"
    )
    let verifier = Verifier(program)
    let inOrder = verifier.verdict(WorkedExample.tokens("\(first) \(second) \(last)"))
    let swapped = verifier.verdict(WorkedExample.tokens("\(second) \(first) \(last)"))
    #expect(inOrder.isVerified && swapped.isVerified)
    #expect(swapped.steps.map(\.node) == [1, 0, 2])
    let early = verifier.verdict(WorkedExample.tokens("\(first) \(last)"))
    #expect(early.steps.map(\.verdict) == [.ok, .irrelevant])
    #expect(early.isLucky)
  }

  @Test(arguments: [
    ("#### 2 3 6 <eos>", 236 as Int?, true), ("#### 2 3 7 <eos>", 237, false),
    ("#### 0 <eos>", 0, false), ("#### 2 3 6", nil, false), ("2 3 6 <eos>", nil, false),
    ("<eos>", nil, false), ("", nil, false), ("#### <eos>", nil, false),
    ("#### 0 2 3 6 <eos>", nil, false), ("#### - 2 3 6 <eos>", nil, false),
    ("#### + 2 3 6 <eos>", nil, false), ("#### 2 3 6 . <eos>", nil, false),
    ("#### 2 3 6 . 0 <eos>", nil, false), ("#### 2 , 3 6 <eos>", nil, false),
    ("#### 1 2 3 4 5 6 7 <eos>", nil, false), ("#### 2 3 6 #### 2 3 6 <eos>", nil, false),
    ("#### 1 #### 2 3 6 <eos>", nil, false), ("#### 2 3 6 #### 1 <eos>", nil, false),
    ("#### #### 2 3 6 <eos>", nil, false), ("#### 2 3 6 apples <eos>", nil, false),
    ("#### 2 3 6 <eos> <eos>", nil, false), ("#### 2 3 6 <eos> <pad>", nil, false),
    ("<eos> #### 2 3 6 <eos>", nil, false), ("apples #### 2 3 6 <eos>", 236, true),
  ])
  func `only the canonical form of the right number is correct`(
    text: String, answer: Int?, isCorrect: Bool
  ) {
    let verdict = WorkedExample.verdict(text)
    #expect(verdict.answer == answer)
    #expect(verdict.isCorrect == isCorrect)
    #expect(!verdict.isVerified)
    #expect(verdict.isTruncated == !text.contains("<eos>"))
  }

  @Test func `every piece after the answer or the end is a bad step`() {
    #expect(
      steps("#### 2 3 6 apples << 4 4 + 1 5 = 5 9 >> #### 7 <eos>")
        == [.afterAnswer, .afterAnswer, .afterAnswer])
    #expect(steps("#### 2 3 6 <eos> <pad> <pad> << ") == [.afterAnswer, .afterAnswer])
    let verdict = WorkedExample.verdict("\(WorkedExample.solution) <eos>")
    #expect(verdict.steps.map(\.verdict) == [.ok, .ok] && !verdict.isCorrect)
  }

  @Test func `a slice is judged from its own first token`() {
    let tokens = WorkedExample.tokens(WorkedExample.solution)
    let slice = ([7, 7, 7] + tokens)[3...]
    #expect(WorkedExample.verifier.verdict(slice) == WorkedExample.verifier.verdict(tokens))
  }

  @Test func `every prefix of the solution is truncated and not correct`() {
    let tokens = WorkedExample.tokens(WorkedExample.solution)
    for count in 0..<tokens.count {
      let verdict = WorkedExample.verifier.verdict(tokens.prefix(count))
      #expect(verdict.isTruncated && !verdict.isCorrect && verdict.answer == nil)
    }
  }
}
