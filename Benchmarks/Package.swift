// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The peak is measured with everything the processor has, whatever the kernels were compiled for.
let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
let peakSettings: [SwiftSetting] =
  if processor.contains(" avx512vl ") {
    [.define("PEAK_AVX512"), .unsafeFlags(["-Xcc", "-march=x86-64-v4"])]
  } else if processor.contains(" fma ") {
    [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])]
  } else {
    []
  }

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "assay", path: "..")],
  targets: [
    .executableTarget(
      name: "kernels",
      dependencies: [.product(name: "AssayTraining", package: "assay")],
      swiftSettings: peakSettings),
    .executableTarget(
      name: "questions", dependencies: [.product(name: "AssayTraining", package: "assay")]),
    .executableTarget(
      name: "training", dependencies: [.product(name: "AssayTraining", package: "assay")]),
    .executableTarget(
      name: "problems", dependencies: [.product(name: "AssayTraining", package: "assay")]),
    .executableTarget(
      name: "statistics", dependencies: [.product(name: "AssayStatistics", package: "assay")]),
  ],
  swiftLanguageModes: [.v6]
)
