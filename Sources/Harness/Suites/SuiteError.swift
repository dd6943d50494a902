import PolicyOptimization
import Results
import Tasks

/// A place in a suite file.
package struct SuiteLocation: Sendable, Equatable, CustomStringConvertible {
  /// The file as it was named on the command line.
  package var file: String
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars.
  package var column: Int

  package var description: String { "\(file), line \(line), column \(column)" }
}

/// What can be wrong with a suite file.
package enum SuiteError: ReportedError, Equatable {
  /// The bytes are not UTF-8.
  case notText(file: String)
  /// There is nothing in the file but blanks and comments.
  case empty(file: String)
  /// The text is not one YAML document; `problem` in the words of the parser.
  case notYAML(SuiteLocation, problem: String)
  /// A tab where YAML takes spaces only.
  case tab(SuiteLocation)
  /// A key that stands twice in one mapping; the location is that of the first.
  case duplicateKey(SuiteLocation, key: String)
  /// A key that means nothing there.
  case unknownKey(SuiteLocation, key: String, place: String, allowed: [String])
  /// A task that is not registered.
  case unknownTask(SuiteLocation, name: String, allowed: [String])
  /// An algorithm that is not registered.
  case unknownAlgorithm(SuiteLocation, name: String, allowed: [String])
  /// A task that the suite does not list under `tasks`.
  case taskNotInSuite(SuiteLocation, name: String, allowed: [String])
  /// An item that stands twice in a list.
  case duplicateItem(SuiteLocation, key: String, item: String)
  /// A key without which there is no suite.
  case missingKey(SuiteLocation, key: String, place: String)
  /// A value of the wrong type or out of range; `what` is its key in quotes, or what else it is.
  case badValue(SuiteLocation, what: String, found: String, allowed: String)
  /// An algorithm whose entry names a task on which it has no meaning.
  case taskWithoutMeaning(SuiteLocation, task: String, algorithm: String, scope: OptionScope)
  /// An algorithm that has a meaning on none of the suite's tasks.
  case noTask(SuiteLocation, algorithm: String, scope: OptionScope)
  /// An option that has a meaning on none of the tasks of its entry.
  case optionWithoutMeaning(
    SuiteLocation, option: String, algorithm: String, scope: OptionScope, runs: OptionScope)
  /// A budget in a unit that no run of its entry uses.
  case budgetWithoutMeaning(SuiteLocation, unit: String, algorithm: String, allowed: [String])
  /// A reference for runs that start from none.
  case referenceWithoutMeaning(SuiteLocation, algorithm: String)
  /// A reference that is no supervised entry on the task.
  case unknownReference(SuiteLocation, name: String, task: String, allowed: [String])
  /// A task of questions on which the suite trains no reference.
  case noReference(SuiteLocation, algorithm: String, task: String)
  /// A metric that no run holds.
  case unknownMetric(SuiteLocation, name: String, allowed: [String])
  /// A relation between two algorithms that cannot be claimed.
  case unknownRelation(SuiteLocation, name: String, allowed: [String])
  /// A label that is none of the suite's algorithms.
  case algorithmNotInSuite(SuiteLocation, name: String, allowed: [String])
  /// A claim that needs a metric with a better end, on one that has none.
  case metricWithoutDirection(SuiteLocation, metric: String, relation: String)
  /// A margin in a claim that takes none.
  case marginWithoutMeaning(SuiteLocation, relation: String)
  /// A claim about a task on which it cannot be judged; `reason` completes "on 'task' ".
  case claimWithoutMeaning(SuiteLocation, claim: String, task: String, reason: String)
  /// A claim that can be judged on none of the suite's tasks.
  case claimWithoutTask(SuiteLocation, claim: String, metric: String)
  /// A claim that the suite makes twice.
  case duplicateClaim(SuiteLocation, claim: String, metric: String, task: String)
  /// Two claims of one family with different α.
  case alphaOfFamily(SuiteLocation, family: String, alpha: Double, other: Double)
  /// Claims of a suite whose seeds are adaptive; the location is that of the first.
  case claimWithAdaptiveSeeds(SuiteLocation)
  /// A setting under `stress` that applies to nothing, or not to the algorithm that it names.
  case stressWithoutMeaning(SuiteLocation, setting: String, algorithm: String?)
  /// A setting that stands twice for an algorithm on a task.
  case duplicateStress(SuiteLocation, setting: String, algorithm: String, task: String)
  /// A multiple that the option cannot have; `found` is nil where there is no number to multiply.
  case stressOutOfRange(
    SuiteLocation, option: String, algorithm: String, task: String, found: OptionValue?,
    factor: Double, allowed: String)
  /// The label of an arm under a setting, which another entry has or which is too long.
  case stressLabel(SuiteLocation, label: String)
  /// Settings under `stress` in a suite whose seeds are adaptive; the location is that of the first.
  case stressWithAdaptiveSeeds(SuiteLocation)
  /// Options of an algorithm that do not go together; the location is that of its entry.
  case conflict(SuiteLocation, algorithm: String, task: String, OptionConflict)

  package var exitStatus: ExitStatus { .badInput }

  package var description: String {
    switch self {
    case .notText(let file):
      "\(file): the file is not UTF-8 text; a suite is a YAML file"
    case .empty(let file):
      "\(file): the file is empty; a suite needs at least suite, seeds, tasks, algorithms and budget"
    case .notYAML(let location, let problem):
      "\(location): not YAML: \(problem)"
    case .tab(let location):
      "\(location): a tab; YAML is indented with spaces only"
    case .duplicateKey(let location, let key):
      "\(location): the key '\(key)' stands more than once in the same mapping"
    case .unknownKey(let location, let key, let place, let allowed):
      "\(location): unknown key '\(key)' in \(place)" + Self.candidates(for: key, in: allowed)
    case .unknownTask(let location, let name, let allowed):
      "\(location): unknown task '\(name)'" + Self.candidates(for: name, in: allowed)
    case .unknownAlgorithm(let location, let name, let allowed):
      "\(location): unknown algorithm '\(name)'" + Self.candidates(for: name, in: allowed)
        + "; a label of your own says which it is with the key 'algorithm'"
    case .taskNotInSuite(let location, let name, let allowed):
      "\(location): '\(name)' is not among the suite's tasks"
        + Self.candidates(for: name, in: allowed)
    case .duplicateItem(let location, let key, let item):
      "\(location): '\(item)' stands more than once in '\(key)'"
    case .missingKey(let location, let key, let place):
      "\(location): the key '\(key)' is missing in \(place)"
    case .badValue(let location, let what, let found, let allowed):
      "\(location): \(what) is \(found), but must be \(allowed)"
    case .taskWithoutMeaning(let location, let task, let algorithm, let scope):
      "\(location): algorithm '\(algorithm)' cannot run on '\(task)': it is for \(scope.words)"
    case .noTask(let location, let algorithm, let scope):
      "\(location): algorithm '\(algorithm)' runs on none of the suite's tasks: it is for \(scope.words)"
    case .optionWithoutMeaning(let location, let option, let algorithm, let scope, let runs):
      "\(location): the option '\(option)' means nothing in algorithm '\(algorithm)': it is for \(scope.words), not for \(runs.words)"
    case .budgetWithoutMeaning(let location, let unit, let algorithm, let allowed):
      "\(location): a budget of '\(unit)' means nothing in algorithm '\(algorithm)', whose runs use \(allowed.joined(separator: " and "))"
    case .referenceWithoutMeaning(let location, let algorithm):
      "\(location): 'reference' means nothing in algorithm '\(algorithm)', whose runs start at random parameters"
    case .unknownReference(let location, let name, let task, let allowed):
      "\(location): '\(name)' is no supervised entry that runs on '\(task)'"
        + Self.candidates(for: name, in: allowed)
    case .noReference(let location, let algorithm, let task):
      "\(location): algorithm '\(algorithm)' needs a reference to start from on '\(task)': add an entry such as 'reference: {algorithm: supervised}'"
    case .unknownMetric(let location, let name, let allowed):
      "\(location): unknown metric '\(name)'" + Self.candidates(for: name, in: allowed)
    case .unknownRelation(let location, let name, let allowed):
      "\(location): nothing can be claimed with '\(name)'" + Self.candidates(for: name, in: allowed)
    case .algorithmNotInSuite(let location, let name, let allowed):
      "\(location): '\(name)' is not among the suite's algorithms"
        + Self.candidates(for: name, in: allowed)
    case .metricWithoutDirection(let location, let metric, let relation):
      "\(location): '\(relation)' means nothing for the metric '\(metric)', which is better neither high nor low: claim greater-than, less-than or equivalent-to"
    case .marginWithoutMeaning(let location, let relation):
      "\(location): 'margin' means nothing with '\(relation)': it is for equivalent-to and non-inferior-to"
    case .claimWithoutMeaning(let location, let claim, let task, let reason):
      "\(location): '\(claim)' cannot be judged on '\(task)': \(reason)"
    case .claimWithoutTask(let location, let claim, let metric):
      "\(location): '\(claim)' cannot be judged on any of the suite's tasks: there is none on which both run and '\(metric)' is measured"
    case .duplicateClaim(let location, let claim, let metric, let task):
      "\(location): '\(claim)' is claimed more than once of '\(metric)' on '\(task)'"
    case .alphaOfFamily(let location, let family, let alpha, let other):
      "\(location): 'alpha' is \(alpha), but \(other) elsewhere in the family '\(family)': a family has one error rate"
    case .claimWithAdaptiveSeeds(let location):
      "\(location): hypotheses cannot be declared where seeds are adaptive, as their tests take the number of runs for fixed: give 'seeds' a number"
    case .stressWithoutMeaning(let location, let setting, let algorithm):
      "\(location): the setting '\(setting)' has no meaning for \(algorithm.map { "algorithm '\($0)'" } ?? "any of the suite's algorithms"): what it changes is for other tasks than those that it runs on"
    case .duplicateStress(let location, let setting, let algorithm, let task):
      "\(location): the setting '\(setting)' stands more than once for algorithm '\(algorithm)' on '\(task)'"
    case .stressOutOfRange(
      let location, let option, let algorithm, let task, let found, let factor, let allowed):
      "\(location): '\(option)' of algorithm '\(algorithm)' on '\(task)', times \(factor), is \(Self.words(found)), but must be \(allowed)"
    case .stressLabel(let location, let label):
      "\(location): the arm of this setting would be '\(label)', which is another entry's label or longer than 64 characters"
    case .stressWithAdaptiveSeeds(let location):
      "\(location): settings under 'stress' cannot be declared where seeds are adaptive, as their verdicts take the number of runs for fixed: give 'seeds' a number"
    case .conflict(let location, let algorithm, let task, let conflict):
      "\(location): in algorithm '\(algorithm)' on '\(task)', \(conflict)"
    }
  }

  private static func words(_ value: OptionValue?) -> String {
    if case .number(let number) = value { "\(number)" } else { "no number" }
  }

  private static func candidates(for name: String, in allowed: [String]) -> String {
    let hint = nearestName(to: name, in: allowed).map { "did you mean '\($0)'? " } ?? ""
    return " (\(hint)allowed: \(allowed.joined(separator: ", ")))"
  }
}
