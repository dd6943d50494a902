/// Tells a pool how far its worker is: how much of its budget is used, one number a line, at most five
/// times a second.
package struct ProgressReporter {
  private let write: ((String) -> Void)?
  private var next = ContinuousClock.now

  /// A reporter; one that is off writes nothing.
  package init(isOn: Bool, write: @escaping (String) -> Void) {
    self.write = isOn ? write : nil
  }

  /// Takes what is used so far.
  package mutating func report(_ used: Int) {
    guard let write else { return }
    let now = ContinuousClock.now
    guard now >= next else { return }
    next = now + .milliseconds(200)
    write("\(used)")
  }
}
