import Randomness
import Testing

/// The expected numbers are those of NumPy 2.4.6: `SeedSequence.generate_state`,
/// `PCG64.random_raw`, `Generator.random` and `Generator.uniform`.
@Suite struct PCG64Tests {
  @Test func `the seed 42 gives NumPy's words and numbers`() {
    #expect(
      SeedSequence(seed: 42).words(8) == [
        3_444_837_047, 2_669_555_309, 2_046_530_742, 3_581_440_988, 1_691_623_607, 2_099_784_219,
        1_184_028_159, 862_288_241,
      ])
    var raw = PCG64(seed: 42)
    #expect(
      (0..<4).map { _ in raw.next64() } == [
        14_276_969_152_011_380_360, 8_095_878_257_575_067_585, 15_838_336_090_824_644_132,
        12_864_169_557_245_331_597,
      ])
    var generator = PCG64(seed: 42)
    #expect(
      (0..<4).map { _ in generator.uniform() } == [
        0x1.8c43f79a2db24p-1, 0x1.c16959869e47ep-2, 0x1.b79a2584ddb42p-1, 0x1.650d6c1c2c011p-1,
      ])
    var zero = PCG64(seed: 0)
    #expect(
      (0..<4).map { _ in zero.next64() } == [
        11_749_869_230_777_074_271, 4_976_686_463_289_251_617, 755_828_109_848_996_024,
        304_881_062_738_325_533,
      ])
  }

  @Test func `seeds of any length are mixed as NumPy mixes them`() {
    let long: [UInt32] = [1, 2, 3, 4, 5, 6]
    #expect(
      SeedSequence(entropy: long).words(8) == [
        488_360_481, 3_956_080_669, 2_986_500_235, 3_488_252_836, 3_841_783_222, 2_602_687_873,
        149_055_243, 459_133_091,
      ])
    let twoWords: UInt64 = (1 << 40) + 7
    #expect(
      SeedSequence(seed: twoWords).words(4) == [
        238_885_397, 226_915_041, 1_322_230_113, 2_599_373_530,
      ])
    #expect(SeedSequence(entropy: []) == SeedSequence(seed: 0))
    #expect(SeedSequence(entropy: [7, 256]) == SeedSequence(seed: twoWords))
    var generators = [
      PCG64(seed: twoWords), PCG64(entropy: [5, 0, 0, 0, 4]), PCG64(entropy: long),
    ]
    #expect(
      generators.indices.map { index in (0..<3).map { _ in generators[index].next64() } } == [
        [15_307_346_044_642_009_514, 4_709_548_916_763_817_589, 2_836_937_976_252_648_324],
        [3_038_446_663_804_577_988, 3_471_338_482_940_475_888, 3_885_169_892_130_687_601],
        [11_470_276_255_390_519_954, 2_202_564_630_955_117_089, 15_477_703_713_457_848_045],
      ])
  }

  @Test func `numbers in a range and late in the sequence are NumPy's`() {
    var generator = PCG64(seed: 7)
    #expect(
      (0..<3).map { _ in generator.uniform(from: -0.6, to: -0.4) } == [
        -0x1.e6616511a4e23p-2, -0x1.aea68e9c40ae2p-2, -0x1.c78a214d232a7p-2,
      ])
    #expect(generator.uniform(from: -.pi, to: .pi) == -0x1.ba00c364c6e97p+0)
    for _ in 4..<999_999 { _ = generator.next64() }
    #expect(generator.uniform() == 0x1.0fd3ade53e16dp-1)
  }
}
