import Randomness
import Tasks
import Testing

@Suite struct SplitTests {
  /// The split by the rule in words, from the canonical text.
  private func split(_ program: LatentProgram) -> Split {
    switch StableHash.hash(program.canonicalForm.utf8) % 100 {
    case 0..<80: .train
    case 80..<90: .validation
    default: .test
    }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `no root, worker or order brings a problem into another split`(level: Int) throws {
    let family = try ArithmeticFamily(level: level)
    for root in 0..<10 {
      let seed = UInt64(root) &* 0x9e37_79b9_7f4a_7c15
      for worker in 0..<4 {
        // Worker w takes the indices w, w + 4, …, in an order of its own.
        var indices = (0..<12).map { 4 * $0 + worker }
        var stream = RandomStream(seed: seed, purpose: "worker", worker)
        stream.shuffle(&indices)
        for index in indices {
          let program = family.problem(.train, seed: seed, index: index).program
          #expect(split(program) == .train)
          #expect(!program.hasHeldOutFact && !program.hasHeldOutStructure)
        }
      }
      for expected in [Split.validation, .test] {
        for index in 0..<4 {
          let program = family.problem(expected, seed: seed, index: index).program
          #expect(split(program) == expected)
          #expect(!program.hasHeldOutFact && !program.hasHeldOutStructure)
        }
      }
    }
  }

  @Test(arguments: ArithmeticFamily.levels)
  func `a problem is the same whichever others were made before`(level: Int) throws {
    let family = try ArithmeticFamily(level: level)
    let forwards = (0..<20).map { family.problem(.train, seed: 7, index: $0) }
    let backwards = (0..<20).reversed().map { family.problem(.train, seed: 7, index: $0) }
    #expect(forwards == backwards.reversed())
  }

  @Test(arguments: 2...6)
  func `neighbouring seeds share fewer than one problem in a hundred`(level: Int) throws {
    let family = try ArithmeticFamily(level: level)
    let count = 400
    for seed: UInt64 in [0, 1, 42] {
      let first = (0..<count).map { family.problem(.train, seed: seed, index: $0).question }
      let second = (0..<count).map { family.problem(.train, seed: seed + 1, index: $0).question }
      let known = Set(first)
      #expect(second.count { known.contains($0) } < count / 100)
    }
  }

  @Test(arguments: 2...6)
  func `draws do not repeat each other`(level: Int) throws {
    // Programs do repeat at levels 2 and 3, which have few short ones: of 1,000 draws from N equally
    // likely programs N (1 − exp(−1000 / N)) are different, 906 for the 5,000 or so of level 2.
    let family = try ArithmeticFamily(level: level)
    let problems = (0..<1000).map { family.problem(.train, seed: 3, index: $0) }
    #expect(Set(problems.map(\.question)).count >= 998)
    let programs = Set(problems.map(\.program.key)).count
    #expect(programs >= [2: 830, 3: 920][level, default: 995])
  }

  @Test func `an evaluation set has no program twice and is the start of a longer one`() throws {
    let family = try ArithmeticFamily(level: 3)
    for split in [Split.validation, .test] {
      let problems = family.evaluationSet(split, count: 60)
      #expect(problems.count == 60)
      #expect(Set(problems.map(\.program.key)).count == 60)
      #expect(problems.allSatisfy { split.contains($0.program) })
      #expect(family.evaluationSet(split, count: 20) == Array(problems.prefix(20)))
    }
  }

  @Test func `an evaluation set ends with the level's programs`() throws {
    let family = try ArithmeticFamily(level: 1)
    let test = Set(family.evaluationSet(.test, count: 1000).map(\.program.canonicalForm))
    #expect(test == expectedPrograms(of: .test))
    #expect(family.evaluationSet(.test, count: 0).isEmpty)
  }

  /// All programs of level 1 in a split, by going through them.
  private func expectedPrograms(of split: Split) -> Set<String> {
    var programs: Set<String> = []
    for operation in [LatentProgram.Operator.add, .subtract] {
      for left in 2...20 {
        for right in 2...20 where right != left {
          let program = LatentProgram(
            givens: [left, right], steps: [.init(operation, .given(0), .given(1))])
          guard let result = operation.result(left, right), result >= 2,
            result != left, result != right, !program.hasHeldOutFact, self.split(program) == split
          else { continue }
          programs.insert(program.canonicalForm)
        }
      }
    }
    return programs
  }

  @Test func `programs with something held out are never training's`() throws {
    let steps = [LatentProgram.Step(.add, .given(0), .given(1))]
    var counts: [Split: Int] = [:]
    for left in 2...60 {
      for right in left...60 where Fact(left, .add, right).isHeldOut {
        let program = LatentProgram(givens: [left, right], steps: steps)
        let splits = Split.allCases.filter { $0.contains(program) }
        #expect(splits.count == 1)
        for split in splits { counts[split, default: 0] += 1 }
        #expect(splits == [program.key % 100 < 50 ? .validation : .test])
      }
    }
    #expect(counts[.train] == nil)
    #expect(counts[.validation, default: 0] > 40 && counts[.test, default: 0] > 40)
  }

  @Test func `every other program is of exactly one split`() {
    let steps = [LatentProgram.Step(.add, .given(0), .given(1))]
    var counts: [Split: Double] = [:]
    for left in 2...99 {
      for right in left...99 where !Fact(left, .add, right).isHeldOut {
        let program = LatentProgram(givens: [left, right], steps: steps)
        let splits = Split.allCases.filter { $0.contains(program) }
        #expect(splits == [split(program)])
        counts[split(program), default: 0] += 1
      }
    }
    let total = counts.values.reduce(0, +)
    #expect(abs(counts[.train, default: 0] / total - 0.8) < 0.02)
    #expect(abs(counts[.validation, default: 0] / total - 0.1) < 0.02)
  }
}
