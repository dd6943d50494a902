import PolicyOptimization
import Yams

/// A value in a suite file, with the path of keys that leads to it.
struct SuiteNode {
  let node: Node
  let file: String
  /// The keys from the top, joined by dots; empty at the top.
  let path: String

  var location: SuiteLocation { Self.location(of: node, in: file) }

  static func location(of node: Node, in file: String) -> SuiteLocation {
    SuiteLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  /// The text of an unquoted scalar.
  private var plainText: String? {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
      return nil
    }
    return scalar.string
  }

  /// Whether the value is `null`, `~` or nothing.
  var isNull: Bool {
    plainText.map { ["", "~", "null", "Null", "NULL"].contains($0) } ?? false
  }

  /// Whether the value is a mapping.
  var isMapping: Bool { node.mapping != nil }

  /// What stands there, in words.
  private var found: String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar, .alias:
      isNull
        ? "null"
        : plainText.map(Self.shortened) ?? node.scalar.map { "'\(Self.shortened($0.string))'" }
          ?? "an alias"
    }
  }

  /// A text for a message: one line, at most 60 characters.
  private static func shortened(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    return line.count > 60 || line.count < text.count ? line.prefix(60) + "…" : text
  }

  func badValue(_ allowed: String) -> SuiteError {
    .badValue(
      location, what: path.isEmpty ? "the suite" : "'\(path)'", found: found, allowed: allowed)
  }

  /// A text, quoted or not.
  func text(_ allowed: String) throws -> String {
    guard let scalar = node.scalar, !isNull else { throw badValue(allowed) }
    return scalar.string
  }

  /// A whole number in a range.
  func integer<Value: FixedWidthInteger>(in range: ClosedRange<Value>) throws -> Value {
    let value = plainText.flatMap { PlainNumber.integer($0, as: Value.self) }
    guard let value, range.contains(value) else {
      throw badValue("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A number that a condition allows.
  func number(_ allowed: String, where isAllowed: (Double) -> Bool) throws -> Double {
    let value = plainText.flatMap(PlainNumber.double)
    guard let value, isAllowed(value) else { throw badValue(allowed) }
    return value
  }

  /// A list of two numbers in a range, the lesser first.
  func interval(in range: ClosedRange<Double>) throws -> ClosedRange<Double> {
    let allowed =
      "a list of two numbers from \(range.lowerBound) to \(range.upperBound), the lesser first"
    guard let sequence = node.sequence else { throw badValue(allowed) }
    let texts = sequence.map { SuiteNode(node: $0, file: file, path: path).plainText ?? "" }
    let numbers = texts.compactMap(PlainNumber.double)
    guard numbers.count == 2, texts.count == 2, numbers.allSatisfy(range.contains),
      numbers[0] < numbers[1]
    else {
      throw SuiteError.badValue(
        location, what: "'\(path)'", found: "[\(texts.joined(separator: ", "))]", allowed: allowed)
    }
    return numbers[0]...numbers[1]
  }

  /// A list that is not empty.
  func items(_ allowed: String) throws -> [SuiteNode] {
    guard let sequence = node.sequence, !sequence.isEmpty else { throw badValue(allowed) }
    return sequence.map { SuiteNode(node: $0, file: file, path: path) }
  }

  /// The value of an option.
  func option(_ declaration: OptionDeclaration) throws -> OptionValue {
    let value: OptionValue? =
      switch declaration.kind {
      case _ where isNull: OptionValue.none
      case .flag: ["true": .flag(true), "false": .flag(false)][plainText]
      case .integer, .number: plainText.flatMap(PlainNumber.double).map(OptionValue.number)
      case .choice: node.scalar.map { .text($0.string) }
      case .integers:
        node.sequence.flatMap { sequence in
          let numbers = sequence.compactMap {
            SuiteNode(node: $0, file: file, path: path).plainText.flatMap(PlainNumber.double)
          }
          return numbers.count == sequence.count ? .numbers(numbers) : nil
        }
      }
    guard let value, declaration.kind.allows(value) else {
      throw badValue(declaration.kind.allowed)
    }
    return value
  }
}

/// A mapping in a suite file whose keys are known beforehand, or are all names.
struct SuiteMapping {
  let node: SuiteNode
  /// What the mapping is, for messages: "the suite", "algorithm 'ppo'".
  let place: String
  /// In the order of the file.
  let entries: [(key: String, location: SuiteLocation, value: SuiteNode)]

  /// - Parameter allowed: The keys that mean something; nil where every key is a name.
  init(_ node: SuiteNode, place: String, allowed: [String]?) throws {
    self.node = node
    self.place = place
    guard let mapping = node.node.mapping else { throw node.badValue("a mapping") }
    entries = try mapping.map { key, value in
      let location = SuiteNode.location(of: key, in: node.file)
      guard let name = key.scalar?.string else {
        throw SuiteError.badValue(
          location, what: "a key in \(place)",
          found: "a list or a mapping", allowed: "a name")
      }
      if let allowed, !allowed.contains(name) {
        throw SuiteError.unknownKey(location, key: name, place: place, allowed: allowed)
      }
      let path = node.path.isEmpty ? name : "\(node.path).\(name)"
      return (name, location, SuiteNode(node: value, file: node.file, path: path))
    }
  }

  /// The value of a key, if it is there.
  subscript(_ key: String) -> SuiteNode? { entries.first { $0.key == key }?.value }

  /// The value of a key that must be there.
  func required(_ key: String) throws -> SuiteNode {
    guard let value = self[key] else {
      throw SuiteError.missingKey(node.location, key: key, place: place)
    }
    return value
  }
}
