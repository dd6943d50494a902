/// What the scores of a front are held against.
enum FrontCost {
  /// The multiply-adds of training.
  case compute
  /// The peak of the model's memory.
  case memory

  /// A unit that fits what the algorithms of a task cost, and its name.
  func unit(on task: TaskSection) -> (factor: Double, name: String) {
    switch self {
    case .compute:
      let unit = CountUnit(
        for: (task.compute?.arms ?? []).compactMap { $0.measure(.training)?.value })
      return (unit.factor, unit.title("multiply-adds"))
    case .memory:
      let peaks = (task.memory?.arms ?? []).compactMap { $0.peak?.greatest }
      return NumberFormat.byteUnit(peaks.max() ?? 0)
    }
  }
}

/// An algorithm of a front: its mean score and what that cost.
struct FrontSpot {
  /// The algorithm.
  let arm: FigureArm
  /// Whether it is compared with none, and never on the front.
  let isControl: Bool
  /// Its scores.
  let score: ScoreSummary
  /// The cost, in the unit of the figure: the mean of counts, the greatest of bytes.
  let cost: Double
  /// The interval of the mean of counts, the range of bytes; nil where seeds agree.
  let costEnds: (lower: Double, upper: Double)?
  /// What its mark says.
  let tip: String

  /// nil where the algorithm did not run on the task, or its cost is not known.
  init?(
    _ arm: FigureArm, on task: TaskSection, _ cost: FrontCost,
    _ unit: (factor: Double, name: String)
  ) {
    guard let section = task.arms.first(where: { $0.algorithm == arm.label }) else { return nil }
    let words: String
    switch cost {
    case .compute:
      guard let training = task.compute?.arm(arm.label)?.measure(.training) else { return nil }
      self.cost = training.value / unit.factor
      costEnds = training.interval.map {
        (max($0.lower, 0) / unit.factor, $0.upper / unit.factor)
      }
      words =
        "\(NumberFormat.significant(self.cost, digits: 4)) × \(unit.name), "
        + FigureText.count(training.count)
    case .memory:
      guard let peak = task.memory?.arms.first(where: { $0.algorithm == arm.label })?.peak
      else { return nil }
      self.cost = peak.greatest / unit.factor
      costEnds = peak.isConstant ? nil : (peak.least / unit.factor, self.cost)
      words = NumberFormat.bytes(peak.greatest) + ", " + FigureText.count(peak.count)
    }
    self.arm = arm
    isControl = section.control != nil
    score = section.summary
    tip = FigureText.tip(section, on: task) + "; " + words
  }
}
