/// Tells a pool how far its worker is: the environment steps, one number a line, at most five times
/// a second.
package struct StepReporter {
  private let write: ((String) -> Void)?
  private var next = ContinuousClock.now

  /// A reporter; one that is off writes nothing.
  package init(isOn: Bool, write: @escaping (String) -> Void) {
    self.write = isOn ? write : nil
  }

  /// Takes the steps so far.
  package mutating func report(_ environmentSteps: Int) {
    guard let write else { return }
    let now = ContinuousClock.now
    guard now >= next else { return }
    next = now + .milliseconds(200)
    write("\(environmentSteps)")
  }
}
