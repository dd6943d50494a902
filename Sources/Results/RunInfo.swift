import Foundation

/// What a run took and where it ran: everything that no one can reproduce, outside every hash.
package struct RunInfo: Codable, Sendable, Equatable {
  /// Wall-clock seconds of the training run, evaluations included.
  package var wallSeconds: Double
  /// Largest resident set of the process in bytes (`VmHWM`); nil where the system does not tell.
  package var peakResidentBytes: Int?
  /// Resident set of the process in bytes when the cell's training began, which is what an empty cell
  /// takes; nil where the system does not tell. The largest resident set is counted from there on.
  public var startResidentBytes: Int?
  /// Bytes that served measuring alone, counted as those of the ledger and in none of its roles; absent in
  /// records of earlier versions.
  public var measuringBytes: Int?
  /// Multiply-adds of the run by role, which repeat exactly; absent in records of earlier versions.
  public var multiplyAdds: [String: Int]?
  /// Seconds of the run by phase.
  public var phaseSeconds: [String: Double]?
  /// Multiply-adds a second that one core does on registers alone, measured after the run.
  public var peakMultiplyAddsPerSecond: Double?
  /// The machine's name.
  package var host: String
  /// The processor's model; nil where the system does not tell.
  package var processor: String?
  /// The operating system and its version.
  package var system: String
  /// The C library and its version: the one part of the machine that environment dynamics, and so
  /// results, depend on.
  package var cLibrary: String
  /// The instruction set that the kernels were compiled for.
  package var instructionSet: String

  /// The share of the peak rate that the run's multiply-adds took, over all of its time; nil where one of
  /// them is not known.
  public var efficiency: Double? {
    guard let multiplyAdds, let peakMultiplyAddsPerSecond, wallSeconds > 0 else { return nil }
    let total = multiplyAdds.values.reduce(0, +)
    return Double(total) / wallSeconds / peakMultiplyAddsPerSecond
  }

  /// The growth of the process over an empty cell in bytes; nil where the system does not tell.
  public var grownResidentBytes: Int? {
    guard let peakResidentBytes, let startResidentBytes else { return nil }
    return peakResidentBytes - startResidentBytes
  }

  /// Memberwise.
  package init(
    wallSeconds: Double, peakResidentBytes: Int?, startResidentBytes: Int? = nil,
    measuringBytes: Int? = nil,
    multiplyAdds: [String: Int]? = nil, phaseSeconds: [String: Double]? = nil,
    peakMultiplyAddsPerSecond: Double? = nil, host: String, processor: String?,
    system: String, cLibrary: String, instructionSet: String
  ) {
    self.wallSeconds = wallSeconds
    self.peakResidentBytes = peakResidentBytes
    self.startResidentBytes = startResidentBytes
    self.measuringBytes = measuringBytes
    self.multiplyAdds = multiplyAdds
    self.phaseSeconds = phaseSeconds
    self.peakMultiplyAddsPerSecond = peakMultiplyAddsPerSecond
    self.host = host
    self.processor = processor
    self.system = system
    self.cLibrary = cLibrary
    self.instructionSet = instructionSet
  }
}
