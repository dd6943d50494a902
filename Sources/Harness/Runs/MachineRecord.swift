import Foundation
import Results

/// What this process and machine say of themselves.
enum MachineRecord {
  /// The record of a run that took `seconds`.
  static func runInfo(seconds: Double) -> RunInfo {
    RunInfo(
      wallSeconds: seconds, peakResidentBytes: peakResidentBytes(),
      host: ProcessInfo.processInfo.hostName,
      processor: value(of: "model name", in: ProcessorCheck.firstProcessor()),
      system: ProcessInfo.processInfo.operatingSystemVersionString, cLibrary: cLibrary(),
      instructionSet: InstructionSet.compiled.rawValue)
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
