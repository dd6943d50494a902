/// Every figure of a report and where it is stored.
struct ReportFigures {
  /// A figure and its path in the report's folder.
  typealias Placed = (path: String, figure: Figure)

  /// The table of final scores.
  let finalScores: Placed
  /// The aggregates over tasks, where there are any.
  let aggregates: Placed?
  /// The pairs over tasks, where there are any.
  let improvement: Placed?
  /// The learning curves of each task of the report, where there are any.
  let curves: [Placed?]
  /// The final scores by seed of each task of the report; nil for a task that nothing runs on.
  let strips: [Placed?]
  /// The accuracies where one factor differs, of each task of the report, where they were measured.
  let factors: [Placed?]
  /// The gains over the references, of each task of the report, where there are any.
  let gains: [Placed?]

  /// Every pair of each task of the report, where it has three algorithms or more to compare.
  let pairs: [Placed?]
  /// The relative drawdowns by seed of each task of the report, where they are known.
  let stability: [Placed?]
  /// What is kept in memory on each task of the report, where results say what it is made of.
  let memory: [Placed?]
  /// What settings meant to break algorithms left of their gains, of each task of the report.
  let stress: [Placed?]
  /// The scores of each task of the report against training compute, where that is known.
  let computeFront: [Placed?]
  /// The same against memory, of tasks whose compute is known.
  let memoryFront: [Placed?]
  /// The training logs of each task of the report, where runs are stored with them.
  let training: [Placed?]
  /// The mean ranks over tasks, where there are enough of them.
  let ranks: Placed?
  /// The performance profiles over tasks, where there are any.
  let profiles: Placed?

  /// Draws the figures of a report.
  init(_ report: Report) {
    let labels = report.algorithms.map(\.label)
    finalScores = ("figures/final-scores.svg", FinalScoreFigure(report).draw())
    aggregates = AggregateFigure(report).map { ("figures/aggregates.svg", $0.draw()) }
    improvement = ImprovementFigure(report).map { ("figures/improvement.svg", $0.draw()) }
    let names = FileName.unique(report.tasks.map(\.name))
    curves = zip(report.tasks, names).map { task, name in
      LearningCurveFigure(task, in: report).map {
        ("figures/learning-curve-\(name).svg", $0.draw(report.settings))
      }
    }
    strips = zip(report.tasks, names).map { task, name in
      task.arms.isEmpty
        ? nil
        : ("figures/seeds-\(name).svg", SeedStripFigure(task, in: report).draw(report.settings))
    }
    factors = zip(report.tasks, names).map { task, name in
      FactorFigure(task, in: report).map {
        ("figures/factors-\(name).svg", $0.draw(report.settings, suite: report.suite))
      }
    }
    pairs = zip(report.tasks, names).map { task, name in
      PairMatrixFigure(
        task: task.name, arms: FigureArm.all(labels, shown: task.competitors.map(\.algorithm)),
        task.comparisons, decimals: task.decimals, report.settings
      ).map { ("figures/pairs-\(name).svg", $0.draw()) }
    }
    stability = zip(report.tasks, names).map { task, name in
      StabilityFigure(task, in: report).map {
        ("figures/stability-\(name).svg", $0.draw(report.settings))
      }
    }
    memory = zip(report.tasks, names).map { task, name in
      MemoryFigure(task, in: report).map { ("figures/memory-\(name).svg", $0.draw()) }
    }
    stress = zip(report.tasks, names).map { task, name in
      StressFigure(task, in: report).map { ("figures/stress-\(name).svg", $0.draw()) }
    }
    computeFront = zip(report.tasks, names).map { task, name in
      FrontFigure(task, in: report, cost: .compute).map {
        ("figures/score-compute-\(name).svg", $0.draw(report.settings))
      }
    }
    memoryFront = zip(report.tasks, names).map { task, name in
      task.compute.flatMap { _ in FrontFigure(task, in: report, cost: .memory) }.map {
        ("figures/score-memory-\(name).svg", $0.draw(report.settings))
      }
    }
    training = zip(report.tasks, names).map { task, name in
      TrainingFigure(task, in: report).map { ("figures/training-\(name).svg", $0.draw()) }
    }
    ranks = report.acrossTasks.ranks.map {
      let figure = CriticalDifferenceFigure($0, labels: labels, report.settings)
      return ("figures/critical-difference.svg", figure.draw())
    }
    profiles = report.acrossTasks.profiles.map {
      ("figures/performance-profiles.svg", ProfileFigure($0, labels: labels).draw())
    }
    gains = zip(report.tasks, names).map { task, name in
      GainFigure(task, in: report).map {
        ("figures/gain-\(name).svg", $0.draw(report.settings))
      }
    }
  }

  /// All of them, in the order of the report.
  var all: [Placed] {
    [finalScores]
      + curves.indices.flatMap {
        [
          curves[$0], strips[$0], gains[$0], factors[$0], pairs[$0], stability[$0], memory[$0],
          stress[$0], computeFront[$0], memoryFront[$0], training[$0],
        ].compactMap(\.self)
      }
      + [aggregates, profiles, improvement, ranks].compactMap(\.self)
  }
}

/// Names for files made from names of tasks.
enum FileName {
  /// A file name for each of these names: ASCII letters, digits, `.`, `_` and `-`, others as `-`;
  /// equal ones (but for case) told apart by a number.
  static func unique(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let plain = String(
        name.unicodeScalars.map { scalar in
          let isPlain =
            scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
            || scalar == "." || scalar == "_"
          return isPlain ? Character(scalar) : "-"
        })
      var candidate = plain
      var number = 2
      while !taken.insert(candidate.lowercased()).inserted {
        candidate = "\(plain)-\(number)"
        number += 1
      }
      return candidate
    }
  }
}
