/// How transitions are gathered.
public enum RolloutKind: String, NamedChoice {
  /// A fixed number of steps in each of several environments; episodes run on across updates.
  case steps
  /// Whole episodes, in groups that start from one state.
  case groups
}

/// How advantages are estimated.
public enum AdvantageKind: String, NamedChoice {
  case gae, monteCarlo, kStep, group, leaveOneOut, groupProcess

  /// Whether an episode is judged against others of its group, without a value function.
  package var comparesGroup: Bool {
    self == .group || self == .leaveOneOut || self == .groupProcess
  }
}

/// What is subtracted from returns.
public enum BaselineKind: String, NamedChoice {
  case value, mean, none
}

/// Over what advantages are shifted to mean 0 and scaled to standard deviation 1.
public enum AdvantageNormalization: String, NamedChoice {
  case none, batch, minibatch
}

/// What the advantages of a group are divided by.
public enum GroupScale: String, NamedChoice {
  case none, biased, unbiased
}

/// What the policy gradient is taken of.
public enum SurrogateKind: String, NamedChoice {
  case logProbability, ratio
}

/// How a coefficient changes over the budget.
public enum ScheduleKind: String, NamedChoice {
  case constant, linear
}

/// How the divergence from the reference policy enters the loss.
public enum KLEstimator: String, NamedChoice {
  case exact, k1, k2, k3
}

/// What every transition weighs in the loss.
public enum Aggregation: String, NamedChoice {
  /// Every step the same: 1/N.
  case step
  /// Every episode the same: 1/(episodes · its length).
  case episode
  /// Every step the same, and the same in every batch: 1/(episodes · the longest possible).
  case constant
}

/// How the policy's parameters are moved.
public enum StepKind: String, NamedChoice {
  case adam, naturalGradient, trustRegion
}

/// The nonlinearity between the layers of both networks.
public enum ActivationKind: String, NamedChoice {
  case tanh, relu, gelu
}

/// What a completion earns.
public enum RewardKind: String, NamedChoice {
  /// 1 for the right answer in the right form, else 0.
  case outcome
  /// What its steps earn, summed; right answers earn 1 more.
  case processSum
  /// The least that a step earns; right answers earn 1 more.
  case processMinimum
  /// The outcome and a potential's differences, which sum to 0.
  case processPotential
  /// What a model trained on preferences says.
  case rewardModel
  /// A coin's side, whatever was written: the negative control.
  case random
}

/// What counts as one action.
public enum CreditKind: String, NamedChoice {
  /// A token, with a ratio and an advantage of its own.
  case token
  /// A whole completion: the ratio is the product of its tokens'.
  case answer
}

/// Where the value transformer starts.
public enum ValueStart: String, NamedChoice {
  /// At the reference's trunk, with a head of zeros.
  case reference
  /// At random weights, with a head of zeros.
  case random
}

/// How a transformer knows where a token stands.
public enum PositionKind: String, NamedChoice {
  case learnt, rotary
}
