/// Where a run's batches come from.
package protocol Experience: AnyObject {
  /// How much of the budget is used, in the task's unit.
  var used: Int { get }
  /// Whether another batch fits into a budget of `total`.
  func fits(_ total: Int) -> Bool
  /// Gathers the next batch. Values, advantages and weights are left to others.
  func collect(_ policy: Policy, into batch: inout Batch)
  /// The multiply-adds so far of models other than the policy that score what was gathered.
  var scoringMultiplyAdds: Int { get }
  /// What the log says of the last batch.
  func summary(_ batch: Batch) -> UpdateRow
  /// The measures of the run's training, by name; may be NaN.
  var metrics: [String: Double] { get }
}
