extension FigureText {
  /// What the mark of an estimate says when it is pointed at:
  /// `ppo on CartPole-v1: 230.1 [200.0, 260.2] (95 % t), n = 10`.
  ///
  /// - Parameters:
  ///   - subject: Whose estimate it is and where, labels in full.
  ///   - interval: Nil where there is none.
  ///   - count: What the estimate is made from, such as ``count(_:fewest:)`` gives it.
  static func tip(
    _ subject: String, _ value: Double, _ interval: IntervalSection?, decimals: Int, count: String
  ) -> String {
    let estimate = MarkdownReport.estimate(value, interval, decimals: decimals).replacingMinus()
    let kind = interval.map { " (\(percent($0.level)) \($0.method))" } ?? ""
    return "\(subject): \(estimate)\(kind), \(count)"
  }

  /// The same of a point of an arm's learning curve.
  static func tip(_ arm: ArmSection, at point: CurvePoint, on task: TaskSection) -> String {
    tip(
      "\(arm.algorithm) on \(task.name) after \(NumberFormat.integer(point.position)) \(arm.unit)",
      point.mean, point.interval, decimals: task.decimals, count: count(arm.scores.count))
  }

  /// The same of a curve as a whole: of its last point.
  ///
  /// - Precondition: The arm has a curve.
  static func endTip(_ arm: ArmSection, on task: TaskSection) -> String {
    tip(arm, at: arm.curve[arm.curve.count - 1], on: task)
  }

  /// The same of an arm's mean score.
  static func tip(_ arm: ArmSection, on task: TaskSection) -> String {
    tip(
      "\(arm.algorithm) on \(task.name)", arm.summary.mean, arm.summary.interval,
      decimals: task.decimals, count: count(arm.summary.count))
  }

  /// What the mark of a pair says: its difference, its interval and its adjusted p.
  ///
  /// - Parameter isTurned: Whether it is the second less the first.
  static func tip(
    _ pair: PairComparison, on task: String, decimals: Int, isTurned: Bool = false
  ) -> String {
    var interval = pair.effectInterval
    if isTurned, let ends = interval {
      interval?.lower = -ends.upper
      interval?.upper = -ends.lower
    }
    let runs = [pair.firstRuns, pair.secondRuns]
    let names = isTurned ? [pair.second, pair.first] : [pair.first, pair.second]
    return tip(
      "\(names[0]) less \(names[1]) on \(task)", isTurned ? -pair.difference : pair.difference,
      interval, decimals: decimals, count: count(runs.max() ?? 0, fewest: runs.min()))
      + ", Holm p \(NumberFormat.probability(pair.holmP))"
  }
}
