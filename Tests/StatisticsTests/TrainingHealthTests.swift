import Statistics
import Testing

/// What the training log says of a run's health, against values computed by hand and by NumPy
/// (`generate_stability.py`).
@Suite struct TrainingHealthTests {
  private struct Row: Decodable {
    let values: [Double?]
    let positions, spikes: [Double]
    let window, judged: Int
    let factor, floor, signalToNoise: Double
    let slope, share: Double?
    let estimates: [[Double]]

    func series() throws -> UpdateSeries {
      try UpdateSeries(positions: positions, values: values.map { $0 ?? .nan })
    }
  }

  @Test func `spikes, slopes, weights and noise agree with numpy`() throws {
    let cases = try Oracle<Row>.read("stability_series.json")
    #expect(cases.count >= 200)
    for row in cases {
      let series = try row.series()
      let spikes = try series.spikes(window: row.window, factor: row.factor, floor: row.floor)
      #expect(spikes.updates == row.spikes.map { Int($0) } && spikes.judged == row.judged)
      let trend = try series.trend()
      #expect((trend == nil) == (row.slope == nil))
      if let trend, let slope = row.slope {
        let scale = series.measured.max() ?? 0
        #expect(abs(trend.slope - slope) <= 1e-12 * max(scale, slope.magnitude), "\(row)")
      }
      if !series.measured.isEmpty {
        let share = try EffectiveSampleSize.share(series.measured)
        #expect((share == nil) == (row.share == nil))
        #expect(abs((share ?? 0) - (row.share ?? 0)) < 1e-12)
      }
      let ratio = try #require(try SignalToNoise.gradient(row.estimates))
      #expect(abs(ratio - row.signalToNoise) <= 1e-12 * max(1, ratio.magnitude))
      #expect(try SignalToNoise.gradient(row.estimates.reversed()) == ratio)
    }
  }

  @Test func `a spike is far above the median of the updates before it`() throws {
    let quiet: [Double] = [1, 1, 2, 1, 1]
    // The first five are not judged; 5 is five times the median of 1, not above it.
    let series = try UpdateSeries([100] + quiet + [5, 5.1, .nan, 1, 0])
    let spikes = try series.spikes(window: 5)
    #expect(spikes.updates == [7] && spikes.judged == 5)
    #expect(spikes.rate == 0.2 && spikes.greatestRatio == 5.1)
    #expect(try series.spikes(window: 5, floor: 5.1).updates.isEmpty)
    #expect(try series.spikes(window: 5, factor: 4.9).updates == [6, 7])
  }

  @Test func `a spike does not hide the next, and a drift is none`() throws {
    let flat = [Double](repeating: 1, count: 10)
    #expect(try UpdateSeries(flat + [50, 20] + flat).spikes().updates == [10, 11])
    let drift = (0..<100).map { 1.05 * Double($0 + 1) }
    #expect(try UpdateSeries(Array(drift.dropFirst(5))).spikes().updates.isEmpty)
  }

  @Test func `where the median is zero the floor decides`() throws {
    let series = try UpdateSeries([0, 0, 0, 0, 0, 1e-9, 0.02])
    #expect(try series.spikes(floor: 0.01).updates == [6])
    #expect(try series.spikes().updates == [5, 6])
    #expect(try series.spikes().greatestRatio == nil)
  }

  @Test func `too short a series has no rate of spikes`() throws {
    for values in [[], [1.0], [1, 2, 3, 4, 500]] {
      let spikes = try UpdateSeries(values).spikes()
      #expect(spikes.updates.isEmpty && spikes.judged == 0 && spikes.rate == nil)
    }
  }

  @Test func `entropy collapses where it falls below the threshold for good`() throws {
    let steps: [Double] = [10, 20, 30, 40, 50, 60]
    let series = try UpdateSeries(positions: steps, values: [2, 0.1, 1, .nan, 0.15, 0.2])
    let threshold = try #require(try series.collapseThreshold())
    #expect(threshold == 0.2)
    let collapse = try series.collapseTime(below: threshold)
    #expect(collapse == (try TimeToThreshold(steps: 50, reached: true)))
    let kept = try UpdateSeries(positions: steps, values: [2, 0.1, 1, 0.1, 0.5, .nan])
    let censored = try TimeToThreshold(steps: 50, reached: false)
    #expect(try kept.collapseTime(below: 0.2) == censored)
    let always = try UpdateSeries(positions: steps, values: [.nan, 0, 0, 0, 0, 0])
    let first = try TimeToThreshold(steps: 20, reached: true)
    #expect(try always.collapseTime(below: 0) == first && always.collapseThreshold() == nil)
    #expect(try UpdateSeries([.nan]).collapseTime(below: 1) == nil)
    #expect(try UpdateSeries([]).collapseThreshold() == nil)
    #expect(try UpdateSeries([-1.5, 2]).collapseThreshold() == nil)
  }

  @Test func `the tail of the divergences is the mean of the largest`() throws {
    let values = (1...40).map(Double.init)
    // Position 0.95 · 39 = 37.05: 39 and 40.
    #expect(try UpdateSeries(values + [.nan]).upperTail() == 39.5)
    #expect(try UpdateSeries([0.1]).upperTail() == 0.1)
    #expect(try UpdateSeries([.nan]).upperTail() == nil)
  }

  @Test func `drift is the slope of the lengths, over the whole run and per step`() throws {
    let series = try UpdateSeries(positions: [0, 100, 300], values: [10, .nan, 16])
    let trend = try #require(try series.trend())
    #expect(abs(trend.slope - 0.02) < 1e-15 && abs(trend.change - 6) < 1e-12)
    // By hand: t̄ = 1, x̄ = 4, Σ(t − 1)(x − 4) = 1 + 0 + 3, over 2.
    let bent = try #require(try UpdateSeries([3, 2, 7]).trend())
    #expect(bent.slope == 2 && bent.change == 4)
    let constant = try #require(try UpdateSeries([5, 5, 5]).trend())
    #expect(constant.slope == 0 && constant.change == 0)
    #expect(try UpdateSeries([5, .nan]).trend() == nil)
    #expect(try UpdateSeries([]).trend() == nil)
  }

  @Test func `the effective share is one of equal ratios and one of n of a single one`() throws {
    #expect(try EffectiveSampleSize.share([0.3, 0.3, 0.3]) == 1)
    #expect(try EffectiveSampleSize.share([0, 0, 0, 7]) == 0.25)
    // (1 + 3)² / (2 · (1 + 9)).
    #expect(isClose(try #require(try EffectiveSampleSize.share([1, 3])), 0.8))
    #expect(try EffectiveSampleSize.share([1e300, 1e300]) == 1)
    #expect(try EffectiveSampleSize.share([0, 0]) == nil)
    #expect(throws: StatisticsError.emptyInput(of: "the ratios")) {
      try EffectiveSampleSize.share([])
    }
    #expect(
      throws: StatisticsError.outOfRange(what: "a ratio", value: -1, allowed: "0 or more")
    ) { try EffectiveSampleSize.share([1, -1]) }
    #expect(throws: StatisticsError.self) { try EffectiveSampleSize.share([.nan]) }
  }

  @Test func `signal to noise is that of the mean gradient, without bias`() throws {
    // ḡ = (2, 1), tr S = 2 + 2, so (5 − 4/2)/4.
    let ratio = try #require(try SignalToNoise.gradient([[1, 0], [3, 2]]))
    #expect(abs(ratio - 0.75) < 1e-15)
    let scaled = try #require(try SignalToNoise.gradient([[1e250, 0], [3e250, 2e250]]))
    #expect(abs(scaled - 0.75) < 1e-12)
    // No signal: at least −1/n.
    let none = try #require(try SignalToNoise.gradient([[1], [-1]]))
    #expect(abs(none + 0.5) < 1e-15)
    #expect(try SignalToNoise.gradient([[1, 2]]) == nil)
    #expect(try SignalToNoise.gradient([[1, 2], [1, 2]]) == nil)
    #expect(throws: StatisticsError.self) { try SignalToNoise.gradient([[1, 2], [1]]) }
    #expect(throws: StatisticsError.self) { try SignalToNoise.gradient([]) }
  }

  @Test func `norms are compared over the seeds that measured an update`() throws {
    let ratios = try SignalToNoise.acrossRuns([[1, 5, .nan, 4], [3, 5, 2], [2, 5, 6]])
    // Mean 2 and deviation 1; all alike; 4 and √8; one run.
    #expect(ratios.count == 4 && ratios[0] == 2 && ratios[1] == nil && ratios[3] == nil)
    #expect(isClose(try #require(ratios[2]), 2.0.squareRoot()))
    #expect(try SignalToNoise.acrossRuns([[], []]).isEmpty)
    #expect(throws: StatisticsError.emptyInput(of: "the list of runs")) {
      try SignalToNoise.acrossRuns([])
    }
    #expect(throws: StatisticsError.self) { try SignalToNoise.acrossRuns([[.infinity]]) }
  }

  @Test func `a rate comes with wilson's interval`() throws {
    let rate = try OutcomeRate([true, false, false, false])
    #expect(rate.count == 1 && rate.runs == 4 && rate.rate == 0.25)
    #expect(rate.interval == (try Interval.wilson(count: 1, trials: 4)))
    let none = try OutcomeRate([false, false])
    #expect(none.rate == 0 && none.interval.lower == 0 && none.interval.upper > 0.6)
    #expect(throws: StatisticsError.emptyInput(of: "the list of runs")) { try OutcomeRate([]) }
  }

  @Test func `what is no series is refused`() {
    #expect(throws: StatisticsError.notFinite(value: .infinity, at: 1, of: "the series")) {
      try UpdateSeries([1, .infinity])
    }
    #expect(throws: StatisticsError.differentCounts(first: 2, second: 1)) {
      try UpdateSeries(positions: [1, 2], values: [1])
    }
    #expect(throws: StatisticsError.self) { try UpdateSeries(positions: [2, 1], values: [1, 1]) }
    #expect(throws: StatisticsError.self) { try UpdateSeries(positions: [.nan], values: [1]) }
    #expect(throws: StatisticsError.self) { try UpdateSeries([1, -1e301]) }
    #expect(throws: StatisticsError.self) { try UpdateSeries([1]).spikes(window: 4) }
    #expect(throws: StatisticsError.self) { try UpdateSeries([1]).spikes(factor: 1) }
    #expect(throws: StatisticsError.self) { try UpdateSeries([1]).spikes(floor: -1) }
    #expect(throws: StatisticsError.self) { try UpdateSeries([1]).upperTail(0) }
    #expect(throws: StatisticsError.self) { try UpdateSeries([1]).collapseThreshold(share: 1) }
    #expect(throws: StatisticsError.self) { try UpdateSeries([1]).collapseTime(below: .nan) }
    #expect(throws: StatisticsError.self) {
      try UpdateSeries(positions: [-1], values: [1]).collapseTime(below: 1)
    }
  }
}
