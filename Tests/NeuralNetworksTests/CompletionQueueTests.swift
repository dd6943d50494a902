import NeuralNetworks
import Testing

@Suite struct CompletionQueueTests {
  /// The completions in work before each step, where completion c has `lengths[c]` tokens.
  private func steps(_ lengths: [Int], completionsPerPrompt: Int) -> [[Int]] {
    var queue = CompletionQueue()
    var written = lengths.map { _ in 0 }
    var steps: [[Int]] = []
    queue.begin(
      prompts: lengths.count / completionsPerPrompt, completionsPerPrompt: completionsPerPrompt)
    queue.advance { written[$0] == lengths[$0] }
    while !queue.running.isEmpty {
      steps.append(Array(queue.running))
      for completion in queue.running { written[completion] += 1 }
      queue.advance { written[$0] == lengths[$0] }
    }
    #expect(written == lengths)
    return steps
  }

  @Test func `all completions are written, a few at a time and those of a prompt together`() {
    let lengths = (0..<240).map { ($0 * 37) % 23 }
    let steps = steps(lengths, completionsPerPrompt: 8)
    var begun: [Int: Int] = [:]
    for (number, step) in steps.enumerated() {
      #expect(step.count <= CompletionQueue.mostInWork && step == step.sorted())
      for completion in step where begun[completion] == nil { begun[completion] = number }
    }
    for prompt in 0..<30 {
      let starts = Set((prompt * 8..<prompt * 8 + 8).compactMap { begun[$0] })
      #expect(starts.count == 1, "prompt \(prompt)")
    }
    // Places are filled again.
    let mean = Double(steps.map(\.count).reduce(0, +)) / Double(steps.count)
    #expect(mean > 0.7 * Double(CompletionQueue.mostInWork))
  }

  @Test func `one prompt's completions are in work together, however many`() {
    let count = 3 * CompletionQueue.mostInWork
    let steps = steps(Array(repeating: 2, count: 2 * count), completionsPerPrompt: count)
    #expect(steps.map(\.count) == [count, count, count, count])
    #expect(self.steps([0, 0], completionsPerPrompt: 1).isEmpty)
    #expect(self.steps([], completionsPerPrompt: 1).isEmpty)
  }
}
