import Reports
import Statistics
import Tasks

extension VerifierAudit {
  /// The audit as Markdown: attacks, rates with Wilson's intervals, disagreements.
  func text() throws -> String {
    """
    ## Attacks

    \(attackTable())
    ## Rates

    False positives are mutants that are called verified, false negatives are valid solutions that are not. \
    The interval is Wilson's, 95 %.

    \(try rateTable())
    ## Other verifiers on the attacks

    How many of the completions each gives 1 (and on how many it crashes). Disputed: the first six do \
    not all give the same.

    \(disagreementTable())
    """
  }

  private func attackTable() -> String {
    var table = TextTable([
      ("", .left), ("attack", .left), ("completions", .right), ("correct", .right),
      ("verified", .right), ("misjudged", .right),
    ])
    for row in hacks {
      table.add([
        row.hack.name, row.hack.summary, "\(row.count.judged)", "\(row.correct)",
        "\(row.verified)", "\(row.count.wrong)",
      ])
    }
    return table.markdown()
  }

  private func rateTable() throws -> String {
    var table = TextTable([
      ("what", .left), ("judged", .right), ("wrong", .right), ("rate", .right),
      ("upper bound", .right),
    ])
    let rows =
      [("false positives", falsePositives)]
      + zip(Mutant.Kind.allCases, mutants).map { ("- \($0.rawValue)", $1) }
      + [
        ("false negatives", falseNegatives), ("- solutions", solutions),
        ("- rewritings", rewritings),
      ]
      + zip(ReferenceVerifier.forWorkedSolutions, exports).map { ("export, \($0.rawValue)", $1) }
    for (name, count) in rows {
      // A kind of mutant that the level has no room for has no rate.
      let bounds =
        count.judged == 0
        ? nil
        : try Interval.wilson(
          count: count.wrong, trials: count.judged)
      table.add([
        name, "\(count.judged)", "\(count.wrong)",
        bounds.map { _ in
          NumberFormat.probability(Double(count.wrong) / Double(count.judged))
        } ?? "",
        bounds.map { NumberFormat.probability($0.upper) } ?? "",
      ])
    }
    return table.markdown()
  }

  private func disagreementTable() -> String {
    var table = TextTable(
      [("", .left), ("completions", .right), ("correct here", .right)]
        + ReferenceVerifier.allCases.map { ($0.rawValue, .right) } + [("disputed", .right)])
    for row in disagreements {
      let scores = zip(row.rewarded, row.crashes).map { $1 == 0 ? "\($0)" : "\($0) (\($1))" }
      table.add(
        [row.hack.name, "\(row.completions)", "\(row.correct)"] + scores + ["\(row.disputed)"])
    }
    return table.markdown()
  }
}
