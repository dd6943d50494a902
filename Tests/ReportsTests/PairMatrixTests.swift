import Foundation
import Reports
import Results
import Testing

/// The figure of every pair of a task.
@Suite struct PairMatrixTests {
  static func svg(_ suite: SyntheticSuite) throws -> ParsedSVG? {
    try render(suite.input).first { $0.path == "figures/pairs-A.svg" }.map {
      try #require(ParsedSVG($0.data))
    }
  }

  @Test func `each pair stands twice, with its difference, sign and adjusted p`() throws {
    let suite = VerdictBoxTests.suite()
    let svg = try #require(try Self.svg(suite))
    let texts = svg.texts.map(\.content)
    let pairs = try Report(suite.input).tasks[0].comparisons
    #expect(pairs.map(\.verdict) == [.higher, .higher, .undecided])
    #expect(texts.count { $0.hasPrefix("▲ ") } == 2 && texts.count { $0.hasPrefix("▼ ") } == 2)
    #expect(texts.count { $0.hasPrefix("p ") } == 2)
    #expect(texts.contains("200.0") && texts.contains("−200.0"))
    #expect(texts.contains("199.0") && texts.contains("−199.0"))
    // The row of `a` is above the others': its arrows point up.
    let up = svg.texts.filter { $0.content.hasPrefix("▲") }
    let down = svg.texts.filter { $0.content.hasPrefix("▼") }
    #expect(Set(up.map(\.y)).count == 1 && Set(down.map(\.x)).count == 1)
    #expect(down.allSatisfy { $0.y > up[0].y })
  }

  @Test func `a provisional pair has no colour`() throws {
    var suite = VerdictBoxTests.suite()
    suite.set("A", "b", 0, .missing)
    let texts = try #require(try Self.svg(suite)).texts.map(\.content)
    #expect(texts.count { $0.hasPrefix("† ") } == 4 && texts.count { $0.hasPrefix("▲") } == 1)
  }

  @Test func `two algorithms have no square and fourteen fit`() throws {
    #expect(
      try Self.svg(SyntheticSuite(tasks: ["A"], algorithms: ["a", "b"], seeds: 3)) == nil)
    for count in [14, 15] {
      let labels = (0..<count).map { "algorithm-with-a-long-name-\($0)" }
      let suite = SyntheticSuite(tasks: ["A"], algorithms: labels, seeds: 3)
      let svg = try Self.svg(suite)
      #expect((svg != nil) == (count == 14))
      try FigureTests.expectWellFormed(render(suite.input))
    }
  }
}
