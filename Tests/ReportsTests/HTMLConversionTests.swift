import Foundation
import Reports
import Testing

/// The Markdown of reports as HTML, element by element.
@Suite struct HTMLConversionTests {
  /// What stands in the page below the title.
  static func html(_ markdown: String, figures: [ReportFile] = []) -> String {
    let page = String(decoding: HTMLReport(markdown, figures: figures).data(), as: UTF8.self)
    guard let start = page.firstRange(of: "<main>\n"), let end = page.firstRange(of: "</main>")
    else { return page }
    return String(page[start.upperBound..<end.lowerBound])
  }

  @Test(arguments: [
    ("a *b* **c** `d`", "a <em>b</em> <strong>c</strong> <code>d</code>"),
    ("**a *b* c** *d", "<strong>a <em>b</em> c</strong> *d"),
    ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
    ("**`a*b`** \\*c\\*", "<strong><code>a*b</code></strong> *c*"),
    ("2 * 3 * 4, a** b, `c", "2 * 3 * 4, a** b, `c"),
    ("``a`b`` `\\` ` `` `", "<code>a`b</code> <code>\\</code> <code>``</code>"),
    ("\\<b\\> & \\& &lt; \"q\" 1 < 2", "&lt;b&gt; &amp; &amp; &amp;lt; &quot;q&quot; 1 &lt; 2"),
    ("a\\\\b \\a \\", "a\\b \\a \\"),
    ("x_y_z \\_ ~ 0.5~", "x_y_z _ ~ 0.5~"),
    ("0.2 [0.1, 0.3] (n = 3)", "0.2 [0.1, 0.3] (n = 3)"),
    ("[a *b*](tables/x.csv), \\[c\\](d)", "<a href=\"tables/x.csv\">a <em>b</em></a>, [c](d)"),
    ("[a\\]b](\"x)", "<a href=\"&quot;x\">a]b</a>"),
  ]) func `texts are read as marked`(markdown: String, html: String) {
    #expect(Self.html(markdown) == "<p>\(html)</p>\n")
  }

  @Test(arguments: [
    ("a\nb\n\nc", "<p>a b</p>\n<p>c</p>\n"),
    ("#x\n####### y", "<p>#x ####### y</p>\n"),
    ("- a\n  b\n- c\nd\n\ne", "<ul>\n<li>a b</li>\n<li>c d</li>\n</ul>\n<p>e</p>\n"),
    (
      "- a\n  - b\n    c\n  - d\n- e",
      "<ul>\n<li>a\n<ul>\n<li>b c</li>\n<li>d</li>\n</ul>\n</li>\n<li>e</li>\n</ul>\n"
    ),
    ("- a\n\n- b\n\n  c", "<ul>\n<li>a</li>\n<li>b\n<p>c</p>\n</li>\n</ul>\n"),
    ("a\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
    ("a\n14. b", "<p>a 14. b</p>\n"),
    ("> a\nb\n\nc", "<blockquote>\n<p>a b</p>\n</blockquote>\n<p>c</p>\n"),
    ("```\n<a> *b*\n\n  # c\n```\nd", "<pre><code>&lt;a&gt; *b*\n\n  # c</code></pre>\n<p>d</p>\n"),
    ("```\na", "<pre><code>a</code></pre>\n"),
    ("![a](b.svg)", "<p><a href=\"b.svg\">a</a></p>\n"),
    ("| a |\n| b |", "<p>| a | | b |</p>\n"),
    ("", ""),
  ]) func `blocks are read as marked`(markdown: String, html: String) {
    #expect(Self.html(markdown) == html)
  }

  @Test func `a table keeps its alignment and its bars and knows its numbers`() {
    let table = """
      | Name | 95 % \\| x |
      | ---- | --------: |
      | a\\|b\\\\\\|c | 1,234.5 [1, 2] |
      | `d\\|e` | – |
      | f |
      """
    #expect(
      Self.html(table) == """
        <div class="table"><table>
        <thead><tr><th scope="col">Name</th><th scope="col" class="right">95 % | x</th></tr></thead>
        <tbody>
        <tr><td>a|b\\|c</td><td class="right" data-key="1234.5">1,234.5 [1, 2]</td></tr>
        <tr><td><code>d|e</code></td><td class="right">–</td></tr>
        <tr><td>f</td><td class="right"></td></tr>
        </tbody>
        </table></div>

        """)
  }

  @Test(arguments: [
    ("1,234", "1234"), ("-1,234.50 [-1, 2]", "-1234.5"), ("0.5~", "0.5"), ("0.0286 †", "0.0286"),
    ("1.5e-7 (n = 3)", "1.5e-07"), ("12.5 KiB", "12800"), ("3 MiB", "3145728"), ("95 %", "95"),
    ("8, 9", "8"), ("0.2 / 0.3", "0.2"), ("inf", "Infinity"), ("-inf", "-Infinity"), ("nan", ""),
    ("12,34", "12"), ("2 GiB", "2147483648"), ("512 B", "512"),
  ]) func `a cell is sorted by the number that it begins with`(cell: String, key: String) {
    let html = Self.html("| a |\n| - |\n| \(cell) |")
    #expect(html.contains("<td data-key=\"\(key)\">"), "\(html)")
  }

  @Test(arguments: [
    "0.5", "-3", "1e-7", "–", "", "7e45ab", "3-layer", "a 1", "-", ".", "e5", "1.2.3",
  ])
  func `a cell that is a number or begins with none is sorted by its text`(cell: String) {
    #expect(!Self.html("| a |\n| - |\n| \(cell) |").contains("data-key"))
  }

  @Test func `headings have the anchors of code hosts and stand in the contents`() {
    let html = Self.html("# T *x*\n\n## A, *b*: \\<c\\>\n\n### Pairs\n\n### D_é 1\n\n## Pairs\n")
    #expect(
      html == """
        <h1>T <em>x</em></h1>
        <nav aria-label="Contents"><ul>
        <li><a href="#a-b-c">A, b: &lt;c&gt;</a>: <a href="#pairs">Pairs</a> · <a href="#d_é-1">D_é 1</a></li>
        <li><a href="#pairs-1">Pairs</a></li>
        </ul></nav>
        <h2 id="a-b-c">A, <em>b</em>: &lt;c&gt;</h2>
        <h3 id="pairs">Pairs</h3>
        <h3 id="d_é-1">D_é 1</h3>
        <h2 id="pairs-1">Pairs</h2>

        """)
  }

  @Test func `a figure that is shown twice has identifiers of its own each time`() {
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" role="img">
      <title>T</title>
      <desc>D</desc>
      <style>text { fill: red; }</style>
      <clipPath id="frame"></clipPath>
      <g clip-path="url(#frame)"><text>id=&quot;x&quot; url(#frame)</text></g>
      </svg>

      """
    let file = ReportFile(path: "a.svg", data: Data(svg.utf8))
    let html = Self.html("![T](a.svg)\n\n![T](a.svg)", figures: [file])
    let figure = { (number: Int) in
      """
      <figure>
      <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="T. D">
      <clipPath id="figure.\(number).frame"></clipPath>
      <g clip-path="url(#figure.\(number).frame)"><text>id=&quot;x&quot; url(#frame)</text></g>
      </svg>
      </figure>

      """
    }
    #expect(html == figure(1) + figure(2))
  }
}
