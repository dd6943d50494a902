import Results

extension MarkdownReport {
  /// What became of the hypotheses; nothing where there are none.
  var hypotheses: String {
    guard let section = report.hypotheses else { return "" }
    let declared = section.hypotheses.filter(\.isDeclared)
    let later = section.hypotheses.filter { !$0.isDeclared }
    var text = "## Hypotheses\n\n"
    if declared.isEmpty {
      text += "The suite declares none.\n"
    } else {
      text +=
        "Declared before the run: yes. The suite lists \(declared.count) and its SHA-256, "
        + "`\(report.suite.hash)`, covers them; `assay run` prints it before the first run.\n\n"
      text += lines(declared) + "\n" + table(declared) + notes(section, isDeclared: true)
    }
    guard !later.isEmpty else { return text }
    text +=
      "\n### Not declared before the run\n\n"
      + "The hypotheses below came with a file after the run. Whoever chose them may have known the "
      + "results, so their error rates hold only for someone who did not; they change nothing above.\n\n"
    return text + lines(later) + "\n" + table(later) + notes(section, isDeclared: false)
  }

  /// A line for each hypothesis: what became of it, in words.
  private func lines(_ hypotheses: [HypothesisSection]) -> String {
    hypotheses.map { section in
      let sign =
        switch section.outcome {
        case .confirmed: "✓ "
        case .refuted: "✗ "
        case .undecided: ""
        }
      let clauses = section.comparisons.map { comparison in
        (section.comparisons.count > 1 ? Markdown.escape(comparison.task) + ": " : "")
          + HypothesisText(section.hypothesis, comparison).sentence
      }
      return
        "- \(sign)**\(section.outcome.rawValue)**: \(Markdown.escape(section.hypothesis.words)), "
        + (section.comparisons.count > 1 ? "on each of " : "on ")
        + Self.list(section.comparisons.map { Markdown.escape($0.task) })
        + ": " + clauses.joined(separator: "; ") + ".\n"
    }.joined()
  }

  private func table(_ hypotheses: [HypothesisSection]) -> String {
    var table = TextTable([
      ("Claim", .left), ("Metric", .left), ("Task", .left), ("n", .right),
      ("Difference [interval]", .right), ("Test", .left), ("p", .right), ("Holm p", .right),
      ("Detectable", .right), ("The first is", .left),
    ])
    for section in hypotheses {
      for comparison in section.comparisons {
        let text = HypothesisText(section.hypothesis, comparison)
        table.add([
          Markdown.escape(section.hypothesis.claimWithMargin), "`\(section.hypothesis.metric)`",
          Markdown.escape(comparison.task), "\(comparison.count)", text.estimate,
          text.test, text.p, Self.p(comparison.holmP), text.detectable,
          text.verdict,
        ])
      }
    }
    return table.markdown()
  }

  private func notes(_ section: HypothesesSection, isDeclared: Bool) -> String {
    let comparisons = section.hypotheses.filter { $0.isDeclared == isDeclared }
      .flatMap(\.comparisons)
    var notes = section.families.filter { $0.isDeclared == isDeclared && $0.comparisons > 0 }
      .map(\.sentence)
    notes.append(
      "n counts seeds. The difference is the mean of the first less that of the second. Detectable: what "
        + "this n would have shown with a probability of 80 %, of claims with a margin the least margin."
    )
    if comparisons.contains(where: { $0.test == .beyondMargin }) {
      notes.append(
        "Beyond the margin: the observed difference exceeds the margin, so the test is whether the true "
          + "one does.")
    }
    if comparisons.contains(where: { $0.test == .count }) {
      notes.append(
        "Counted: equal for every seed, so that chance has no part and no test is needed.")
    }
    if comparisons.contains(where: { $0.isExact == false }) {
      notes.append(ComparisonTable.drawnNote + ", as there are too many to count all.")
    }
    let floored = comparisons.reduce(0) { $0 + $1.flooredRuns }
    if floored > 0 {
      notes.append(
        "\\* \(floored) value\(floored == 1 ? "" : "s") of runs without one of their own, each counted "
          + "with the metric's worst.")
    }
    if comparisons.contains(where: { $0.absentRuns > 0 }) {
      notes.append(
        "† Provisional: runs were not found or not readable. The claim stays undecided until they are."
      )
    }
    return notes.map { "\n\($0)\n" }.joined()
  }
}

extension FamilySection {
  /// How the family is judged.
  fileprivate var sentence: String {
    let alphaText = NumberFormat.exact(alpha)
    var text =
      "Family \(name): \(comparisons) test\(comparisons == 1 ? "" : "s"), Holm-adjusted, chance of any "
      + "false verdict at most \(alphaText)."
    guard let test = differenceTest, let smallest = smallestSignFlipP else { return text }
    let reached =
      "\(NumberFormat.probability(smallest)), times \(comparisons) "
      + "\(test == .signFlip ? "at most" : "above") \(alphaText)"
    switch test {
    case .signFlip:
      text +=
        " Differences are tested by sign flips of pairs, since runs of a seed share random numbers "
      text += "and the least p of this n is \(reached)."
    case .signGap:
      text +=
        " Differences are tested seed by seed by their signs and how far they keep from 0, which assumes "
      text += "them symmetric with one mode: the least p of sign flips of this n is \(reached)."
    default:
      text +=
        " Differences are tested by permutation of independent samples: the least p of sign flips "
      text += "of this n is \(reached)."
    }
    return text
  }
}
