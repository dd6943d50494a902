import Results

extension MarkdownReport {
  /// What was asked: suite, tasks, algorithms, options.
  var question: String {
    let suite = report.suite
    var text = "## What was asked\n\n"
    text +=
      "Suite `\(suite.name)` (hash `\(suite.hash)`, results version \(suite.resultsVersion), suite seed "
      + "\(suite.suiteSeed)): \(counted(report.tasks.count, "task")), "
      + "\(counted(report.algorithms.count, "algorithm")), run seeds 0 to \(suite.seeds - 1), "
      + "\(counted(suite.cells, "run")).\n\n"
    text += tasksTable + "\n"
    for task in report.tasks {
      text +=
        "- **\(Markdown.escape(task.name))**: \(Markdown.escape(task.summary)) "
        + "Scripted policy: \(Markdown.escape(task.scriptedPolicy))\n"
    }
    return text + "\n" + algorithmsTable + controls + "\n" + options
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private var tasksTable: String {
    let title = unit.map { $0.capitalizedFirst } ?? "Budget"
    var table = TextTable([
      ("Task", .left), (title, .right), ("Random", .right), ("Scripted", .right),
      ("Floor", .right),
    ])
    for task in report.tasks {
      table.add(
        [Markdown.escape(task.name), budgets(task)]
          + [task.randomScore, task.scriptedScore, task.floorReturn].map {
            NumberFormat.significant($0)
          })
    }
    return table.markdown()
  }

  /// What all budgets count; nil where they differ.
  private var unit: String? {
    let units = report.tasks.flatMap(\.arms).map(\.unit)
    return units.allSatisfy { $0 == units.first } ? units.first : nil
  }

  /// The budget of a task's arms; where they differ, each with its algorithms.
  private func budgets(_ task: TaskSection) -> String {
    let isShared = unit != nil
    var groups: [(budget: String, labels: [String])] = []
    for arm in task.arms {
      let budget = NumberFormat.integer(arm.budget) + (isShared ? "" : " \(arm.unit)")
      if let index = groups.firstIndex(where: { $0.budget == budget }) {
        groups[index].labels.append(Markdown.escape(arm.algorithm))
      } else {
        groups.append((budget, [Markdown.escape(arm.algorithm)]))
      }
    }
    guard groups.count > 1 else { return groups.first?.budget ?? "–" }
    return groups.map { "\($0.budget) (\($0.labels.joined(separator: ", ")))" }
      .joined(separator: "; ")
  }

  private var algorithmsTable: String {
    var table = TextTable([("Algorithm", .left), ("Method", .left), ("What it is", .left)])
    for algorithm in report.algorithms {
      table.add([algorithm.label, algorithm.method, algorithm.summary].map(Markdown.escape))
    }
    return table.markdown()
  }

  /// The arms that are in no comparison, and why.
  private var controls: String {
    guard report.hasControls else { return "" }
    let lines = ArmControl.allCases.compactMap { control -> String? in
      var arms: [(label: String, tasks: [String])] = []
      for task in report.tasks {
        for arm in task.arms where arm.control == control {
          if let index = arms.firstIndex(where: { $0.label == arm.algorithm }) {
            arms[index].tasks.append(task.name)
          } else {
            arms.append((arm.algorithm, [task.name]))
          }
        }
      }
      guard !arms.isEmpty else { return nil }
      let names = arms.map {
        Markdown.escape($0.label) + " on " + Self.list($0.tasks.map(Markdown.escape))
      }
      return "- \(control.explanation): \(names.joined(separator: "; ")).\n"
    }
    return "\nShown, but compared with no algorithm:\n\n" + lines.joined()
  }

  /// The options that differ between algorithms or tasks as a table, the others as a list.
  private var options: String {
    let arms = report.tasks.flatMap { task in task.arms.map { (task: task.name, arm: $0) } }
    var names: Set<String> = []
    for (_, arm) in arms { names.formUnion(arm.options.keys) }
    var shared: [String] = []
    var partial: [String] = []
    var table = TextTable(
      [("Option", .left), ("Tasks", .left)]
        + report.algorithms.map { (Markdown.escape($0.label), .left) })
    var differs = false
    for name in names.sorted() {
      let values = arms.compactMap { $0.arm.options[name] }
      if let value = values.first, values.allSatisfy({ $0 == value }) {
        if values.count == arms.count {
          shared.append("`\(name)` \(Self.text(value))")
        } else {
          partial.append("`\(name)` \(Self.text(value))")
        }
      } else {
        differs = true
        for row in optionRows(name) { table.add(row) }
      }
    }
    var text = ""
    if differs {
      text += "Options that differ (a dash: the algorithm has no such option or did not run):\n\n"
      text += table.markdown()
    }
    if !shared.isEmpty {
      text += (differs ? "\n" : "") + "The same for all: " + shared.joined(separator: ", ") + ".\n"
    }
    if !partial.isEmpty {
      text += (text.isEmpty ? "" : "\n") + "The same for all that have it: "
      text += partial.joined(separator: ", ") + ".\n"
    }
    return text
  }

  /// One row for each group of tasks on which no algorithm has two values of an option. An algorithm
  /// that did not run on a task goes with whatever the others have there.
  private func optionRows(_ name: String) -> [[String]] {
    let absent = "–"
    var groups: [(values: [String?], tasks: [String])] = []
    for task in report.tasks where !task.arms.isEmpty {
      let values = report.algorithms.map { algorithm -> String? in
        guard let arm = task.arms.first(where: { $0.algorithm == algorithm.label }) else {
          return nil
        }
        return arm.options[name].map { Markdown.escape(Self.text($0)) } ?? absent
      }
      let index = groups.firstIndex { group in
        zip(group.values, values).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
      }
      if let index {
        groups[index].values = zip(groups[index].values, values).map { $0 ?? $1 }
        groups[index].tasks.append(Markdown.escape(task.name))
      } else {
        groups.append((values, [Markdown.escape(task.name)]))
      }
    }
    // An option that no algorithm has on a task needs no row of dashes.
    return groups.filter { $0.values.contains { $0 != nil && $0 != absent } }.map { group in
      ["`\(name)`", groups.count == 1 ? "all" : group.tasks.joined(separator: ", ")]
        + group.values.map { $0 ?? absent }
    }
  }

  /// A value of an option.
  static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): NumberFormat.exact(number)
    case .string(let string): string
    case .array(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .object(let fields):
      "{"
        + fields.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }
        .joined(separator: ", ") + "}"
    }
  }
}

extension ArmControl {
  /// Why such an arm is in no comparison.
  fileprivate var explanation: String {
    switch self {
    case .supervised: "Supervised, a reference or a control of one"
    case .randomReward: "Negative control, rewarded at random"
    case .shuffledReward: "Negative control, rewards shuffled"
    }
  }
}
