import Randomness

/// A solution as its lines, which can be written in several valid ways and in many wrong ones.
struct WorkedSolution: Equatable {
  /// One line, `left operation right = result`.
  struct Line: Equatable {
    var operation: LatentProgram.Operator
    var left: Int
    var right: Int
    var result: Int
    /// The step of the program that it derives.
    var node: Int

    /// `<<44+15=59>>`.
    var text: String { "<<\(left)\(operation.rawValue)\(right)=\(result)>>" }

    /// The same as tokens.
    var tokens: [Int] {
      [Symbol.open] + Symbol.number(left) + [Symbol.token(of: operation)] + Symbol.number(right)
        + [Symbol.equals] + Symbol.number(result) + [Symbol.close]
    }

    /// The line with its operands in the other order.
    var swapped: Line {
      var line = self
      (line.left, line.right) = (right, left)
      return line
    }
  }

  /// The lines, in the order they are written.
  var lines: [Line]
  /// The number after `####`.
  var answer: Int

  /// The solution in the program's order; without lines where the program has no results.
  init(_ program: LatentProgram) {
    let results = program.results ?? []
    lines = zip(program.steps, results).enumerated().map { node, pair in
      Line(
        operation: pair.0.operation, left: program.value(pair.0.left, results) ?? 0,
        right: program.value(pair.0.right, results) ?? 0, result: pair.1, node: node)
    }
    answer = results.last ?? 0
  }

  /// The lines as text.
  var work: String { lines.map(\.text).joined(separator: " ") }

  /// The whole completion as text, the end token included.
  var text: String { work + " #### \(answer) <eos>" }

  /// The same as tokens: the completion.
  var tokens: [Int] {
    lines.flatMap(\.tokens) + [Symbol.answer] + Symbol.number(answer) + [Symbol.end]
  }

  /// Another valid way to write it: lines in an order drawn from those that derive operands first,
  /// operands of `+` and `*` swapped by the toss of a coin.
  func rewritten(of program: LatentProgram, using stream: inout RandomStream) -> WorkedSolution {
    var solution = self
    solution.lines = []
    var left = Array(lines.indices)
    while !left.isEmpty {
      let ready = left.filter { index in
        !Self.operands(of: program.steps[lines[index].node]).contains { operand in
          left.contains { lines[$0].node == operand }
        }
      }
      let choice = ready[stream.integer(below: ready.count)]
      let line = lines[choice]
      let swaps = line.operation.isCommutative && stream.integer(below: 2) == 1
      solution.lines.append(swaps ? line.swapped : line)
      left.removeAll { $0 == choice }
    }
    return solution
  }

  private static func operands(of step: LatentProgram.Step) -> [Int] {
    [step.left, step.right].compactMap {
      if case .step(let index) = $0 { index } else { nil }
    }
  }
}
