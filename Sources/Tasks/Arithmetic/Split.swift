/// The parts that problems are divided into, by what they ask to compute and not by seeds.
///
/// A program's bucket is ``LatentProgram/key`` mod 100; 0–79 are training, 80–89 validation, 90–99
/// test. Samplers reject every program of another split, so that no seed, number of workers or
/// order can bring a problem of one split into another, in whatever words. Programs with a held-out
/// fact or structure never are training's: bucket 0–49 is validation's, 50–99 test's.
public enum Split: String, Sendable, CaseIterable {
  case train, validation, test

  /// Whether a program is of this split.
  public func contains(_ program: LatentProgram) -> Bool {
    contains(
      program, isHeldOut: program.hasHeldOutFact || program.hasHeldOutStructure)
  }

  /// The same where it is known whether the program has a held-out fact or structure.
  func contains(_ program: LatentProgram, isHeldOut: Bool) -> Bool {
    let bucket = Int(program.key % 100)
    return switch self {
    case .train: !isHeldOut && bucket < 80
    case .validation: isHeldOut ? bucket < 50 : (80..<90).contains(bucket)
    case .test: isHeldOut ? bucket >= 50 : bucket >= 90
    }
  }

  /// The coordinate of the split in the addresses of random streams.
  var index: Int {
    switch self {
    case .train: 0
    case .validation: 1
    case .test: 2
    }
  }
}
