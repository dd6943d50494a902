public struct ShortcutBaselines { public var majority = 0.0, sum = 0.0, firstMinusLast = 0.0; public init(_ p: [Problem]) {} }
