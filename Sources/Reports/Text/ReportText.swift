extension TaskSection {
  /// The decimals of the task's scores wherever they are printed: three for accuracies, otherwise four
  /// significant digits for the score of largest magnitude.
  var decimals: Int {
    accuracy == nil ? NumberFormat.decimals(for: arms.flatMap(\.scores)) : 3
  }

  /// The arms that are compared: all but controls.
  var competitors: [ArmSection] { arms.filter { $0.control == nil } }
}

extension Report {
  /// The metric that ranks on a task.
  func metric(of task: TaskSection) -> String {
    task.headlineMetric ?? suite.headlineMetric ?? ""
  }

  /// The metrics that rank and the tasks of each, in the suite's order.
  var tasksByMetric: [(metric: String, tasks: [String])] {
    var groups: [(metric: String, tasks: [String])] = []
    for task in tasks {
      let metric = metric(of: task)
      if let index = groups.firstIndex(where: { $0.metric == metric }) {
        groups[index].tasks.append(task.name)
      } else {
        groups.append((metric, [task.name]))
      }
    }
    return groups
  }

  /// Why an algorithm is in no comparison on any task that it runs on; nil for others.
  func control(_ label: String) -> ArmControl? {
    let arms = tasks.flatMap(\.arms).filter { $0.algorithm == label }
    return arms.contains { $0.control == nil } ? nil : arms.first?.control
  }

  /// Whether some arm is in no comparison.
  var hasControls: Bool { tasks.contains { $0.arms.contains { $0.control != nil } } }
}

extension IntervalSection {
  /// `[lower, upper]`.
  func text(decimals: Int) -> String {
    "[\(NumberFormat.fixed(lower, decimals: decimals)), "
      + "\(NumberFormat.fixed(upper, decimals: decimals))]"
  }
}

extension ArmSection {
  /// What its budget counts.
  var unit: String { budgetUnit ?? BudgetUnit.environmentSteps }
}
