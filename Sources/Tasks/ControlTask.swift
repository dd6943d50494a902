/// A registered control task: its description and how to make environments of it.
public struct ControlTask: Sendable {
  /// What the task is.
  public var description: ControlTaskDescription
  /// The policy that ``ControlTaskDescription/scriptedScore`` was measured with.
  public var scriptedPolicy: ScriptedPolicy?
  /// Makes `count` copies that are stepped together.
  public var makeEnvironments: @Sendable (_ count: Int) -> any VectorEnvironment

  /// Memberwise.
  public init(
    description: ControlTaskDescription,
    scriptedPolicy: ScriptedPolicy? = nil,
    makeEnvironments: @escaping @Sendable (_ count: Int) -> any VectorEnvironment
  ) {
    self.description = description
    self.scriptedPolicy = scriptedPolicy
    self.makeEnvironments = makeEnvironments
  }

  /// The task of an environment.
  public init<E: Environment>(_ environment: E.Type, scriptedPolicy: ScriptedPolicy?) {
    self.init(description: E.description, scriptedPolicy: scriptedPolicy) {
      EnvironmentBatch<E>(count: $0)
    }
  }
}
