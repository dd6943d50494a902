import Foundation
public struct Checkpoint: Codable { public var shape: Transformer.Shape; public var parameters: [Float]; public var note: [String: String]
 public init(shape: Transformer.Shape, parameters: [Float], note: [String: String]) { self.shape = shape; self.parameters = parameters; self.note = note }
 public func encoded() -> [UInt8] { [UInt8]((try? JSONEncoder().encode(self)) ?? Data()) }
 public init(decoding: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(decoding)) } }
