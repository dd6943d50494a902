import Tasks
import Testing

@Suite struct CanonicalFormTests {
  private func program(_ givens: [Int], _ steps: [LatentProgram.Step]) -> LatentProgram {
    LatentProgram(givens: givens, steps: steps)
  }

  // The expected hashes come from a few lines of Python: FNV-1a, then SplitMix64's finaliser.
  @Test func `the hash is the one computed elsewhere`() {
    #expect(StableHash.hash("".utf8) == 0xf52a_15e9_a9b5_e89b)
    #expect(StableHash.hash("a".utf8) == 0x02c0_bdbf_4814_20f8)
    #expect(StableHash.hash("((15+44)*4)".utf8) == 0xd7f2_d3bd_adca_79f3)
  }

  @Test func `order of givens, of operands and of steps do not matter`() {
    let first = program(
      [44, 15, 4], [.init(.add, .given(0), .given(1)), .init(.multiply, .step(0), .given(2))])
    let second = program(
      [4, 15, 44], [.init(.add, .given(1), .given(2)), .init(.multiply, .given(0), .step(0))])
    #expect(first.canonicalForm == "((15+44)*4)")
    #expect(second.canonicalForm == first.canonicalForm)
    #expect(first.key == 0xd7f2_d3bd_adca_79f3 && second.key == first.key)

    let left = [
      LatentProgram.Step(.add, .given(0), .given(1)), .init(.subtract, .given(2), .given(3)),
      .init(.add, .step(0), .step(1)),
    ]
    let right = [
      LatentProgram.Step(.subtract, .given(2), .given(3)), .init(.add, .given(1), .given(0)),
      .init(.add, .step(0), .step(1)),
    ]
    #expect(program([8, 3, 20, 5], left).key == program([8, 3, 20, 5], right).key)
    #expect(program([8, 3, 20, 5], left).structure == "((n+n)+(n-n))")
  }

  @Test func `what matters is told apart`() {
    let steps = [LatentProgram.Step(.subtract, .given(0), .given(1))]
    #expect(program([9, 4], steps).canonicalForm == "(9-4)")
    #expect(program([9, 5], steps).key != program([9, 4], steps).key)
    #expect(program([9, 5], steps).structure == program([9, 4], steps).structure)
    let chain = program(
      [8, 3, 5], [.init(.add, .given(0), .given(1)), .init(.add, .step(0), .given(2))])
    let shared = program(
      [8, 3], [.init(.add, .given(0), .given(1)), .init(.add, .step(0), .given(0))])
    #expect(chain.structure == "((n+n)+n)")
    #expect(shared.structure == "((m+n)+m)")
    let doubled = program(
      [8, 3], [.init(.subtract, .given(0), .given(1)), .init(.add, .step(0), .step(0))])
    #expect(doubled.structure == "((n-n)!+(n-n)!)")
  }

  @Test func `facts with the same numbers in another order are one where that changes nothing`() {
    #expect(Fact(44, .add, 15) == Fact(15, .add, 44))
    #expect(Fact(3, .multiply, 2) == Fact(2, .multiply, 3))
    #expect(Fact(44, .subtract, 15) != Fact(15, .subtract, 44))
    #expect(Fact(8, .divide, 2) != Fact(2, .divide, 8))
  }

  @Test func `one fact in ten is held out, the same ones as ever`() {
    var heldOut = 0
    for operation in LatentProgram.Operator.allCases {
      for left in 2..<100 {
        for right in 2..<100 where Fact(left, operation, right).isHeldOut { heldOut += 1 }
      }
    }
    #expect(abs(Double(heldOut) / Double(4 * 98 * 98) - 0.1) < 0.005)
    let small = (2...20).flatMap { left in
      (left...20).map { Fact(left, .add, $0) }.filter(\.isHeldOut)
    }
    #expect(small.prefix(4).map { "\($0.left)+\($0.right)" } == ["2+8", "2+9", "2+10", "2+13"])
  }

  @Test func `of the structures of level 2 exactly one is held out`() {
    let given = (0..<3).map(LatentProgram.Operand.given)
    var heldOut: Set<String> = []
    for first in [LatentProgram.Operator.add, .subtract] {
      for second in [LatentProgram.Operator.add, .subtract] {
        for operands in [
          (LatentProgram.Operand.step(0), given[2]), (given[2], .step(0)), (.step(0), given[0]),
          (given[0], .step(0)),
        ] {
          let program = program(
            [9, 4, 3], [.init(first, given[0], given[1]), .init(second, operands.0, operands.1)])
          if program.hasHeldOutStructure { heldOut.insert(program.structure) }
        }
      }
    }
    #expect(heldOut == ["((n-n)+n)"])
    #expect(!program([9, 4], [.init(.add, given[0], given[1])]).hasHeldOutStructure)
  }

  @Test func `a program that cannot be computed has no facts`() {
    let steps = [LatentProgram.Step(.subtract, .given(0), .given(1))]
    #expect(program([4, 9], steps).facts == nil)
    #expect(program([9, 4], steps).facts == [Fact(9, .subtract, 4)])
  }
}
