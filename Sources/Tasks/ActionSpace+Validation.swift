extension ActionSpace {
  /// Whether a number may stand in an action row: an index of a discrete action, or any finite
  /// number for a box (the dynamics say what happens to numbers outside `low...high`).
  public func accepts(_ value: Float) -> Bool {
    switch self {
    case .discrete(let count):
      value >= 0 && value < Float(count) && value == value.rounded(.towardZero)
    case .box:
      value.isFinite
    }
  }

  /// What ``accepts(_:)`` allows, in words.
  public var allowedValues: String {
    switch self {
    case .discrete(let count): "an integer from 0 to \(count - 1)"
    case .box(_, let low, let high): "a finite number, meant to lie in \(low)…\(high)"
    }
  }

  /// The index in a discrete action row.
  ///
  /// - Precondition: the row is one number that the space accepts.
  func index(of action: Span<Float>) -> Int {
    Int(number(of: action))
  }

  /// The number in an action row of one.
  ///
  /// - Precondition: the row is one number that the space accepts.
  func number(of action: Span<Float>) -> Float {
    precondition(action.count == 1, "an action row holds 1 number, not \(action.count)")
    let value = action[0]
    precondition(accepts(value), "an action must be \(allowedValues), and \(value) is not")
    return value
  }
}
