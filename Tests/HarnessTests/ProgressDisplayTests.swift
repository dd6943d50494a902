import Harness
import Results
import Testing

@Suite struct ProgressDisplayTests {
  /// What a display of four cells of 1000 steps writes for events at given seconds.
  private func shown(isTerminal: Bool, _ events: [(Double, WorkerPool.Event)]) throws -> [String] {
    let start = ContinuousClock.now
    var written: [String] = []
    var display = ProgressDisplay(of: try items(), isTerminal: isTerminal, start: start) {
      written.append($0)
    }
    for (seconds, event) in events { display.show(event, now: start + .seconds(seconds)) }
    display.finish()
    return written
  }

  private func items() throws -> [Plan.Item] {
    try Plan(Sample.resolve(Sample.text(["seeds": "seeds: 4"])), store: nil).items
  }

  @Test func `elsewhere than on a terminal each cell is a line`() throws {
    let items = try items()
    #expect(
      try shown(
        isTerminal: false,
        [
          (1, .working([0: 500])), (10, .ended(items[0], .succeeded)),
          (20, .ended(items[1], .failed(reason: "out of luck"))),
          (100, .ended(items[2], .succeeded)), (120, .ended(items[3], .succeeded)),
        ]) == [
          "CartPole-v1/alpha/seed-0 · 1 of 4 cells · about 30 s left\n",
          "failed: CartPole-v1/alpha/seed-1: out of luck\n",
          "CartPole-v1/alpha/seed-2 · 3 of 4 cells · 1 failed · about 34 s left\n",
          "CartPole-v1/alpha/seed-3 · 4 of 4 cells · 1 failed\n",
        ])
  }

  @Test func `on a terminal one line is rewritten`() throws {
    let items = try items()
    #expect(
      try shown(
        isTerminal: true,
        [
          (0.1, .working([0: 0, 1: 0])), (10, .working([0: 500, 1: 500])),
          (20, .ended(items[0], .succeeded)), (20, .working([1: 1000])),
          (20, .ended(items[1], .failed(reason: "out of luck"))),
        ]) == [
          "\r0 of 4 cells · 2 running\u{1B}[K",
          "\r0 of 4 cells · 2 running · about 30 s left\u{1B}[K",
          "\r1 of 4 cells · 1 running · about 20 s left\u{1B}[K",
          "\r\u{1B}[Kfailed: CartPole-v1/alpha/seed-1: out of luck\n", "\r\u{1B}[K",
        ])
  }

  @Test func `cells of different units count by the share of their own budgets`() throws {
    // Per seed: `ref` may use 300 demonstrations, `alpha` and `solver` 200 completions each.
    let items = try Plan(Questions.small(seeds: 1), store: nil).items
    let start = ContinuousClock.now
    var written: [String] = []
    var display = ProgressDisplay(of: items, isTerminal: true, start: start) { written.append($0) }
    for (seconds, event) in [
      (0, WorkerPool.Event.working([2: 0])), (10, .working([2: 150])),
      (20, .ended(items[2], .succeeded)), (20, .working([0: 0, 1: 0])),
      (60, .ended(items[0], .succeeded)), (60, .working([1: 100])),
    ] {
      display.show(event, now: start + .seconds(seconds))
    }
    #expect(
      written == [
        "\r0 of 3 cells · 1 running\u{1B}[K",
        // Half of one of three cells in 10 s: five halves are left.
        "\r0 of 3 cells · 1 running · about 50 s left\u{1B}[K",
        // One of three, in 20 s.
        "\r1 of 3 cells · 2 running · about 40 s left\u{1B}[K",
        // A `ref` takes 20 s, an `alpha` 40, a `solver` then 30: 75 of 90 are done after 60 s.
        "\r2 of 3 cells · 1 running · about 12 s left\u{1B}[K",
      ])
  }

  @Test(arguments: [
    (0.2, "1 s"), (59, "59 s"), (61, "1 min 1 s"), (3600, "1 h 0 min"), (90_000, "25 h 0 min"),
    (Double.infinity, "277777 h 46 min"),
  ]) func `durations in words`(seconds: Double, words: String) {
    #expect(ProgressDisplay.words(seconds: seconds) == words)
  }
}
