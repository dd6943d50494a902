import Foundation
import Tasks

/// Prints training problems as JSON Lines {"question": [token], "solution": [token], "answer": n}.
func printProblems(_ count: Int) throws {
  let family = try ArithmeticFamily(level: Questions.level)
  for index in 0..<count {
    let problem = family.problem(.train, seed: 1, index: index)
    print(
      "{\"question\":\(problem.question),\"solution\":\(problem.solution),"
        + "\"answer\":\(problem.answer)}")
  }
}
