/// One sentence of a story that tells something.
package struct Statement: Sendable, Hashable {
  /// What a sentence tells. The subject's quantity is that of the thing that the story counts.
  package enum Kind: Int, Sendable, CaseIterable {
    /// The subject has the number.
    case has
    /// The subject has the number of boxes with the second number in each.
    case boxes
    /// The subject gets the number more.
    case gain
    /// The subject has the number less from now on.
    case loss
    /// The subject has the number more than the reference has.
    case more
    /// The subject has the number fewer than the reference has.
    case fewer
    /// The subject has the number times as many as the reference.
    case times
    /// The subject has half as many as the reference; the number is 2, though not written in digits.
    case half
    /// The subject keeps one of the number of equal parts.
    case share
    /// One thing costs the number of dollars.
    case price
    /// The subject has the number at the end; only where the start is asked for.
    case final
    /// Not needed: the subject's age.
    case age
    /// Not needed: the subject's number of other things.
    case otherThing
    /// Not needed, never in training: someone else has the number.
    case otherPerson
    /// Not needed, never in training: the subject had the number a year ago.
    case pastEvent

    /// Whether nothing in the solution comes from it.
    var isDistractor: Bool {
      switch self {
      case .age, .otherThing, .otherPerson, .pastEvent: true
      default: false
      }
    }

    /// Whether it makes a new person's quantity from another's.
    var isRelation: Bool {
      switch self {
      case .more, .fewer, .times, .half: true
      default: false
      }
    }

    /// What is computed from the quantity before and the number; nil where nothing is.
    var operation: LatentProgram.Operator? {
      switch self {
      case .gain, .more: .add
      case .loss, .fewer: .subtract
      case .times, .boxes, .price: .multiply
      case .half, .share: .divide
      default: nil
      }
    }
  }

  package var kind: Kind
  /// A person of the story, by number.
  package var subject: Int
  /// The person that the subject is compared with.
  package var reference: Int
  package var number = 0
  package var secondNumber = 0
  /// Which of the kind's wordings is used.
  package var wording = 0

  init(_ kind: Kind, subject: Int, reference: Int = 0, number: Int = 0) {
    self.kind = kind
    self.subject = subject
    self.reference = reference
    self.number = number
  }
}

/// The sentence that ends a story.
package struct Question: Sendable, Hashable {
  /// What is asked for.
  package enum Kind: Int, Sendable, CaseIterable {
    /// What the subject has.
    case now
    /// What subject and reference have together.
    case total
    /// How many more the subject has than the reference.
    case difference
    /// What the subject's things cost.
    case cost
    /// What the subject had before anything happened.
    case start
  }

  package var kind: Kind
  package var subject: Int
  package var reference: Int
  package var wording = 0
}

/// A story: statements over numbered people, a question, and how both are worded.
package struct Story: Sendable, Equatable {
  /// The statements in an order in which each tells of people that the ones before have told of, the
  /// order of the solution.
  package var statements: [Statement]
  /// The order in which they are told: indices into ``statements``.
  package var telling: [Int]
  package var question: Question
  /// The number of people whose things are counted.
  package var people: Int
  /// The people's names, as indices into ``Lexicon/names``.
  package var names: [Int] = []
  /// The thing that is counted and another one, as indices into ``Lexicon/things``.
  package var thing = 0
  package var otherThing = 0

  init(statements: [Statement], question: Question, people: Int) {
    self.statements = statements
    telling = Array(statements.indices)
    self.question = question
    self.people = people
  }
}
