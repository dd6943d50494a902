import Foundation
import Reports
import Results
import Testing

/// `report.html` as a whole: the same content as `report.md`, and nothing from elsewhere.
@Suite struct HTMLReportTests {
  /// Labels and names that mean something to HTML, SVG, Markdown or XML.
  static let hostileLabels = [
    "<script>alert(1)</script>", "a & b &lt; &amp;c", "\"q\" 'r' | s\\|t", "*x* _y_ `z` [l](m) ~w~",
    "url(#frame) id=\"frame\"", "- # 1. \u{1}",
  ]

  static func hostile() -> SyntheticSuite {
    SyntheticSuite(
      tasks: ["A|</title><b>", "![x](figures/final-scores.svg)"], algorithms: hostileLabels,
      seeds: 3)
  }

  /// A control task beside questions.
  static func mixed() -> SyntheticSuite {
    SyntheticSuite.questions(
      withControl: true, seeds: 4, arms: [.sft, .ppo, .grpo, .grpoRandom], evaluations: 3)
  }

  static func suites() -> [SyntheticSuite] {
    [
      RenderTests.suite(), hostile(),
      mixed(),
      SyntheticSuite(tasks: ["A"], algorithms: ["a"], seeds: 1, evaluations: 1),
    ]
  }

  static func page(_ files: [ReportFile]) throws -> ParsedPage {
    let file = try #require(files.first { $0.path == "report.html" })
    return try #require(ParsedPage(file.data), "the page is not well-formed")
  }

  @Test(arguments: 0..<4) func `every word of the Markdown is a word of the page, in its order`(
    suite: Int
  ) throws {
    let files = try render(Self.suites()[suite].input)
    let words = MarkdownWords.of(String(decoding: files[0].data, as: UTF8.self))
    let found = try Self.page(files).words
    #expect(words.count > 200)
    let different = zip(words, found).first { $0 != $1 }
    #expect(different == nil && words.count == found.count)
  }

  @Test(arguments: 0..<4) func `every figure is in the page once and identifiers differ`(
    suite: Int
  ) throws {
    let files = try render(Self.suites()[suite].input)
    let figures = files.filter { $0.path.hasSuffix(".svg") }
    let page = try Self.page(files)
    let pictures = page.elements.filter { $0.name == "svg" }
    let titles = try figures.map { file in
      let text = String(decoding: file.data, as: UTF8.self)
      return try #require(text.firstMatch(of: /<title>(.*)<\/title>\n<desc>/)).1
    }
    #expect(!figures.isEmpty && pictures.count == figures.count)
    let labels = pictures.map { SVGText.escape($0.attributes["aria-label"] ?? "") }
    for title in titles {
      #expect(labels.count { $0.hasPrefix(title + ". ") } == titles.count { $0 == title })
    }
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let clips = page.elements.compactMap { $0.attributes["clip-path"] }
    #expect(clips.allSatisfy { ids.contains(String($0.dropFirst(5).dropLast())) })
    let anchors = page.elements.compactMap { $0.attributes["href"] }.filter { $0.hasPrefix("#") }
    #expect(anchors.allSatisfy { ids.contains(String($0.dropFirst())) })
    #expect(anchors.count == page.count("h2") + page.count("h3"))
  }

  @Test func `no figure's marks are lost on the way into the page`() throws {
    let files = try render(RenderTests.suite().input)
    let page = try Self.page(files)
    let drawn = ["line", "polyline", "polygon", "rect", "circle", "text", "g", "clipPath"]
    for name in drawn {
      let count = try files.filter { $0.path.hasSuffix(".svg") }.reduce(0) {
        $0 + (try #require(ParsedPage($1.data)).count(name))
      }
      #expect(count > 0 && page.count(name) == count, "\(name)")
    }
  }

  @Test(arguments: 0..<4) func `the page needs nothing from elsewhere`(suite: Int) throws {
    let files = try render(Self.suites()[suite].input)
    let page = try Self.page(files)
    for element in page.elements {
      #expect(!["link", "img", "iframe", "object", "embed", "image", "use"].contains(element.name))
      for (name, value) in element.attributes where name != "aria-label" {
        #expect(!["src", "srcset", "action", "data", "style", "onclick"].contains(name))
        if name.hasSuffix("href") { #expect(value.hasPrefix("#"), "\(value)") }
        if value.contains("url(") { #expect(value.hasPrefix("url(#figure.")) }
      }
    }
    let text = String(decoding: files[2].data, as: UTF8.self)
    for style in text.matches(of: /<style>([^<]*)<\/style>/) {
      #expect(!style.1.contains("url(") && !style.1.contains("@import"))
    }
    #expect(!text.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "").contains("http"))
  }

  @Test func `labels are shown as written and make no element`() throws {
    let files = try render(Self.hostile().input)
    let page = try Self.page(files)
    let known = [
      "html", "head", "meta", "title", "style", "body", "main", "nav", "ul", "li", "a", "h1", "h2",
      "h3", "p", "strong", "em", "code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td",
      "figure", "svg", "g", "line", "polyline", "polygon", "rect", "circle", "text", "clipPath",
      "script",
    ]
    #expect(page.elements.allSatisfy { known.contains($0.name) })
    #expect(page.count("script") == 1 && page.count("figure") == page.count("svg"))
    for label in Self.hostileLabels {
      let shown = label.replacing("\u{1}", with: "\u{FFFD}")
      #expect(page.text.contains(shown), "\(label)")
      #expect(page.tips.contains { $0.hasPrefix(shown + " on A|</title><b>: ") }, "\(label)")
    }
    #expect(page.text.contains("![x](figures/final-scores.svg)"))
    // Code hosts read the names of characters, which the page does not.
    #expect(String(decoding: files[0].data, as: UTF8.self).contains("a & b \\&lt; \\&amp;c"))
  }

  @Test func `the style sheets are legible in light and in dark and on paper`() throws {
    let files = try render(RenderTests.suite().input)
    let text = String(decoding: files[2].data, as: UTF8.self)
    let svg = String(decoding: files[3].data, as: UTF8.self)
    let sheet = try #require(svg.firstMatch(of: /<style>([^<]*)<\/style>/)).1
    // That of the figures is there, and once.
    #expect(text.ranges(of: sheet).count == 1)
    #expect(text.contains("color-scheme: light dark") && text.contains("@media print"))
    #expect(text.ranges(of: "prefers-color-scheme: dark").count == 2)
  }
}

/// What ``SVGDocument`` writes for a text, for texts without control characters.
private enum SVGText {
  static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

/// The words that a reader of Markdown sees, found by taking its marks away rather than by reading it.
private enum MarkdownWords {
  static func of(_ text: String) -> [String] {
    var words: [Substring] = []
    var isCode = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") {
        isCode.toggle()
      } else if isCode {
        words += line.split(separator: " ")
      } else if !line.hasPrefix("!["), !line.allSatisfy({ "|-: ".contains($0) }) {
        var line = String(line).replacing(#/^(#+|\s*-) /#, with: "")
        if line.hasPrefix("|") {
          line = line.replacing("\\|", with: "\u{E000}").replacing("|", with: " ")
            .replacing("\u{E000}", with: "|")
        }
        words += Substring(withoutMarks(line)).split(separator: " ")
      }
    }
    return words.map { String($0).replacing("\u{1}", with: "\u{FFFD}") }
  }

  /// Without stars, backticks and the backslashes of escapes.
  private static func withoutMarks(_ line: String) -> String {
    line.replacing(#/\\([\\`*_\[\]<>#~&])|[*`]/#) { String($0.1 ?? "") }
  }
}
