/// The algorithms that a suite can name.
public enum AlgorithmRegistry {
  /// Every algorithm, in the order they are listed. To add one: its file, and its name here.
  public static let all: [AlgorithmDescription] = [
    .vpg, .npg, .trpo, .ppo, .ppoPenalty, .grpo, .rloo, .drGRPO, .dapo, .supervised,
  ]

  /// The algorithm of a name, if there is one.
  public static func algorithm(named name: String) -> AlgorithmDescription? {
    all.first { $0.name == name }
  }
}
