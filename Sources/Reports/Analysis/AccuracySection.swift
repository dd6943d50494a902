/// What is known of the answers to a task's questions, beyond the scores.
public struct AccuracySection: Codable, Sendable, Equatable {
  /// What the references and the supervised controls learnt from.
  public var demonstrations: [DemonstrationsSection]
  /// What each algorithm and each negative control gained over its reference, in the suite's order.
  public var gains: [ReferenceGain]
  /// What rules that read no question would score.
  public var shortcuts: [ShortcutSection]
  /// The sampled accuracy on the set that differs in no factor, then on those that differ in one;
  /// empty where none of those was measured.
  public var factors: [FactorSection]
  /// The sampled accuracy by the number of steps of a question; empty where none was measured.
  public var stepCounts: [StepCountSection]
  /// Completions of the same few questions, for people to read.
  public var examples: [ExampleSection]
}

/// What a supervised arm learnt from.
public struct DemonstrationsSection: Codable, Sendable, Equatable {
  /// The supervised arm's label.
  public var label: String
  /// How many demonstrations it was given.
  public var demonstrations: Int
  /// The probability that a demonstration reads a subtraction as an addition.
  public var misread: Double
  /// The probability that a step of a demonstration has a result that is off.
  public var slip: Double
  /// The algorithms that start from it, in the suite's order.
  public var startedBy: [String]
  /// The accuracies at which reinforcement starts from it; absent where there is no such condition.
  public var gate: GateSection?
  /// The seeds whose sampled accuracy lies outside ``gate``, so that nothing could start from them.
  public var seedsOutsideGate: [Int]

  /// Whether the demonstrations hold no declared error.
  public var isClean: Bool { misread == 0 && slip == 0 }
}

/// The sampled accuracies of a reference from which reinforcement starts.
public struct GateSection: Codable, Sendable, Equatable {
  /// The lowest.
  public var lower: Double
  /// The highest.
  public var upper: Double
}

/// What an arm gained over its reference, paired by seed: the run of seed s starts from the reference
/// of seed s.
public struct ReferenceGain: Codable, Sendable, Equatable {
  /// The label of the arm.
  public var algorithm: String
  /// The label of its reference.
  public var reference: String
  /// Why the arm is no competitor; absent for one that is.
  public var control: ArmControl?
  /// Seeds whose reference has a score.
  public var count: Int
  /// The mean over those seeds of the run's score less its reference's; absent where there are none.
  public var gain: EstimateSection?
  /// What the interval says.
  public var verdict: Verdict
  /// The reward that is optimised.
  public var reward: String?
  /// The mean over seeds by which that reward's own mean on the evaluation's completions rose above
  /// the reference's; absent where either is not measured.
  public var rewardChange: EstimateSection?
  /// The mean over the same seeds by which the sampled accuracy rose above the reference's.
  public var accuracyChange: EstimateSection?

  /// Where the interval of a gain lies.
  public enum Verdict: String, Codable, Sendable {
    /// Above 0.
    case above
    /// Below 0.
    case below
    /// On both sides of 0, or at it.
    case includesZero
    /// There is no interval: fewer than two seeds.
    case unknown
  }
}

/// The accuracy of a rule that reads no question.
public struct ShortcutSection: Codable, Sendable, Equatable {
  /// The metric that holds it.
  public var name: String
  /// Its accuracy on the evaluation's questions.
  public var accuracy: Double
}

/// The sampled accuracies on one set of questions.
public struct AccuracyOnSet: Codable, Sendable, Equatable {
  /// The arm's label.
  public var algorithm: String
  /// Runs that measured it.
  public var count: Int
  /// The mean over those, and its t interval.
  public var accuracy: EstimateSection
  /// The same on the clean twins of the questions, where the set is paired.
  public var clean: EstimateSection?
  /// The mean over runs of ``accuracy`` less ``clean``.
  public var difference: EstimateSection?
}

/// The sampled accuracies on a set of questions, by the factor in which they differ from training's.
public struct FactorSection: Codable, Sendable, Equatable {
  /// The factor; `none` for the set that differs in none.
  public var factor: String
  /// The arms that measured it, in the suite's order.
  public var arms: [AccuracyOnSet]

  /// Whether its questions have clean twins.
  public var isPaired: Bool { arms.contains { $0.clean != nil } }
}

/// The sampled accuracies on the questions that need a number of steps.
public struct StepCountSection: Codable, Sendable, Equatable {
  /// The number of steps.
  public var steps: Int
  /// The arms that measured it, in the suite's order.
  public var arms: [AccuracyOnSet]
}

/// Completions of one run.
public struct ExampleSection: Codable, Sendable, Equatable {
  /// The arm's label.
  public var algorithm: String
  /// The seed of the run: the first that left completions.
  public var seed: Int
  /// At most three questions.
  public var questions: [ExampleQuestion]
}

/// A question and what a run made of it.
public struct ExampleQuestion: Codable, Sendable, Equatable {
  /// The question.
  public var question: String
  /// The right answer.
  public var answer: Int
  /// The completions, at the first and at the last evaluation that kept one.
  public var completions: [ExampleCompletion]
}

/// A completion, as it was sampled.
public struct ExampleCompletion: Codable, Sendable, Equatable {
  /// How much of the budget was used.
  public var position: Int
  /// The text.
  public var completion: String
  /// Whether its answer is right.
  public var isCorrect: Bool
  /// Whether its steps derive that answer.
  public var isVerified: Bool
}
