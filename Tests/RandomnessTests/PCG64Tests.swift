import Randomness
import Testing

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
}
