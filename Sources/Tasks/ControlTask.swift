/// A registered control task: its description and how to make environments of it.
public struct ControlTask: Sendable {
  /// What the task is.
  public var description: ControlTaskDescription
  /// Makes `count` copies that are stepped together.
  public var makeEnvironments: @Sendable (_ count: Int) -> any VectorEnvironment

  /// Memberwise.
  public init(
    description: ControlTaskDescription,
    makeEnvironments: @escaping @Sendable (_ count: Int) -> any VectorEnvironment
  ) {
    self.description = description
    self.makeEnvironments = makeEnvironments
  }
}
