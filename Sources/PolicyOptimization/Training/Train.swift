import Kernels
import Randomness
import Tasks

/// Trains one policy on one task: a cell of a suite.
///
/// The same arguments give the same record, to the bit.
///
/// - Parameters:
///   - options: the switches; see ``Options/declarations``.
///   - budget: how much the run may use. Updates are whole: a run stops before the first that would
///     exceed the budget, but makes at least one (rollout: steps), or after the first that reaches it
///     (rollout: groups, whose length is not known before).
///   - progress: told the environment steps so far, after each update.
/// - Throws: ``OptionConflict`` where two options exclude each other.
public func train(
  task: ControlTask, options: Options, budget: TrainingBudget, seed: RunSeed,
  progress: (_ environmentSteps: Int) -> Void
) throws -> TrainingRecord {
  try options.validate()
  let run = TrainingRun(task: task, options: options, budget: budget, seed: seed)
  return run.run(progress)
}
