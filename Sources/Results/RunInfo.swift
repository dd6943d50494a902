import Foundation

/// What a run took and where it ran: everything that no one can reproduce, outside every hash.
package struct RunInfo: Codable, Sendable, Equatable {
  /// Wall-clock seconds of the training run, evaluations included.
  package var wallSeconds: Double
  /// Largest resident set of the process in bytes (`VmHWM`); nil where the system does not tell.
  package var peakResidentBytes: Int?
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

  /// Memberwise.
  package init(
    wallSeconds: Double, peakResidentBytes: Int?, host: String, processor: String?,
    system: String, cLibrary: String, instructionSet: String
  ) {
    self.wallSeconds = wallSeconds
    self.peakResidentBytes = peakResidentBytes
    self.host = host
    self.processor = processor
    self.system = system
    self.cLibrary = cLibrary
    self.instructionSet = instructionSet
  }
}
