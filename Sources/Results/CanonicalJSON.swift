import Foundation

/// The one way Assay writes JSON: sorted keys, shortest numbers that read back exactly, two-space
/// indentation, a final newline. Equal values give equal bytes.
public enum CanonicalJSON {
  /// The canonical bytes of a value.
  ///
  /// - Throws: `EncodingError` where a number is not finite: JSON has none; records hold `nil`.
  public static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return try encoder.encode(value) + Data([0x0A])
  }

  /// Reads a value.
  public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    try JSONDecoder().decode(type, from: data)
  }

  /// The SHA-256 of the canonical bytes of a value, in lower-case hexadecimal.
  public static func hash(_ value: some Encodable) throws -> String {
    sha256(try encode(value))
  }

  /// The SHA-256 of bytes, in lower-case hexadecimal.
  public static func sha256(_ data: Data) -> String {
    SHA256.hexadecimal(data)
  }
}
