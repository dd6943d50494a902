import PolicyOptimization
import Testing

@Suite struct `Training options` {
  @Test func `every stored switch is declared once, under its own name`() {
    let stored = Mirror(reflecting: Options()).children.compactMap(\.label)
    let declared = Options.declarations.map(\.name)
    #expect(Set(declared).count == declared.count)
    #expect(Set(stored) == Set(declared))
  }

  @Test(arguments: AlgorithmRegistry.all.map(\.name))
  func `an algorithm's defaults are allowed and go together`(_ name: String) throws {
    let algorithm = try #require(AlgorithmRegistry.algorithm(named: name))
    let defaults = [algorithm.controlDefaults, algorithm.questionDefaults].compactMap { $0 }
    #expect(!defaults.isEmpty)
    for options in defaults {
      for declaration in Options.declarations {
        #expect(declaration.kind.allows(declaration.get(options)), "\(declaration.name)")
      }
      #expect(throws: Never.self) { try options.validate() }
    }
  }

  @Test func `a value that is written is read back, and changes nothing else`() {
    for declaration in Options.declarations {
      for value in Self.otherValues(declaration.kind) {
        var options = Options()
        declaration.set(&options, value)
        #expect(declaration.get(options) == value, "\(declaration.name)")
        for other in Options.declarations where other.name != declaration.name {
          #expect(other.get(options) == other.get(Options()))
        }
      }
    }
  }

  private static func otherValues(_ kind: OptionKind) -> [OptionValue] {
    switch kind {
    case .flag: [.flag(true), .flag(false)]
    case .integer(let range, let optional):
      [.number(Double(range.lowerBound)), .number(Double(range.upperBound))]
        + (optional ? [.none] : [])
    case .number(let range, let optional):
      [.number(range.lowerBound), .number(range.upperBound)] + (optional ? [.none] : [])
    case .choice(let names): names.map { .text($0) }
    case .integers(let each, _): [.numbers([Double(each.lowerBound), 7])]
    }
  }

  @Test func `values outside the declared kind are refused`() throws {
    func allows(_ name: String, _ value: OptionValue) throws -> Bool {
      try #require(
        Options.declarations.first { $0.name == name }
      ).kind.allows(value)
    }
    #expect(try !allows("discount", .number(1.01)))
    #expect(try !allows("discount", .none))
    #expect(try !allows("environments", .number(2.5)))
    #expect(try !allows("environments", .number(0)))
    #expect(try !allows("advantage", .text("GAE")))
    #expect(try !allows("normalizeReturns", .number(1)))
    #expect(try !allows("hiddenSizes", .numbers([64, 0])))
    #expect(try allows("hiddenSizes", .numbers([])))
    #expect(try allows("clipRange", .none))
  }

  @Test func `options that exclude each other are refused in one sentence`() {
    func conflict(_ change: (inout Options) -> Void) -> String? {
      do {
        try Options(change).validate()
        return nil
      } catch { return error.description }
    }
    #expect(conflict { $0.advantage = .group } == "advantage: group needs rollout: groups")
    #expect(
      conflict {
        $0.surrogate = .logProbability
        $0.clipRange = 0.2
      }
        == "clipRange: 0.2 needs surrogate: ratio, since a log-probability has no ratio to clip")
    #expect(conflict { $0.clipRangeHigh = 0.3 } == "clipRangeHigh: 0.3 needs a clipRange")
    #expect(conflict { $0.klPenaltyTarget = 0.01 } == "klPenaltyTarget: 0.01 needs a klPenalty")
    #expect(
      conflict { $0.referenceRefresh = 5 }
        == "referenceRefresh: 5 needs a referenceCoefficient above 0")
    #expect(
      conflict { $0.step = .trustRegion }
        == "step: trustRegion needs valueEpochs, since the value network cannot be trained jointly")
    #expect(
      conflict { $0.aggregation = .episode }
        == "aggregation: episode needs rollout: groups, since other rollouts cut episodes")
  }

  @Test func `a transformer that cannot be is refused before anything runs`() {
    func conflict(width: Int, heads: Int, _ positions: PositionKind) -> String? {
      do {
        try Options {
          ($0.width, $0.heads, $0.positions) = (width, heads, positions)
        }.validate()
        return nil
      } catch { return error.description }
    }
    #expect(conflict(width: 64, heads: 4, .rotary) == nil)
    #expect(conflict(width: 12, heads: 4, .learnt) == nil)
    #expect(
      conflict(width: 64, heads: 5, .learnt)
        == "heads: 5 needs a width that it divides; 64 is none")
    #expect(
      conflict(width: 12, heads: 4, .rotary)
        == "positions: rotary needs heads of an even size; 4 heads of a width of 12 have 3")
  }

  @Test func `options of questions that exclude each other are refused in one sentence`() {
    /// The options of questions, changed.
    func conflict(_ change: (inout Options) -> Void) -> String? {
      do {
        try Options {
          $0.rollout = .groups
          $0.baseline = .none
          change(&$0)
        }.validate()
        return nil
      } catch { return error.description }
    }
    for advantage: AdvantageKind in [.group, .leaveOneOut, .groupProcess] {
      let alone = conflict {
        $0.advantage = advantage
        $0.reward = .processSum
        $0.groupSize = 1
      }
      #expect(
        alone
          == "groupSize: 1 needs an advantage that does not compare the members of a group")
    }
    for advantage: AdvantageKind in [.groupProcess, .kStep] {
      let answer = conflict {
        $0.advantage = advantage
        $0.reward = .processSum
        $0.credit = .answer
      }
      #expect(
        answer
          == "credit: answer needs an advantage of whole answers: group, leaveOneOut, monteCarlo or gae"
      )
    }
    for aggregation: Aggregation in [.episode, .constant] {
      let answer = conflict {
        $0.credit = .answer
        $0.aggregation = aggregation
      }
      #expect(
        answer == "credit: answer needs aggregation: step, since every answer is one action")
    }
    #expect(
      conflict { $0.dynamicSampling = 3 }
        == "dynamicSampling: 3 needs an advantage that compares the members of a group")
    #expect(
      conflict { $0.advantage = .groupProcess }
        == "advantage: groupProcess needs reward: processSum, whose steps it compares")
    // And what goes together.
    #expect(
      conflict {
        $0.advantage = .groupProcess
        $0.reward = .processSum
        $0.dynamicSampling = 3
      } == nil)
    #expect(
      conflict {
        $0.advantage = .leaveOneOut
        $0.credit = .answer
        $0.groupSize = 2
      } == nil)
    #expect(conflict { $0.groupSize = 1 } == nil)
  }
}
