import Foundation

/// A figure of a report.
struct Figure {
  /// What it shows, in a few words; its caption is part of the picture.
  var title: String
  /// The SVG.
  var data: Data
}

/// Words that figures share.
enum FigureText {
  /// Characters of an algorithm's label or a task's name that figures show.
  static let labelLimit = 20

  /// `n = 10`, or `n = 8 to 12` where arms have different numbers of seeds.
  static func count(_ most: Int, fewest: Int? = nil) -> String {
    "n = " + (fewest.map { $0 < most ? "\($0) to " : "" } ?? "") + "\(most)"
  }

  /// `n = 10 seeds`, or `n = 8 to 12 seeds`.
  static func seeds(_ most: Int, fewest: Int? = nil) -> String {
    count(most, fewest: fewest) + " seed\(most == 1 ? "" : "s")"
  }

  /// `95 %`.
  static func percent(_ level: Double) -> String {
    NumberFormat.exact((level * 1000).rounded() / 10) + " %"
  }

  /// The headline metric as an axis title: a known name in words, another as it is.
  static func metric(_ name: String) -> String {
    switch name {
    case "evaluationReturn": "final return (greedy)"
    case "sampledReturn": "final return (sampled)"
    case "sampledAccuracy": "accuracy (sampled)"
    case "greedyAccuracy": "accuracy (greedy)"
    case "verifiedAccuracy": "accuracy (answer and steps)"
    case "passAt8": "pass@8"
    case "majorityAt8": "maj@8"
    default: name
    }
  }
}
