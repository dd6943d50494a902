import Statistics
import Testing

/// One row of `noncentral_t.json`; `exact` where it is by mpmath, otherwise by scipy, which has no
/// value for some.
struct NoncentralTCase: Decodable {
  let t, degreesOfFreedom, noncentrality: Double
  let lower, upper: Double?
  let exact: Bool
}

struct NoncentralTTests {
  @Test func `both tails agree with scipy, and with mpmath far out`() throws {
    let cases = try Oracle<NoncentralTCase>.read("noncentral_t.json")
    #expect(cases.count >= 400)
    for row in cases {
      let upper = try GSL.noncentralStudentUpperTail(
        row.t, degreesOfFreedom: row.degreesOfFreedom, noncentrality: row.noncentrality)
      let lower = try GSL.noncentralStudentLowerTail(
        row.t, degreesOfFreedom: row.degreesOfFreedom, noncentrality: row.noncentrality)
      // mpmath's are right in every digit, scipy's only in absolute terms.
      let scale = row.exact ? 0.0 : 1
      for (tail, expected) in [(upper, row.upper), (lower, row.lower)] {
        if let expected { #expect(isClose(tail, expected, scale: scale), "\(tail) \(row)") }
      }
      #expect(abs(upper + lower - 1) < 1e-11)
    }
  }

  @Test func `without noncentrality it is student's t`() throws {
    for degreesOfFreedom in [1, 2, 5.5, 30, 1000] {
      for t in [-3, 0, 0.7, 12] {
        let tail = try GSL.studentUpperTail(abs(t), degreesOfFreedom: degreesOfFreedom)
        let noncentral = try GSL.noncentralStudentUpperTail(
          t, degreesOfFreedom: degreesOfFreedom, noncentrality: 0)
        #expect(isClose(noncentral, t < 0 ? 1 - tail : tail))
      }
    }
  }

  @Test func `both tails mirror each other`() throws {
    let upper = try GSL.noncentralStudentUpperTail(2, degreesOfFreedom: 7, noncentrality: 1)
    let lower = try GSL.noncentralStudentLowerTail(-2, degreesOfFreedom: 7, noncentrality: -1)
    #expect(upper == lower)
  }

  @Test func `what has no such distribution is refused`() {
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the degrees of freedom of noncentral t", value: 0.5,
        allowed: "at least 1 and finite")
    ) { try GSL.noncentralStudentUpperTail(1, degreesOfFreedom: 0.5, noncentrality: 1) }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the noncentrality", value: .infinity, allowed: "finite")
    ) { try GSL.noncentralStudentUpperTail(1, degreesOfFreedom: 5, noncentrality: .infinity) }
    #expect(throws: StatisticsError.self) {
      try GSL.noncentralStudentLowerTail(.nan, degreesOfFreedom: 5, noncentrality: 1)
    }
  }
}
