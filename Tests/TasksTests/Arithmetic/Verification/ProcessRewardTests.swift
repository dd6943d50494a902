import Tasks
import Testing

@Suite struct ProcessRewardTests {
  private let first = "<< 4 4 + 1 5 = 5 9 >>"
  private let wrong = "<< 4 4 - 1 5 = 2 9 >>"

  private func rewards(_ form: ProcessReward, _ text: String) -> [TokenReward] {
    form.rewards(WorkedExample.verdict(text))
  }

  private func pay(_ pairs: (Int, Double)...) -> [TokenReward] {
    pairs.map { TokenReward(position: $0.0, reward: $0.1) }
  }

  @Test func `the sum form pays each ok step its share and ignores bad ones`() {
    #expect(rewards(.stepSum, WorkedExample.solution) == pay((9, 0.5), (19, 0.5)))
    #expect(rewards(.stepSum, "\(wrong) \(first) \(first)") == pay((19, 0.5)))
    #expect(rewards(.stepSum, wrong).isEmpty)
  }

  @Test func `the minimum form pays the worst steps alone`() {
    #expect(rewards(.minimum, WorkedExample.solution) == pay((9, 0.5), (19, 0.5)))
    #expect(rewards(.minimum, first) == pay((9, 1)))
    #expect(rewards(.minimum, "\(first) \(wrong)") == pay((19, -1)))
    #expect(rewards(.minimum, "\(wrong) \(first) \(first)") == pay((9, -0.5), (29, -0.5)))
    #expect(rewards(.minimum, "#### 2 3 6 <eos>").isEmpty)
  }

  @Test func `the potential form pays progress and takes it back with the last token`() {
    #expect(
      rewards(.potential, WorkedExample.solution) == pay((9, 0.5), (19, 0.5), (24, -1)))
    #expect(rewards(.potential, "\(wrong) \(first) <eos>") == pay((19, 0.5), (20, -0.5)))
    #expect(rewards(.potential, first).isEmpty)
    #expect(rewards(.potential, "\(wrong) <eos>").isEmpty)
    #expect(rewards(.potential, "").isEmpty)
  }

  @Test func `the potential form sums to exactly zero from either end`() {
    for count in 1...64 {
      let program = LatentProgram(
        givens: [1, 2],
        steps: (0..<count).map {
          LatentProgram.Step(.add, $0 == 0 ? .given(0) : .step($0 - 1), .given(1))
        })
      var tokens: [Int] = []
      for index in 0..<count {
        let value = 1 + 2 * index
        tokens += [Symbol.open] + Symbol.number(value) + [Symbol.plus] + Symbol.number(2)
        tokens += [Symbol.equals] + Symbol.number(value + 2) + [Symbol.close]
      }
      let verdict = Verifier(program).verdict(tokens + [Symbol.end])
      #expect(verdict.derivedCount == count)
      let rewards = ProcessReward.potential.rewards(verdict).map(\.reward)
      #expect(rewards.count == count + 1)
      #expect(rewards.reduce(0, +) == 0)
      #expect(rewards.reversed().reduce(0, +) == 0)
    }
  }

  @Test func `process supervision lists every step`() {
    let verdict = WorkedExample.verdict("\(wrong) \(first) << #### 5 9 <eos>")
    #expect(ProcessReward.stepRewards(verdict) == pay((9, 0), (19, 1), (20, 0)))
    #expect(ProcessReward.stepRewards(WorkedExample.verdict("<eos>")).isEmpty)
  }

  @Test func `trying every pair earns all of the sum form and nothing of the others`() {
    let numbers = [44, 15, 4, 9, 59]
    var spray: [Int] = []
    for left in numbers + numbers {
      for right in numbers {
        for (sign, operation) in [
          (Symbol.plus, LatentProgram.Operator.add), (Symbol.minus, .subtract),
          (Symbol.times, .multiply), (Symbol.over, .divide),
        ] {
          guard let result = operation.result(left, right) else { continue }
          spray += [Symbol.open] + Symbol.number(left) + [sign] + Symbol.number(right)
          spray += [Symbol.equals] + Symbol.number(result) + [Symbol.close]
        }
      }
    }
    let verdict = WorkedExample.verifier.verdict(spray + WorkedExample.tokens("#### 1 <eos>"))
    func total(_ form: ProcessReward) -> Double {
      form.rewards(verdict).map(\.reward).reduce(0, +)
    }
    #expect(total(.stepSum) == 1)
    #expect(abs(total(.minimum) + 1) < 1e-12)
    #expect(total(.potential) == 0)
    #expect(!verdict.isCorrect && verdict.derivedCount == 2)
  }
}
