import Statistics
import Testing

struct RootFindingTests {
  /// Known from √2 times the normal quantile and from Gosset's t: roots that a line through two far
  /// ends misses by much.
  @Test func `quantiles far out are found to the last digits`() throws {
    for tail in [0.5, 0.1, 1e-3, 1e-6, 1e-9, 1e-12] {
      let expected = 2.0.squareRoot() * (try GSL.normalUpperQuantile(tail / 2))
      #expect(isClose(try GSL.rangeUpperQuantile(tail, count: 2), expected))
    }
  }

  @Test func `a quantile gives back its tail at every number of algorithms`() throws {
    for count in [2, 3, 7, 15, 40] {
      for tail in [0.9, 0.3, 0.05, 0.01, 1e-5] {
        let quantile = try GSL.rangeUpperQuantile(tail, count: count)
        #expect(isClose(try GSL.rangeUpperTail(quantile, count: count), tail))
      }
    }
  }
}
