import PolicyOptimization
import Results

/// Options as a resolved suite stores them: every switch by name.
package enum ArmOptions {
  /// The JSON of every switch that has a meaning in a scope, but those at their unwritten value.
  package static func json(of options: Options, in scope: OptionScope) -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    for declaration in Options.declarations(in: scope) {
      let value = declaration.get(options)
      if value != declaration.unwritten { values[declaration.name] = JSONValue(value) }
    }
    return values
  }

  /// The options that an arm stores, of a scope; the others stay as they are in `defaults`.
  ///
  /// - Throws: ``RunError/badOption(name:arm:allowed:)``: a switch is missing, unknown, or has a
  ///   value that it cannot take.
  package static func options(
    of arm: Arm, in scope: OptionScope, from defaults: Options = Options()
  ) throws -> Options {
    var options = defaults
    var rest = arm.options
    for declaration in Options.declarations(in: scope) {
      let stored = rest.removeValue(forKey: declaration.name)
      guard let value = stored.map(OptionValue.init) ?? declaration.unwritten,
        declaration.kind.allows(value)
      else {
        throw RunError.badOption(
          name: declaration.name, arm: "\(arm.task)/\(arm.algorithm)",
          allowed: declaration.kind.allowed)
      }
      declaration.set(&options, value)
    }
    if let unknown = rest.keys.min() {
      throw RunError.badOption(
        name: unknown, arm: "\(arm.task)/\(arm.algorithm)",
        allowed: "absent: there is no such option")
    }
    return options
  }
}

extension JSONValue {
  init(_ value: OptionValue) {
    self =
      switch value {
      case .none: .null
      case .flag(let flag): .bool(flag)
      case .number(let number): .number(number)
      case .text(let text): .string(text)
      case .numbers(let numbers): .array(numbers.map(JSONValue.number))
      }
  }
}

extension OptionValue {
  /// Nil where the JSON is of a kind that no option takes.
  init?(_ value: JSONValue) {
    switch value {
    case .null: self = .none
    case .bool(let flag): self = .flag(flag)
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .array(let values):
      let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
      guard numbers.count == values.count else { return nil }
      self = .numbers(numbers)
    case .object: return nil
    }
  }
}
