// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The kernels are compiled for the instruction set of the processor that builds them: x86-64-v4
// (AVX-512), x86-64-v3 (AVX2 and FMA), or the baseline. The bits of the results are the same for
// all three; only the speed differs. ASSAY_INSTRUCTION_SET=x86-64|x86-64-v3|x86-64-v4 overrides.
let instructionSet =
  ProcessInfo.processInfo.environment["ASSAY_INSTRUCTION_SET"] ?? detectInstructionSet()

func detectInstructionSet() -> String {
  guard let information = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
    let line = information.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
  else { return "baseline" }
  let flags = Set(line.split(separator: " ").map(String.init))
  let version3 = ["avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"]
  let version4 = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
  guard flags.isSuperset(of: version3) else { return "x86-64" }
  return flags.isSuperset(of: version4) ? "x86-64-v4" : "x86-64-v3"
}

let instructionSetDefines: [SwiftSetting] =
  switch instructionSet {
  case "x86-64-v4": [.define("INSTRUCTION_SET_X86_64_V4")]
  case "x86-64-v3": [.define("INSTRUCTION_SET_X86_64_V3")]
  default: []
  }

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The kernels are optimised in every configuration, as one module, so that a debug build runs them at
// the same speed. One thread makes one object file a source, which debug builds link by name; without
// errno a square root is one instruction. None of this changes a bit.
let kernelSettings: [SwiftSetting] =
  strict + instructionSetDefines + [
    .unsafeFlags(
      [
        "-O", "-whole-module-optimization", "-num-threads", "1", "-disable-batch-mode",
        "-Xcc", "-fno-math-errno",
      ] + (instructionSet.hasPrefix("x86-64-v") ? ["-Xcc", "-march=\(instructionSet)"] : []))
  ]

let package = Package(
  name: "assay",
  products: [
    .executable(name: "assay", targets: ["assay"]),
    .library(name: "AssayStatistics", targets: ["Statistics"]),
    .library(
      name: "AssayTraining",
      targets: [
        "Randomness", "Kernels", "NeuralNetworks", "Tasks", "Projection", "PolicyOptimization",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(name: "Randomness", swiftSettings: strict),
    .target(name: "Kernels", swiftSettings: kernelSettings),
    .target(
      name: "NeuralNetworks", dependencies: ["Kernels", "Randomness"], swiftSettings: strict),
    .target(name: "Tasks", dependencies: ["Randomness"], swiftSettings: strict),
    .target(name: "Projection", swiftSettings: strict),
    .target(
      name: "PolicyOptimization",
      dependencies: ["Tasks", "NeuralNetworks", "Kernels", "Randomness", "Projection"],
      swiftSettings: strict),
    .target(name: "Statistics", dependencies: ["CGSL", "Randomness"], swiftSettings: strict),
    .target(name: "Results", swiftSettings: strict),
    .target(
      name: "Harness",
      dependencies: [
        "PolicyOptimization", "NeuralNetworks", "Kernels", "Tasks", "Results", "Statistics",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict + instructionSetDefines),
    .target(
      name: "Reports", dependencies: ["Results", "Statistics", "Randomness", "Projection"],
      swiftSettings: strict),
    .executableTarget(
      name: "assay",
      dependencies: [
        "Harness", "Reports", "Results", "Tasks", "PolicyOptimization", "Projection",
        "Statistics", "Randomness",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ]
    + testTarget("Randomness")
    + testTarget("Kernels", ["Randomness"])
    + testTarget("NeuralNetworks", ["Kernels", "Randomness"])
    + testTarget("Tasks", ["Randomness", .product(name: "Crypto", package: "swift-crypto")])
    + testTarget(
      "PolicyOptimization",
      ["NeuralNetworks", "Kernels", "Randomness", "Tasks", "HeapCounter", "Projection"])
    + testTarget("Statistics", ["Randomness"])
    + testTarget("Results", [.product(name: "Crypto", package: "swift-crypto")])
    + testTarget("Harness", ["Results", "PolicyOptimization", "NeuralNetworks", "Tasks"])
    + testTarget("Reports", ["Results", "Statistics", "Randomness", "Projection"])
    + [
      // Counts what tests allocate; nothing that ships depends on it.
      .target(name: "HeapCounter", path: "Tests/HeapCounter"),
      .testTarget(
        name: "LearningTests", dependencies: ["PolicyOptimization", "Tasks"], swiftSettings: strict),
    ],
  swiftLanguageModes: [.v6]
)

/// The tests of one target; none yet where its folder holds no Swift file.
func testTarget(_ name: String, _ others: [Target.Dependency] = []) -> [Target] {
  let folder = Context.packageDirectory + "/Tests/\(name)Tests"
  let files = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
  guard files.contains(where: { $0.hasSuffix(".swift") }) else { return [] }
  return [
    .testTarget(
      name: name + "Tests", dependencies: [.byName(name: name)] + others,
      exclude: files.filter { $0 == "Snapshots" }, swiftSettings: strict)
  ]
}
