import Randomness
import Tasks
import Testing

/// Verdicts against what is known of them without parsing: the worked example has four verified
/// completions, and a correct one is known by its last tokens and two counts.
@Suite struct VerifierFuzzTests {
  #if DEBUG
    static let rounds = 20_000
  #else
    static let rounds = 1_000_000
  #endif

  static let verified = Set(
    ["4 4 + 1 5", "1 5 + 4 4"].flatMap { first in
      ["5 9 * 4", "4 * 5 9"].map { second in
        WorkedExample.tokens("<< \(first) = 5 9 >> << \(second) = 2 3 6 >> #### 2 3 6 <eos>")
      }
    })
  static let ending = WorkedExample.tokens("#### 2 3 6 <eos>")
  static let pieces = [
    "<< 4 4 + 1 5 = 5 9 >>", "<< 5 9 * 4 = 2 3 6 >>", "<< 4 4 + 9 = 5 3 >>", "#### 2 3 6", "<eos>",
    "<<", ">>", "####", "9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9", "apples",
  ].map(WorkedExample.tokens)
  static let outOfRange = [-1, Int.min, Int.max, 1 << 32, Symbol.firstWord, 100_000]

  private func check(_ tokens: [Int]) -> Bool {
    let verdict = WorkedExample.verifier.verdict(tokens)
    let ends = verdict.steps.map(\.end)
    let derived = verdict.steps.compactMap(\.node)
    return verdict.isVerified == Self.verified.contains(tokens)
      && verdict.isCorrect
        == (tokens.suffix(5) == Self.ending[...]
          && tokens.filter { $0 == Symbol.answer }.count == 1
          && tokens.filter { $0 == Symbol.end }.count == 1)
      && verdict.isTruncated == !tokens.contains(Symbol.end)
      && zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 } && (ends.last ?? -1) < tokens.count
      && Set(derived).count == derived.count && derived.count == verdict.derivedCount
      && verdict.steps.allSatisfy { ($0.verdict == .ok) == ($0.node != nil) }
      && ProcessReward.potential.rewards(verdict).map(\.reward).reduce(0, +) == 0
      && ProcessReward.allCases.allSatisfy {
        $0.rewards(verdict).allSatisfy { (0..<tokens.count).contains($0.position) }
      }
  }

  @Test func `any tokens get a verdict that fits them`() {
    var stream = RandomStream(seed: 5, purpose: "fuzz")
    var failures = 0
    for _ in 0..<Self.rounds {
      var tokens: [Int] = []
      for _ in 0..<stream.integer(below: 20) {
        switch stream.integer(below: 4) {
        case 0: tokens.append(Self.outOfRange[stream.integer(below: Self.outOfRange.count)])
        case 1: tokens += Self.pieces[stream.integer(below: Self.pieces.count)]
        default: tokens.append(stream.integer(below: Symbol.firstWord))
        }
      }
      if stream.integer(below: 3) == 0 { tokens += Self.ending }
      if !check(tokens) { failures += 1 }
    }
    #expect(failures == 0)
  }

  @Test func `solutions with one token changed get a verdict that fits them`() {
    var failures = 0
    let solution = WorkedExample.tokens(WorkedExample.solution)
    for place in solution.indices {
      for token in Array(0...Symbol.firstWord) + Self.outOfRange {
        var tokens = solution
        tokens[place] = token
        if !check(tokens) { failures += 1 }
        tokens = solution
        tokens.insert(token, at: place)
        if !check(tokens) { failures += 1 }
      }
      for end in place...solution.count where !check(Array(solution[place..<end])) { failures += 1 }
    }
    #expect(failures == 0)
    #expect(Self.verified.allSatisfy(check))
  }

  @Test func `long runs of digits and of anything are judged in one pass`() {
    for token in [Symbol.digits.lowerBound + 9, Symbol.open, Symbol.close, Symbol.answer, -7] {
      let tokens = Array(repeating: token, count: 200_000)
      let clock = ContinuousClock()
      let elapsed = clock.measure {
        #expect(!WorkedExample.verifier.verdict(tokens + Self.ending).isVerified)
      }
      // A pass takes milliseconds even unoptimised; one that is quadratic takes minutes.
      #expect(elapsed < .seconds(10))
    }
  }
}
