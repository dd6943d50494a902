import Statistics
import Testing

struct StatisticsErrorTests {
  @Test func `messages say what failed, on which input, and what is allowed`() {
    let messages: [(StatisticsError, String)] = [
      (.emptyInput(of: "task 3"), "task 3 is empty; it must hold at least one value"),
      (
        .notFinite(value: .nan, at: 2, of: "task 3"),
        "the value at index 2 of task 3 is nan; every value must be a finite number: "
          + "give a diverged run the score it deserves, do not leave it out"
      ),
      (
        .tooFew(n: 0, needed: 1, for: "resamples of a bootstrap"),
        "0 is too few resamples of a bootstrap; at least 1 needed"
      ),
      (
        .outOfRange(
          what: "the confidence level", value: 95, allowed: "between 0 and 1, both excluded"),
        "the confidence level is 95.0; it must be between 0 and 1, both excluded"
      ),
      (
        .differentTasks(first: 2, second: 3),
        "the first score matrix has 2 tasks and the second 3; "
          + "they must hold the same tasks in the same order"
      ),
      (
        .differentCounts(first: 5, second: 4),
        "the first sample has 5 values and the second 4; "
          + "paired samples must hold the same runs in the same order"
      ),
      (
        .noFiniteValue(of: "the upper quantile of Student's t", arguments: [0, 3.5]),
        "the upper quantile of Student's t has no finite value at 0.0, 3.5; "
          + "use a level further from 0 and 1"
      ),
    ]
    for (error, message) in messages { #expect(error.description == message) }
  }

  @Test func `an error about a nan equals itself and no other`() {
    let error = StatisticsError.notFinite(value: .nan, at: 0, of: "the sample")
    #expect(error == .notFinite(value: .nan, at: 0, of: "the sample"))
    #expect(error != .notFinite(value: .nan, at: 1, of: "the sample"))
  }

  @Test func `a magnitude whose sums could overflow is refused`() {
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the value at index 0 of the sample", value: 1e301,
        allowed: "between -1e300 and 1e300")
    ) { try Descriptive.mean([1e301]) }
  }

  @Test func `a value that gsl cannot give is an error and does not abort the process`() {
    #expect(
      throws: StatisticsError.noFiniteValue(
        of: "the upper quantile of Student's t", arguments: [0, 3.5])
    ) { try GSL.studentUpperQuantile(0, degreesOfFreedom: 3.5) }
    #expect(throws: StatisticsError.self) {
      try GSL.studentUpperTail(1, degreesOfFreedom: .nan)
    }
  }
}
