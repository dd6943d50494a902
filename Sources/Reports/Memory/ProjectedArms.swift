import Projection
import Results

extension ProjectionText {
  /// The model, as a preset of `assay memory`, that reports project to.
  static let reportedPreset = "7B"

  /// The projection of a report's algorithms on questions to a large model, at the defaults of
  /// `assay memory` with checkpointing; nil where no algorithm answers questions.
  ///
  /// What an algorithm holds is read from its ledger (critic, reference, solver) and its options (whether
  /// a group is compared). Algorithms that hold the same share a column.
  init?(_ report: Report) {
    var arms: [ProjectedAlgorithm] = []
    for task in report.tasks where task.accuracy != nil {
      for arm in task.arms where arm.control == nil {
        guard let memory = task.memory?.arms.first(where: { $0.algorithm == arm.algorithm }),
          !memory.components.isEmpty
        else { continue }
        Self.add(ProjectedAlgorithm(arm, memory), to: &arms)
      }
    }
    guard !arms.isEmpty else { return nil }
    self.init(Self.reported, arms)
  }

  private static var reported: MemoryProjection {
    do {
      return MemoryProjection(
        shape: try LanguageModelShape.preset(named: reportedPreset).shape,
        load: try MemoryProjection.Load(context: 2_048, group: 8, batch: 8), precision: .bf16,
        optimizer: .adam, checkpointing: true, rewardModel: false)
    } catch {
      preconditionFailure("the preset \(reportedPreset) is not to be projected: \(error)")
    }
  }

  /// Adds an algorithm, by name to one that holds the same.
  private static func add(_ arm: ProjectedAlgorithm, to arms: inout [ProjectedAlgorithm]) {
    guard !arms.contains(where: { $0.name.split(separator: ", ").contains(arm.name[...]) }) else {
      return
    }
    for index in arms.indices {
      var same = arm
      same.name = arms[index].name
      if same == arms[index] {
        arms[index].name += ", " + arm.name
        return
      }
    }
    arms.append(arm)
  }
}

extension ProjectedAlgorithm {
  fileprivate init(_ arm: ArmSection, _ memory: ArmMemory) {
    func holds(_ owner: String, _ use: String) -> Bool {
      memory.component(owner, use) != nil
    }
    let groups: [JSONValue] = ["group", "leaveOneOut", "groupProcess"].map(JSONValue.string)
    self.init(
      name: arm.algorithm, trainsCritic: holds("critic", "optimizer"),
      keepsReference: holds("reference", "parameters"),
      comparesGroup: arm.options["advantage"].map(groups.contains) ?? false,
      solvesNaturalGradient: holds("policy", "solver"))
  }
}
