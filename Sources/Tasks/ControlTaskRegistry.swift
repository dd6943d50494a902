/// The control tasks that a suite can name.
public enum ControlTaskRegistry {
  /// Every task, in the order they are listed. To add one: its file, and a line here.
  public static let all: [ControlTask] = [
    ControlTask(CartPole.self, scriptedPolicy: .cartPole),
    ControlTask(Acrobot.self, scriptedPolicy: .acrobot),
    ControlTask(MountainCar.self, scriptedPolicy: .mountainCar),
    ControlTask(MountainCarContinuous.self, scriptedPolicy: .mountainCarContinuous),
    ControlTask(Pendulum.self, scriptedPolicy: .pendulum),
  ]

  /// The task of a name, if there is one.
  public static func task(named name: String) -> ControlTask? {
    all.first { $0.description.name == name }
  }
}
