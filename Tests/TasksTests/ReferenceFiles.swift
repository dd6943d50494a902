import Foundation

/// The files in Tests/Reference/control.
enum ReferenceFiles {
  static func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Reference/control/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}

/// A hexadecimal floating-point number as Python's `float.hex` writes it.
struct HexadecimalNumber: Decodable {
  let value: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Double(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)'")
    }
    self.value = value
  }
}

/// The action generator of the reference scripts.
struct ReferenceActions {
  private var x: UInt64

  init(start: Int) {
    x = UInt64(start)
  }

  mutating func next() -> UInt64 {
    x = x &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return x >> 33
  }
}
