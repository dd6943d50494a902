import Crypto
import Foundation
import Tasks
import Testing

@Suite struct GoldenProblemTests {
  /// Level, split, and the SHA-256 of its first 1,000 problems of seed 0.
  private static let golden: [(Int, Split, String)] = [
    (1, .train, "6240053d2c6eb60bee9ca20d2387274af4e6f93bc9586007ab2cbf4d4309780d"),
    (1, .validation, "59a0fed0c19779560d7ed203b7dff15741af30f99f0da6a4b08a3cacaf818159"),
    (1, .test, "183eb630bd0de1cf92de26622728865251bae96d7d90eaab107b43c5ca0ccedc"),
    (2, .train, "f9797ddf9fb2923fc83883c6a1e907b6f75e5616c902229ed3e43704d8ae4021"),
    (2, .validation, "5d9d8ace0e33aad984ff11f43429e7307bc2367f0da26d1dce7dfd3fd86465e2"),
    (2, .test, "1d914486177393400b7a7d44fa74c9816b04bb9b8a8e3d79ee8ec34969dd5662"),
    (3, .train, "afdaadc7c9dc5458144efa343d890d760582380e2ecc3beef4400bb1e7ddb661"),
    (3, .validation, "c026120e78a40b4a841d3abf76817b2713a0bac00bf9b270a2f95ff84514d1e1"),
    (3, .test, "5de769627ff88a64c64cc16eab5b964bd3d2e71bd3b93ad1d5bb6219ace99264"),
    (4, .train, "4a0b3b5bce9e49cf816bcc5968146aa4bcbe916d80cdccbcc8d7e68b18b12d7f"),
    (4, .validation, "1cd6136d63969968b0ea318a9d370fe7f73d9fe2bc60f7260fcefcd043e513ca"),
    (4, .test, "556413532e956c39984bff3fadc0db1408048573a70f4bdf9967fe3080bf53cb"),
    (5, .train, "3feb509ee7a646228aa71479234b91fdd8c89cd7a1ae648be0e011bd64121dac"),
    (5, .validation, "aef24244d09f2a8d9b341a2a811986490f0a900e615ca076562087937328e951"),
    (5, .test, "7a8d4d4437b44fc0ba4fe5c595b77c4c99c5c4ba574c183c58dd2a2f68f53fa9"),
    (6, .train, "f14ddde7d30071779ef674449126cf621c12c24541b964e586c31a0749f0d83a"),
    (6, .validation, "64abaac6db47b44b293bef23d9b67b649007005aef0fa6e0b160a1fecb0f4591"),
    (6, .test, "d4b021f67983bfb69c3b855900ae12bb1864a7a300ed0ff5c90efa813d21011e"),
  ]

  /// Text, solution and program of a problem.
  private func bytes(_ problem: Problem) -> Data {
    let program = problem.program
    return Data(
      """
      \(problem.questionText)
      \(problem.answerText)
      \(program.canonicalForm) \(program.givens) \(problem.distractors) \(problem.solution)

      """.utf8)
  }

  private func digest(_ update: (inout SHA256) -> Void) -> String {
    var hash = SHA256()
    update(&hash)
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
  }

  @Test(arguments: golden)
  func `the first thousand problems never change`(
    level: Int, split: Split, expected: String
  ) throws {
    let family = try ArithmeticFamily(level: level)
    let digest = digest { hash in
      for index in 0..<1000 {
        hash.update(data: bytes(family.problem(split, seed: 0, index: index)))
      }
    }
    #expect(digest == expected, "level \(level) \(split)")
  }

  @Test func `every level and split has its digest`() {
    #expect(Self.golden.count == ArithmeticFamily.levels.count * Split.allCases.count)
    #expect(Set(Self.golden.map(\.2)).count == Self.golden.count)
  }

  @Test(arguments: changed)
  func `the first fifty changed problems never change`(factor: Factor, expected: String) throws {
    let variant = try ArithmeticFamily(level: 4).variant(factor)
    let digest = digest { hash in
      for index in 0..<50 {
        let pair = variant.pair(.test, seed: 0, index: index)
        hash.update(data: bytes(pair.clean))
        hash.update(data: bytes(pair.changed))
      }
    }
    #expect(digest == expected, "\(factor)")
  }

  private static let changed: [(Factor, String)] = [
    (.surface, "372e70acebdc0c41e3caf739328a149e4340ee53bdb72bc507fadb40fb722262"),
    (.structure, "bc1148ba43b8ea7a58b44f281ab7e5a145b28dea7305fe0019721180fa30056b"),
    (.range, "53ca8ca3e40f42f49585ef950cc1dc3a3baac20e84d70347aac6d1191d486852"),
    (.facts, "113972aafdbef4e6337199ffb3349da3a12a33f52fec69f7648b3fd4bb287a99"),
    (.length, "e1bd0c192f9a66cf2af652b4fc4f33af51c4b6e7082a90886142c3a41a178617"),
    (.distractors, "c661a8bacccd7e419075ee6f3a7be73467232a205acd0080320fc274ed722bb5"),
    (.order, "1aec618ea186a61abc094ca57cb3db921908fd7de532cbd7092b0c707c2f5d59"),
    (.inverse, "9454174e94221e2cb11d507650570bd7416cb7cc3327d91add325baa03404fb5"),
  ]

  @Test func `the vocabulary never changes`() {
    let digest = digest { hash in
      hash.update(data: Data(Vocabulary.arithmetic.words.joined(separator: "\n").utf8))
    }
    #expect(digest == "6571e3d8bf1b1507e2bd7970cddf04cf68eb8027cfaadd5ed73dee8f988aeb4c")
  }
}
