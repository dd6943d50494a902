import Randomness
import Statistics
import Testing

/// All pairs at a sequence of looks.
@Suite struct GroupSequentialFamilyTests {
  static func test(resamples: Int = 4000) throws -> GroupSequentialTest {
    try GroupSequentialTest(
      GroupSequentialSchedule(initial: 6, step: 3, maximum: 15), resamples: resamples,
      stream: RandomStream(seed: 1, purpose: "family"))
  }

  /// Three arms: two of the same fifteen values in other orders, the last far above them.
  static let arms: [[Double]] = [(7, 0.0), (11, 0.01), (7, 9)].map { stride, shift in
    (0..<15).map { Double($0 * stride % 15) / 5 + shift }
  }

  @Test func `a pair is decided once, and only open pairs are looked at again`() throws {
    let family = try GroupSequentialFamily(Self.arms, alpha: 0.05, test: Self.test())
    #expect(family.looks.count == 4)
    #expect(family.looks[0].map { [$0.first, $0.second] } == [[0, 1], [0, 2], [1, 2]])
    #expect(family.looks[0].map(\.isDecided) == [false, true, true])
    #expect(family.looks.dropFirst().allSatisfy { $0.map { [$0.first, $0.second] } == [[0, 1]] })
    #expect(family.looks[0][1].difference < -8)
    #expect(family.looks.joined().allSatisfy { $0.adjustedPValue >= $0.pValue })
  }

  @Test func `arms whose pairs are decided need no further runs`() throws {
    var arms = Self.arms
    arms[2] = Array(arms[2].prefix(6))
    let all = try GroupSequentialFamily(Self.arms, alpha: 0.05, test: Self.test())
    #expect(try GroupSequentialFamily(arms, alpha: 0.05, test: Self.test()) == all)
    arms[1] = Array(arms[1].prefix(11))
    #expect(
      throws: StatisticsError.tooFew(n: 11, needed: 12, for: "runs of an arm at a look")
    ) { try GroupSequentialFamily(arms, alpha: 0.05, test: Self.test()) }
  }

  @Test func `a look finds the same whatever is looked at later`() throws {
    let all = try GroupSequentialFamily(Self.arms, alpha: 0.05, test: Self.test())
    for count in 0...4 {
      let some = try GroupSequentialFamily(
        Self.arms, alpha: 0.05, test: Self.test(), looks: count)
      #expect(some.looks == Array(all.looks.prefix(count)))
    }
  }

  @Test func `Holm's adjustment counts every pair of the family, decided ones with their p`() throws
  {
    let test = try Self.test()
    let family = try GroupSequentialFamily(Self.arms, alpha: 0.05, test: test)
    try #require(family.looks.count == 4, "\(family.looks)")
    var p = family.looks[0].map(\.pValue)
    #expect(family.looks[0].map(\.adjustedPValue) == (try MultipleComparisons.holm(p)))
    p[0] = family.looks[3][0].pValue
    #expect(family.looks[3][0].adjustedPValue == (try MultipleComparisons.holm(p))[0])
    #expect(p[0] == (try test.pValues(Self.arms[0], Self.arms[1]))[3])
  }

  @Test func `when all pairs are decided it stops`() throws {
    let arms = [Self.arms[0], Self.arms[2]]
    #expect(try GroupSequentialFamily(arms, alpha: 0.05, test: Self.test()).looks.count == 1)
  }

  @Test func `one arm, or no error to spend, is refused`() throws {
    #expect(throws: StatisticsError.tooFew(n: 1, needed: 2, for: "arms to compare")) {
      try GroupSequentialFamily([Self.arms[0]], alpha: 0.05, test: Self.test())
    }
    for alpha in [0, 1, .nan] {
      #expect(throws: StatisticsError.self) {
        try GroupSequentialFamily(Self.arms, alpha: alpha, test: Self.test())
      }
    }
  }
}
