/// What a question asks to compute, without the story: a small graph of operations over quantities.
///
/// Nodes are the quantities that the story gives and the results of the steps. The last step's result
/// is the answer, and every step is needed for it. The numbers of the nodes that are live at any time
/// are distinct where the generator made the program, so that a number in a solution names one node.
public struct LatentProgram: Sendable, Hashable {
  /// An operation on two whole numbers.
  public enum Operator: String, Sendable, Hashable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"

    /// Whether the operands can change places.
    public var isCommutative: Bool { self == .add || self == .multiply }

    /// The exact result; nil where it is negative, not whole, or does not fit.
    public func result(_ left: Int, _ right: Int) -> Int? {
      let (value, overflow) =
        switch self {
        case .add: left.addingReportingOverflow(right)
        case .subtract: left.subtractingReportingOverflow(right)
        case .multiply: left.multipliedReportingOverflow(by: right)
        case .divide:
          right != 0 && left % right == 0 ? left.dividedReportingOverflow(by: right) : (0, true)
        }
      return overflow || value < 0 ? nil : value
    }
  }

  /// Where an operand comes from.
  public enum Operand: Sendable, Hashable {
    /// A quantity of the story: an index into ``LatentProgram/givens``.
    case given(Int)
    /// The result of an earlier step: an index into ``LatentProgram/steps``.
    case step(Int)
  }

  /// One operation.
  public struct Step: Sendable, Hashable {
    /// What is done.
    public var operation: Operator
    /// The first operand.
    public var left: Operand
    /// The second.
    public var right: Operand

    /// Memberwise.
    public init(_ operation: Operator, _ left: Operand, _ right: Operand) {
      self.operation = operation
      self.left = left
      self.right = right
    }
  }

  /// The quantities that the solution needs, in the order in which the story gives them.
  public var givens: [Int]
  /// The operations, each after those whose results it takes.
  public var steps: [Step]

  /// Memberwise.
  public init(givens: [Int], steps: [Step]) {
    self.givens = givens
    self.steps = steps
  }

  /// The result of each step; nil where one is negative, not whole, or too large.
  public var results: [Int]? {
    var results: [Int] = []
    for step in steps {
      guard let left = value(step.left, results), let right = value(step.right, results),
        let result = step.operation.result(left, right)
      else { return nil }
      results.append(result)
    }
    return results
  }

  /// The number of a node, given the results of the steps before it.
  public func value(_ operand: Operand, _ results: [Int]) -> Int? {
    switch operand {
    case .given(let index): givens.indices.contains(index) ? givens[index] : nil
    case .step(let index): results.indices.contains(index) ? results[index] : nil
    }
  }
}
