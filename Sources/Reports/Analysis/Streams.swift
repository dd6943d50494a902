import Randomness

/// The random streams of a report: addressed by what they are for, so that another algorithm, task
/// or resample changes no other number.
enum Streams {
  /// The splits of a permutation test.
  static func permutation(
    _ seed: UInt64, _ task: String, _ first: String, _ second: String
  ) -> RandomStream {
    RandomStream(seed: seed, purpose: "permutation test")
      .substream(task).substream(first).substream(second)
  }

  /// The flips of a sign-flip test of a metric.
  static func signFlip(
    _ seed: UInt64, _ metric: String, _ task: String, _ first: String, _ second: String
  ) -> RandomStream {
    RandomStream(seed: seed, purpose: "sign-flip test")
      .substream(metric).substream(task).substream(first).substream(second)
  }

  /// The resamples of an aggregate's interval.
  static func aggregate(_ seed: UInt64, _ algorithm: String) -> RandomStream {
    RandomStream(seed: seed, purpose: "aggregate interval").substream(algorithm)
  }

  /// The resamples of the band of a performance profile.
  static func profile(_ seed: UInt64, _ algorithm: String) -> RandomStream {
    RandomStream(seed: seed, purpose: "performance profile").substream(algorithm)
  }

  /// The resamples of a probability of improvement over tasks.
  static func improvement(_ seed: UInt64, _ first: String, _ second: String) -> RandomStream {
    RandomStream(seed: seed, purpose: "probability of improvement").substream(first)
      .substream(second)
  }
}
