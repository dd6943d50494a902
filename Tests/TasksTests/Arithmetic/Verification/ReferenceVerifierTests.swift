import Tasks
import Testing

@Suite struct ReferenceVerifierTests {
  /// A completion, the right answer, and the rewards that the originals gave it, in order of
  /// ``ReferenceVerifier``'s cases; nil where the original raised an error.
  struct Row: Sendable {
    var text: String
    var answer = 45
    var rewards: [Double?]
  }

  // Measured by running grade-school-math 3101c7d, lm-evaluation-harness 4e7e0d4, verl 1dda039,
  // ml-gsm-symbolic b6a1625 and reasoning-gym 49b0713; the last column is rounded to two decimals.
  static let rows = [
    Row(text: "5*9=<<5*9=45>>45\n#### 45", rewards: [1, 1, 1, 1, 1, 1, 0.01, 0.08]),
    Row(text: "#### 45.", rewards: [0, 1, 1, 0, 0, 1, 1, 0.25]),
    Row(text: "#### 45.0", rewards: [0, 0, 0, 0, 0, 1, 1, 0.22]),
    Row(text: "#### 045", rewards: [0, 0, 0, 0, 0, 1, 1, 0.25]),
    Row(text: "#### $45", rewards: [0, 0, 1, 0, 1, 1, 1, 0.25]),
    Row(text: "####45", rewards: [0, 0, 1, 0, 1, 1, 1, 0.33]),
    Row(text: "#### 7 #### 45", rewards: [0, 0, 1, 1, 1, 1, 0.01, 0.14]),
    Row(text: "#### 45 #### 7", rewards: [1, 1, 0, 0, 0, 0, 1, 0.14]),
    Row(text: "#### 45 costs $5.", rewards: [1, 1, 0, 1, 0, 0, 1, 0.12]),
    Row(text: "The answer is 45.", rewards: [0, 0, 1, 0, 0, 1, 1, 0.12]),
    Row(text: "#### -45", rewards: [0, 0, 0, 0, 0, 0, 1, 0.25]),
    Row(text: "#### -45", answer: -45, rewards: [1, 1, 1, 1, 1, 1, 0.01, 0.38]),
    Row(text: "#### 4,5", rewards: [1, 1, 1, 1, 0, 1, 0.01, 0]),
    Row(text: "0123456789 45", rewards: [0, 0, 1, 0, 1, 1, 0.01, 0.15]),
    Row(text: "", rewards: [0, 0, 0, 0, 0, nil, 0, 0]),
  ]

  @Test(arguments: rows)
  func `each verifier gives what its original gave`(row: Row) {
    for (verifier, expected) in zip(ReferenceVerifier.allCases, row.rewards) {
      let score = verifier.score(row.text, answer: row.answer)
      guard let expected else {
        #expect(score == .crashes, "\(verifier)")
        continue
      }
      guard case .reward(let reward) = score else {
        Issue.record("\(verifier) crashes on '\(row.text)'")
        continue
      }
      #expect((reward * 100).rounded() / 100 == expected, "\(verifier)")
    }
  }

  private func reward(_ verifier: ReferenceVerifier, _ text: String, _ answer: Int) -> Double? {
    guard case .reward(let reward) = verifier.score(text, answer: answer) else { return nil }
    return reward
  }

  @Test func `the flexible pattern takes what is no number`() {
    #expect(reward(.evaluationHarnessFlexible, "#### 72 ...", 72) == 0)
    #expect(reward(.evaluationHarnessFlexible, "3-72", 72) == 0)
    #expect(reward(.evaluationHarnessFlexible, "3-72", -72) == 1)
    #expect(reward(.evaluationHarnessFlexible, "x-5", -5) == 1)
  }

  @Test func `verl reads the last 300 characters alone`() {
    let text = "#### 72" + String(repeating: " ", count: 293)
    #expect(reward(.verlStrict, text, 72) == 1)
    #expect(reward(.verlStrict, text + " ", 72) == 0)
    #expect(reward(.verlFlexible, "72 " + String(repeating: ".", count: 1) + " .", 72) == 1)
  }

  @Test func `GSM-Symbolic reads digits of any script and takes equal floating-point numbers`() {
    #expect(reward(.gsmSymbolic, "#### \u{0667}\u{0662}", 72) == 1)
    #expect(reward(.gsmSymbolic, "#### 72.", 72) == 1)
    #expect(reward(.gsmSymbolic, "#### 9007199254740993", 9_007_199_254_740_992) == 1)
    #expect(ReferenceVerifier.gsmSymbolic.score("#### inf", answer: 72) == .crashes)
  }

  @Test func `reasoning-gym loses signs, and decimals are compared as numbers`() {
    #expect(reward(.reasoningGymSymbolic, "-5", 5) == 1)
    #expect(reward(.reasoningGymSymbolic, "x-5", -5) == 1)
    #expect(reward(.reasoningGymSymbolic, "45.5a", 45) == 1)
    #expect(reward(.reasoningGymSymbolic, "45a 45", 45) == 1)
    #expect(reward(.reasoningGymSymbolic, "3 + 4 = 7", 7) == 0.01)
    #expect(reward(.reasoningGymDecimal, " +72.00 ", 72) == 1)
    #expect(reward(.reasoningGymDecimal, "7.2e1", 72) == 1)
    #expect(reward(.reasoningGymDecimal, "720e-1", 72) == 1)
    #expect(reward(.reasoningGymDecimal, "1234567890", 9) == 0.1)
  }
}
