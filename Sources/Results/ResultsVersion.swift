/// The versions of results: each is named where the same cell would give other numbers than before.
///
/// A version changes some cells and leaves others as they are, and those keep the version that they had, and with
/// it their identity: they need not be run again.
public enum ResultsVersion {
  /// The last.
  public static let newest = 2

  /// The version of a cell of `arm`: the last, up to `suite`, that changed its numbers.
  ///
  /// 1. The first.
  /// 2. Completions of a question share the rows of what they begin with alike, so that the sums of gradients over
  ///    rows are rounded otherwise: all that is reinforced from a reference.
  static func version(of arm: Arm, in suite: Int) -> Int {
    // What a program to come has changed is not known.
    if suite > newest { return suite }
    return arm.reference == nil ? min(suite, 1) : suite
  }

  /// The version of a suite of these arms, as this program gives their results.
  public static func current(_ arms: [Arm]) -> Int {
    arms.map { version(of: $0, in: newest) }.max() ?? 1
  }
}
