import Foundation

/// The instruction sets that the kernels can be compiled for.
package enum InstructionSet: String, Sendable {
  case baseline
  case version3 = "x86-64-v3"
  case version4 = "x86-64-v4"

  /// What this program was compiled for.
  package static var compiled: Self {
    #if INSTRUCTION_SET_X86_64_V4
      .version4
    #elseif INSTRUCTION_SET_X86_64_V3
      .version3
    #else
      .baseline
    #endif
  }

  /// The flags in `/proc/cpuinfo` of a processor that has the set: those that Package.swift asks for
  /// before it chooses the set.
  package var requiredFlags: [String] {
    let version3 = ["avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"]
    let version4 = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
    return switch self {
    case .baseline: []
    case .version3: version3
    case .version4: version3 + version4
    }
  }
}

/// Whether the processor has what the kernels were compiled for, asked before the first kernel runs:
/// without the check the program would end in an illegal instruction.
package enum ProcessorCheck {
  /// The required flags that a processor lacks.
  ///
  /// - Parameter information: The text of `/proc/cpuinfo`; where it has no line of flags nothing can
  ///   be said, and nothing counts as lacking.
  package static func missingFlags(_ set: InstructionSet, in information: String) -> [String] {
    guard let line = information.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
    else { return [] }
    let flags = Set(line.split(whereSeparator: { " \t:".contains($0) }).map(String.init))
    return set.requiredFlags.filter { !flags.contains($0) }
  }

  /// Compares what the program was compiled for with the processor it runs on.
  ///
  /// - Throws: ``RunError/processorLacks(features:instructionSet:)``.
  package static func run(
    _ set: InstructionSet = .compiled, information: () -> String = firstProcessor
  ) throws {
    guard !set.requiredFlags.isEmpty else { return }
    let missing = missingFlags(set, in: information())
    guard missing.isEmpty else {
      throw RunError.processorLacks(features: missing, instructionSet: set.rawValue)
    }
  }

  /// The part of `/proc/cpuinfo` on the first processor; empty where there is no such file.
  package static func firstProcessor() -> String {
    guard let file = FileHandle(forReadingAtPath: "/proc/cpuinfo") else { return "" }
    let data = (try? file.read(upToCount: 16_384)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
