/// How transitions are gathered.
public enum RolloutKind: String, NamedChoice {
  /// A fixed number of steps in each of several environments; episodes run on across updates.
  case steps
  /// Whole episodes, in groups that start from one state.
  case groups
}

/// How advantages are estimated.
public enum AdvantageKind: String, NamedChoice {
  case gae, monteCarlo, kStep, group
}

/// What is subtracted from returns.
public enum BaselineKind: String, NamedChoice {
  case value, none
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
}

/// How the policy's parameters are moved.
public enum StepKind: String, NamedChoice {
  case adam, naturalGradient, trustRegion
}

/// The nonlinearity between the layers of both networks.
public enum ActivationKind: String, NamedChoice {
  case tanh, relu, gelu
}
