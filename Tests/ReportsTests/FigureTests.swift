import Foundation
import Reports
import Results
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct FigureTests {
  @Test func `every figure is well formed and its elements lie within it`() throws {
    try Self.expectWellFormed(render(RenderTests.suite().input))
  }

  static func expectWellFormed(_ files: [ReportFile]) throws {
    for file in files where file.path.hasSuffix(".svg") {
      let svg = try #require(ParsedSVG(file.data), "\(file.path)")
      #expect(svg.root == "svg")
      let (width, height) = try #require(svg.size)
      #expect(width == 680)
      for text in svg.texts {
        #expect((0...width).contains(text.x), "\(file.path): \(text.content)")
        #expect((0...height).contains(text.y), "\(file.path): \(text.content)")
      }
    }
  }

  @Test func `an algorithm keeps its colour in every figure`() throws {
    let report = try Report(RenderTests.suite().input)
    #expect(report.algorithms.map(\.color) == ["#0072B2", "#D55E00", "#009E73"])
    for file in try Self.figures(RenderTests.suite()) {
      let text = String(decoding: file.data, as: UTF8.self)
      for color in report.algorithms.map(\.color) {
        #expect(text.contains(color), "\(file.path)")
      }
      #expect(!text.contains("#E69F00"), "\(file.path)")
    }
  }

  @Test func `labels at the ends of curves do not overlap`() throws {
    let labels = (0..<12).map { "algorithm-\($0)" }
    var suite = SyntheticSuite(tasks: ["A"], algorithms: labels, seeds: 2)
    for label in labels {
      for seed in 0..<2 {
        suite.edit("A", label, seed) { result in
          for index in result.evaluations.indices {
            result.evaluations[index].greedyReturns = [Double(100 * index)]
          }
        }
      }
    }
    let file = try #require(
      try Self.figures(suite).first { $0.path.contains("learning-curve") })
    let svg = try #require(ParsedSVG(file.data))
    let heights = svg.texts.filter { labels.contains($0.content) }.map(\.y).sorted()
    #expect(heights.count == 12)
    for (upper, lower) in zip(heights, heights.dropFirst()) { #expect(lower - upper >= 18.9) }
  }

  @Test func `ticks are round numbers in ascending order within the axis`() throws {
    let file = try #require(
      try Self.figures(RenderTests.suite()).first { $0.path.contains("curve-CartPole") })
    let svg = try #require(ParsedSVG(file.data))
    let vertical = svg.texts.filter { $0.anchor == "end" && Double($0.content) != nil }
    #expect(vertical.map(\.content) == ["0", "100", "200", "300"])
    #expect(zip(vertical, vertical.dropFirst()).allSatisfy { $0.y > $1.y })
    let horizontal = svg.texts.filter { $0.anchor == "middle" && $0.content.hasSuffix("0k") }
    #expect(horizontal.map(\.content) == ["20k", "40k", "60k", "80k", "100k"])
    #expect(zip(horizontal, horizontal.dropFirst()).allSatisfy { $0.x < $1.x })
  }

  @Test func `figures name their interval and number of seeds`() throws {
    for file in try Self.figures(RenderTests.suite()) {
      let text = String(decoding: file.data, as: UTF8.self)
      // Ranks are taken over tasks, and have no interval.
      let ranks = file.path.hasSuffix("critical-difference.svg")
      #expect(text.contains(ranks ? "n = 3 tasks" : "n = 4"), "\(file.path)")
      #expect(text.contains("95 %") != ranks, "\(file.path)")
      #expect(text.contains("prefers-color-scheme: dark"), "\(file.path)")
    }
  }

  @Test func `a percent sign stays with its number where lines break`() throws {
    for seeds in 2...6 {
      let suite = SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b"], seeds: seeds)
      for file in try Self.figures(suite) {
        let svg = try #require(ParsedSVG(file.data))
        #expect(!svg.texts.contains { $0.content.hasPrefix("%") }, "\(file.path)")
      }
    }
  }

  @Test func `long labels are cut in figures and marked`() throws {
    let file = try Self.figures(RenderTests.suite())[0]
    let svg = try #require(ParsedSVG(file.data))
    #expect(svg.texts.contains { $0.content == "<&> trpo_with_a_lab…" })
  }

  static func figures(_ suite: SyntheticSuite) throws -> [ReportFile] {
    try render(suite.input).filter { $0.path.hasSuffix(".svg") }
  }
}

/// What a strict XML parser finds in an SVG.
final class ParsedSVG: NSObject, XMLParserDelegate {
  struct Text {
    var x: Double
    var y: Double
    var anchor: String
    var content: String
  }
  private(set) var root: String?
  private(set) var size: (Double, Double)?
  private(set) var texts: [Text] = []
  private var isInText = false

  init?(_ data: Data) {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if root == nil {
      root = name
      if let width = Double(attributes["width"] ?? ""),
        let height = Double(attributes["height"] ?? "")
      {
        size = (width, height)
      }
    }
    isInText = name == "text"
    if isInText {
      texts.append(
        Text(
          x: Double(attributes["x"] ?? "") ?? .nan, y: Double(attributes["y"] ?? "") ?? .nan,
          anchor: attributes["text-anchor"] ?? "", content: ""))
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInText { texts[texts.count - 1].content += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "text" { isInText = false }
  }
}
