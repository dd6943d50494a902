import Projection

extension MarkdownReport {
  /// What the algorithms on questions would take with a large model; empty where there are none.
  var projection: String {
    guard let text = ProjectionText(report) else { return "" }
    var section = """
      ## Projected memory

      What the same algorithms would take with a model of \(ProjectionText.reportedPreset) parameters: computed from \
      shapes, not measured. `assay memory` computes it for other models and loads, and says what is left out. Qwen2.5-\(ProjectionText.reportedPreset), \(text.shapeLine). \(text.loadLine). GB are 10⁹ bytes; nothing is \
      released between phases. Algorithms that hold the same share a column.


      """
    section += text.components(escape: Markdown.escape).markdown()
    section +=
      "\nLongest context at which everything fits on so many accelerators, evenly divided:\n\n"
      + text.longestContexts(escape: Markdown.escape).markdown()
    guard let weighed = text.weighed else { return section }
    let (critic, group) = (
      Markdown.escape(weighed.critic.name), Markdown.escape(weighed.group.name)
    )
    return section + """

      **Where \(group) stops being smaller than \(critic).** On equal terms, with as many completions in a \
      pass, it lacks the critic and is always smaller. Where its pass must take a whole group and the other's one completion, the logits and completions of \
      the group (\(text.groupGigabytes(weighed.group)) GB per 1,000 tokens) outweigh the critic without its activations \
      (\(text.criticGigabytes(weighed.critic)) GB) from these lengths on:


      """ + text.outweighingLengths(weighed).markdown()
  }
}
