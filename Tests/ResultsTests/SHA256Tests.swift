import Crypto
import Foundation
import Testing

@testable import Results

@Suite("SHA-256")
struct SHA256Tests {
  /// FIPS 180-4's examples, as published by NIST ("SHA_All.pdf"), and its million times "a".
  @Test("gives the digests of the standard's examples")
  func standardExamples() {
    let examples = [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ]
    for (message, digest) in examples {
      #expect(CanonicalJSON.sha256(Data(message.utf8)) == digest)
    }
  }

  @Test("equals swift-crypto's for every length up to five blocks, with bytes of every value")
  func equalsTheLibrary() {
    var state: UInt64 = 1
    for length in 0...320 {
      let bytes = (0..<length).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      let library = Crypto.SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
      #expect(CanonicalJSON.sha256(Data(bytes)) == library, "length \(length)")
    }
  }

  @Test("of a slice of data is that of its bytes")
  func slice() {
    let data = Data((0..<200).map { UInt8($0) })
    #expect(CanonicalJSON.sha256(data[70..<190]) == CanonicalJSON.sha256(Data(data[70..<190])))
  }
}
