import Foundation
import Kernels
import PolicyOptimization
import Results

/// What this process and machine say of themselves.
enum MachineRecord {
  /// The record of a run that took `seconds`, in a process that was `startResidentBytes` large before.
  static func runInfo(
    seconds: Double, startResidentBytes: Int?, measuringBytes: Int, compute: ComputeRecord
  ) -> RunInfo {
    RunInfo(
      wallSeconds: seconds, peakResidentBytes: peakResidentBytes(),
      startResidentBytes: startResidentBytes, measuringBytes: measuringBytes,
      multiplyAdds: Dictionary(
        uniqueKeysWithValues: compute.multiplyAdds.map { ($0.rawValue, $1) }),
      phaseSeconds: Dictionary(uniqueKeysWithValues: compute.seconds.map { ($0.rawValue, $1) }),
      peakMultiplyAddsPerSecond: peakRate(),
      host: ProcessInfo.processInfo.hostName,
      processor: value(of: "model name", in: ProcessorCheck.firstProcessor()),
      system: ProcessInfo.processInfo.operatingSystemVersionString, cLibrary: cLibrary(),
      instructionSet: InstructionSet.compiled.rawValue)
  }

  /// Makes the process's largest resident set its present one, where the system lets it, and says how
  /// large that is: what was trained before in the process does not count for the next cell.
  static func beginResidentPeak() -> Int? {
    if let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") {
      // 5 resets VmHWM: proc(5).
      try? file.write(contentsOf: Data("5".utf8))
      try? file.close()
    }
    return peakResidentBytes()
  }

  /// Multiply-adds a second on registers alone: the best of up to five tries, no more of them once 5 ms
  /// are over.
  private static func peakRate() -> Double {
    var (best, total) = (0.0, 0.0)
    for attempt in 0..<5 where total < 0.005 {
      let start = ContinuousClock.now
      let done = runMultiplyAdds(steps: 10_000, factor: 0.5 + 0.01 * Float(attempt))
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      total += seconds
      if done.sum.isFinite, seconds > 0 { best = max(best, Double(done.count) / seconds) }
    }
    return best
  }

  /// `VmHWM`: unlike `getrusage`, it does not start from the parent's.
  private static func peakResidentBytes() -> Int? {
    guard let file = FileHandle(forReadingAtPath: "/proc/self/status"),
      let data = try? file.readToEnd()
    else { return nil }
    let text = value(of: "VmHWM", in: String(decoding: data, as: UTF8.self))
    return text?.split(separator: " ").first.flatMap { Int($0) }.map { $0 * 1024 }
  }

  /// The value on the first line `name : value`.
  private static func value(of name: String, in text: String) -> String? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
      let colon = line.firstIndex(of: ":")
    else { return nil }
    return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
  }

  /// The C library's own name and version, such as `glibc 2.39`.
  private static func cLibrary() -> String {
    #if canImport(Glibc)
      var buffer = [CChar](repeating: 0, count: 256)
      let length = confstr(Int32(_CS_GNU_LIBC_VERSION), &buffer, buffer.count)
      guard (1...buffer.count).contains(length) else { return "unknown" }
      return String(decoding: buffer.prefix(length - 1).map(UInt8.init(bitPattern:)), as: UTF8.self)
    #else
      return "system"
    #endif
  }
}
