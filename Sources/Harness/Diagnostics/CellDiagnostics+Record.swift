import PolicyOptimization
import Results

extension CellDiagnostics {
  /// The diagnostics of a run.
  ///
  /// - Throws: `StatisticsError`, never for a log that a run wrote.
  init(_ record: TrainingRecord, of setting: ArmSetting) throws {
    let log = HealthLog(record.log, of: setting)
    var metrics = try log.metrics()
    for (role, count) in record.compute.multiplyAdds {
      metrics["multiplyAdds.\(role.rawValue)"] = Double(count)
    }
    if record.compute.totalMultiplyAdds > 0 {
      metrics["multiplyAdds"] = Double(record.compute.totalMultiplyAdds)
    }
    for (part, bytes) in record.memoryParts { metrics["partBytes.\(part)"] = Double(bytes) }
    self.init(metrics: metrics, course: log.course(budget: setting.budget.total))
  }
}
