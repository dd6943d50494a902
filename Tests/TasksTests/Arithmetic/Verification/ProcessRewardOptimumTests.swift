import Tasks
import Testing

/// A writer that, after each line, either answers by a guess or writes one more line, in which it may
/// slip. Which is best at each point, under the outcome with each process reward on top?
@Suite struct ProcessRewardOptimumTests {
  private enum Action { case answer, write }

  // 44 + 15 = 59, 59 * 4 = 236, 236 − 6 = 230.
  private let verifier = Verifier(
    LatentProgram(
      givens: [44, 15, 4, 6],
      steps: [
        LatentProgram.Step(.add, .given(0), .given(1)),
        LatentProgram.Step(.multiply, .step(0), .given(2)),
        LatentProgram.Step(.subtract, .step(1), .given(3)),
      ]))
  private let lines = [
    "<< 4 4 + 1 5 = 5 9 >>", "<< 5 9 * 4 = 2 3 6 >>", "<< 2 3 6 - 6 = 2 3 0 >>",
  ]
  /// The chance that an answer after this many lines is right.
  private let guess = [0.5, 0.3, 0.3, 1]
  /// The chance of a slip in a line; a slip makes the answer wrong.
  private let slip = 0.4

  /// Everything that a completion is paid, summed.
  private func total(_ text: String, _ form: ProcessReward?) -> Double {
    let verdict = verifier.verdict(WorkedExample.tokens(text))
    let process = form?.rewards(verdict).map(\.reward).reduce(0, +) ?? 0
    return (verdict.isCorrect ? 1 : 0) + process
  }

  /// The values of the two actions after `written` lines, by backward induction.
  private func values(after written: Int, _ form: ProcessReward?) -> [(Action, value: Double)] {
    let prefix = lines.prefix(written).joined(separator: " ")
    let answered =
      guess[written] * total("\(prefix) #### 2 3 0 <eos>", form)
      + (1 - guess[written]) * total("\(prefix) #### 1 <eos>", form)
    guard written < lines.count else { return [(.answer, answered)] }
    let slipped = total("\(prefix) << 1 + 1 = 3 >> #### 1 <eos>", form)
    let next = values(after: written + 1, form).map(\.value).max() ?? 0
    return [(.answer, answered), (.write, (1 - slip) * next + slip * slipped)]
  }

  private func best(_ form: ProcessReward?) -> [Action] {
    (0..<lines.count).map { written in
      let values = values(after: written, form)
      return values[0].value > values[1].value ? .answer : .write
    }
  }

  @Test func `the outcome alone makes it best to answer at once and to go on once begun`() {
    #expect(best(nil) == [.answer, .write, .write])
    // 0.5 against 0.6³.
    let values = values(after: 0, nil).map(\.value)
    #expect(abs(values[0] - 0.5) < 1e-12 && abs(values[1] - 0.216) < 1e-12)
  }

  @Test func `the potential form leaves every best action as it is`() {
    #expect(best(.potential) == best(nil))
    for written in 0..<lines.count {
      let plain = values(after: written, nil).map(\.value)
      let shaped = values(after: written, .potential).map(\.value)
      #expect(zip(plain, shaped).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test func `the sum form makes it best to begin`() {
    #expect(best(.stepSum) == [.write, .write, .write])
    // 0.5 against 0.6 (1/3 + 0.6 (1/3 + 0.6 (1/3 + 1))).
    let values = values(after: 0, .stepSum).map(\.value)
    #expect(abs(values[0] - 0.5) < 1e-12 && abs(values[1] - 0.608) < 1e-12)
  }
}
