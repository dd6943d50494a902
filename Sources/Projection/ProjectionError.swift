/// Why memory cannot be projected.
public enum ProjectionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A number lies outside its range.
  case outOfRange(name: String, value: String, allowed: String)
  /// One extent does not divide another.
  case doesNotDivide(part: String, Int, whole: String, Int)
  /// No feed-forward network makes the shape have so many parameters.
  case contradictsParameters(Double, least: Int, most: Int)
  /// The shape as given has another number of parameters.
  case contradictsShape(Double, counted: Int)
  /// There is no preset of that name.
  case unknownPreset(String, known: [String])
  /// An option that the shape needs was not given.
  case missing(option: String)
  /// An option says again, and differently, what a preset says.
  case presetHasShape(option: String)

  /// The sentence that a person reads.
  public var description: String {
    switch self {
    case .outOfRange(let name, let value, let allowed):
      "--\(name) is \(value), but must be \(allowed)."
    case .doesNotDivide(let part, let number, let whole, let total):
      "--\(part) is \(number), which does not divide --\(whole) \(total)."
    case .contradictsParameters(let parameters, let least, let most):
      "--parameters is \(parameters), but with the other extents a model has from \(least) to \(most) "
        + "parameters, by the width of its feed-forward network: correct one of them."
    case .contradictsShape(let parameters, let counted):
      "--parameters is \(parameters), but the other extents make \(counted), more than 1 % away: leave "
        + "--parameters or --feed-forward out, or correct one of them."
    case .unknownPreset(let name, let known):
      "There is no preset \(name); the presets are \(known.joined(separator: ", "))."
    case .missing(let option):
      "--\(option) is missing: give --preset, or --layers, --hidden, --heads, --vocabulary and one of "
        + "--parameters and --feed-forward."
    case .presetHasShape(let option):
      "--\(option) contradicts --preset, which has a shape of its own: leave one of them out."
    }
  }

  /// Refuses what is not from 1 to 10⁹.
  static func check(_ name: String, _ value: Int) throws(ProjectionError) {
    guard (1...1_000_000_000).contains(value) else {
      throw .outOfRange(name: name, value: "\(value)", allowed: "from 1 to 1000000000")
    }
  }
}
