/// The value of an option as a suite writes it.
public enum OptionValue: Sendable, Equatable {
  /// `null`: the mechanism is off.
  case none
  case flag(Bool)
  case number(Double)
  case text(String)
  case numbers([Double])
}

/// What values an option takes.
public enum OptionKind: Sendable, Equatable {
  case flag
  case integer(ClosedRange<Int>, optional: Bool = false)
  case number(ClosedRange<Double>, optional: Bool = false)
  case choice([String])
  case integers(each: ClosedRange<Int>, count: ClosedRange<Int>)

  /// The allowed values in words, for messages and help texts.
  public var allowed: String {
    switch self {
    case .flag: "true or false"
    case .integer(let range, let optional):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
        + (optional ? ", or null" : "")
    case .number(let range, let optional):
      "a number from \(range.lowerBound) to \(range.upperBound)" + (optional ? ", or null" : "")
    case .choice(let names): names.joined(separator: ", ")
    case .integers(let each, let count):
      "a list of \(count.lowerBound) to \(count.upperBound) whole numbers from \(each.lowerBound) to \(each.upperBound)"
    }
  }

  /// Whether a value is one of those allowed.
  public func allows(_ value: OptionValue) -> Bool {
    switch (self, value) {
    case (.flag, .flag): true
    case (.integer(_, let optional), .none), (.number(_, let optional), .none): optional
    case (.integer(let range, _), .number(let number)):
      Int(exactly: number).map(range.contains) ?? false
    case (.number(let range, _), .number(let number)): range.contains(number)
    case (.choice(let names), .text(let name)): names.contains(name)
    case (.integers(let each, let count), .numbers(let numbers)):
      count.contains(numbers.count)
        && numbers.allSatisfy { Int(exactly: $0).map(each.contains) ?? false }
    default: false
    }
  }
}

/// Where an option has a meaning.
public struct OptionScope: OptionSet, Sendable, Hashable {
  /// One bit per scope.
  public var rawValue: Int

  /// The scopes of some bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Reinforcement on control tasks.
  public static let control = OptionScope(rawValue: 1)
  /// Reinforcement on questions.
  public static let questions = OptionScope(rawValue: 2)
  /// Supervised training on questions.
  public static let supervised = OptionScope(rawValue: 4)
}

/// A named switch: every difference between two runs of one task is a value of these.
public struct OptionDeclaration: Sendable {
  /// The key in a suite.
  public var name: String
  /// What values it takes.
  public var kind: OptionKind
  /// What it does, in one or two sentences.
  public var summary: String
  /// The paper or program that defines it.
  public var source: String
  /// Where it has a meaning.
  public var scope: OptionScope = [.control, .questions]
  /// The value that a resolved suite does not write: of switches that came after suites had been stored
  /// it is their off, so that those keep their bytes and hashes. Nil: every value is written.
  public var unwritten: OptionValue?
  /// Reads the option.
  public var get: @Sendable (Options) -> OptionValue
  /// Writes a value that ``kind`` allows; any other value leaves the options as they are.
  public var set: @Sendable (inout Options, OptionValue) -> Void
}

extension OptionDeclaration {
  /// The option, with a meaning in `scope` alone.
  func only(_ scope: OptionScope) -> Self {
    var copy = self
    copy.scope = scope
    return copy
  }

  /// The option, not written to a resolved suite where it has this value.
  func unwritten(at value: OptionValue) -> Self {
    var copy = self
    copy.unwritten = value
    return copy
  }
}

extension Options {
  /// The declarations that have a meaning in a scope, in their order.
  public static func declarations(in scope: OptionScope) -> [OptionDeclaration] {
    declarations.filter { !$0.scope.isDisjoint(with: scope) }
  }
}

/// A switch that takes one of a few names.
public protocol NamedChoice: RawRepresentable, CaseIterable, Sendable where RawValue == String {}

/// Where an option is stored.
typealias OptionPath<Value> = any (WritableKeyPath<Options, Value> & Sendable)

extension OptionDeclaration {
  static func flag(
    _ name: String, _ path: OptionPath<Bool>, _ summary: String,
    source: String
  ) -> Self {
    Self(
      name: name, kind: .flag, summary: summary, source: source,
      get: { .flag($0[keyPath: path]) },
      set: { if case .flag(let value) = $1 { $0[keyPath: path] = value } })
  }

  static func integer(
    _ name: String, _ path: OptionPath<Int>, _ range: ClosedRange<Int>,
    _ summary: String, source: String
  ) -> Self {
    Self(
      name: name, kind: .integer(range), summary: summary, source: source,
      get: { .number(Double($0[keyPath: path])) },
      set: { if case .number(let value) = $1 { $0[keyPath: path] = Int(value) } })
  }

  static func optionalInteger(
    _ name: String, _ path: OptionPath<Int?>, _ range: ClosedRange<Int>,
    _ summary: String, source: String
  ) -> Self {
    Self(
      name: name, kind: .integer(range, optional: true), summary: summary, source: source,
      get: { $0[keyPath: path].map { .number(Double($0)) } ?? .none },
      set: {
        switch $1 {
        case .number(let value): $0[keyPath: path] = Int(value)
        case .none: $0[keyPath: path] = nil
        default: break
        }
      })
  }

  static func number(
    _ name: String, _ path: OptionPath<Double>,
    _ range: ClosedRange<Double>, _ summary: String, source: String
  ) -> Self {
    Self(
      name: name, kind: .number(range), summary: summary, source: source,
      get: { .number($0[keyPath: path]) },
      set: { if case .number(let value) = $1 { $0[keyPath: path] = value } })
  }

  static func optionalNumber(
    _ name: String, _ path: OptionPath<Double?>,
    _ range: ClosedRange<Double>, _ summary: String, source: String
  ) -> Self {
    Self(
      name: name, kind: .number(range, optional: true), summary: summary, source: source,
      get: { $0[keyPath: path].map { .number($0) } ?? .none },
      set: {
        switch $1 {
        case .number(let value): $0[keyPath: path] = value
        case .none: $0[keyPath: path] = nil
        default: break
        }
      })
  }

  static func choice<Choice: NamedChoice>(
    _ name: String, _ path: OptionPath<Choice>, _ summary: String,
    source: String
  ) -> Self {
    Self(
      name: name, kind: .choice(Choice.allCases.map(\.rawValue)), summary: summary, source: source,
      get: { .text($0[keyPath: path].rawValue) },
      set: {
        if case .text(let value) = $1, let choice = Choice(rawValue: value) {
          $0[keyPath: path] = choice
        }
      })
  }

  static func integers(
    _ name: String, _ path: OptionPath<[Int]>, each: ClosedRange<Int>,
    count: ClosedRange<Int>, _ summary: String, source: String
  ) -> Self {
    Self(
      name: name, kind: .integers(each: each, count: count), summary: summary, source: source,
      get: { .numbers($0[keyPath: path].map(Double.init)) },
      set: { if case .numbers(let values) = $1 { $0[keyPath: path] = values.map { Int($0) } } })
  }
}
