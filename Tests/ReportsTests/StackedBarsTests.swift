import Foundation
import Reports
import Testing

@Suite struct StackedBarsTests {
  private func figure(_ bars: [StackedBars.Bar], marks: [(Double, String)] = []) -> String {
    String(
      decoding: StackedBars(
        title: "Memory", axis: "MiB", parts: ["critic", "nothing", "cache"], bars: bars,
        marks: marks.map { (value: $0.0, label: $0.1) }, caption: "What it is."
      ).figure(), as: UTF8.self)
  }

  @Test func `a bar has a part for each value, its label and its total`() {
    let text = figure([
      .init(label: "ppo", values: [3, 0, 1.5]), .init(label: "grpo", values: [0, 0, 2]),
    ])
    for word in [">ppo<", ">grpo<", ">4.50<", ">2<", ">critic<", ">cache<", "What it is."] {
      #expect(text.contains(word), "\(word)")
    }
    // Two signs of the legend and three parts of bars; what no bar has is not named.
    #expect(text.components(separatedBy: "<rect").count == 6)
    #expect(!text.contains("nothing"))
  }

  @Test func `a mark beyond the longest bar is left out`() {
    let text = figure([.init(label: "ppo", values: [3, 0, 1])], marks: [(2, "two"), (9, "nine")])
    #expect(text.contains(">two<") && !text.contains(">nine<"))
  }

  @Test func `no bars, and bars of nothing, are a figure too`() {
    #expect(figure([]).contains("</svg>"))
    #expect(figure([.init(label: "ppo", values: [0, 0, 0])]).contains(">0<"))
  }
}
