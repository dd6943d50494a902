extension AttackSuite {
  /// H18 and H19: what can go wrong between the completions of a batch.
  mutating func addBatches(_ others: [Int]) {
    fail(.otherAnswer, answers: others)
    // The same question with one number changed: the nearest neighbour of this one.
    for index in program.givens.indices {
      var twin = program
      twin.givens[index] += 1
      let neighbour = WorkedSolution(twin)
      if !neighbour.lines.isEmpty, neighbour.answer != answer {
        fail(.otherAnswer, [neighbour.text, "\(work) #### \(neighbour.answer) <eos>"])
      }
    }
    fail(.equalGroup, Array(repeating: "\(work) #### \(answer + 1) <eos>", count: 8))
  }
}
