import Foundation

/// `report.html`: `report.md` as one page that needs nothing else: figures, style sheet and script are
/// part of it. The page is well-formed XML too.
package struct HTMLReport {
  private let title: String
  /// The heading of the page, as HTML.
  private let heading: String
  private let body: HTMLBody

  /// The page of a report's Markdown, the images in it from these files; an image that is none of them
  /// becomes a link.
  package init(_ markdown: String, figures: [ReportFile]) {
    let blocks = MarkdownReader.blocks(markdown)
    var body = HTMLBody(
      figures: Dictionary(figures.map { ($0.path, $0.data) }, uniquingKeysWith: { $1 }))
    if case .heading(level: 1, let text) = blocks.first {
      let words = MarkdownText.read(text)
      title = SVGDocument.escape(MarkdownText.words(words))
      heading = "<h1>\(MarkdownText.html(words))</h1>\n"
      body.add(Array(blocks.dropFirst()))
    } else {
      (title, heading) = ("", "")
      body.add(blocks)
    }
    self.body = body
  }

  /// The file.
  package func data() -> Data {
    let page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(title)</title>
      <style>\(body.styleSheets.joined())\(Self.styleSheet)</style>
      </head>
      <body>
      <main>
      \(heading)\
      \(contents)\
      \(body.html)\
      </main>
      <script>\(Self.script)</script>
      </body>
      </html>

      """
    return Data(page.utf8)
  }

  /// The table of contents: a line for each section, with its subsections.
  private var contents: String {
    var text = ""
    for (index, entry) in body.contents.enumerated() {
      let link = "<a href=\"#\(entry.id)\">\(entry.title)</a>"
      if entry.level == 2 || index == 0 {
        text += (index == 0 ? "<li>" : "</li>\n<li>") + link
      } else {
        text += (body.contents[index - 1].level == 2 ? ": " : " · ") + link
      }
    }
    guard !text.isEmpty else { return "" }
    return "<nav aria-label=\"Contents\"><ul>\n\(text)</li>\n</ul></nav>\n"
  }
}
