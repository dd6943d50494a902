import Foundation
import Tasks
import Testing

@Suite struct StorySolverTests {
  /// How many problems of each level and split are solved; ASSAY_STORIES=100000 for the full check,
  /// in a release build.
  static let count =
    ProcessInfo.processInfo.environment["ASSAY_STORIES"].flatMap(Int.init) ?? 120

  @Test(arguments: ArithmeticFamily.levels)
  func `a solver that reads only the story agrees with every answer`(level: Int) throws {
    let family = try ArithmeticFamily(level: level)
    for (split, share) in [(Split.train, 2), (.validation, 4), (.test, 4)] {
      for index in 0..<Self.count / share {
        let problem = family.problem(split, seed: 11, index: index)
        #expect(
          StorySolver.answer(problem.questionText) == problem.answer, "\(problem.questionText)")
      }
    }
  }

  @Test func `the solver solves examples worked by hand`() {
    let answers = [
      ("Mia has 44 apples. Mia finds 15 more apples. How many apples does Mia have?", 59),
      (
        "Leo has 3 bags of 8 pens. Zoe has half as many pens as Leo. How many pens does Zoe own?",
        12
      ),
      ("Zoe has 5 fewer pens than Leo. Leo has 9 pens. How many pens does Zoe have?", 4),
      ("Ava loses 4 hats. Ava has 6 hats now. How many hats does Ava have at first?", 10),
      ("Max has 6 eggs. Eggs cost 3 dollars each. How many dollars does Max pay?", 18),
      ("Ben has 8 cups. Eva has 11 cups. How many fewer cups does Ben have than Eva?", 3),
    ]
    for (text, answer) in answers { #expect(StorySolver.answer(text) == answer, "\(text)") }
    #expect(StorySolver.answer("Mia has 4 hats. How many hats does Leo have?") == nil)
    #expect(StorySolver.answer("Leo has 4 more hats than Mia. How many hats does Leo have?") == nil)
  }
}
