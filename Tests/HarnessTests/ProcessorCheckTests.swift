import Harness
import Results
import Testing

@Suite struct ProcessorCheckTests {
  private let haswell = """
    processor\t: 0
    model name\t: Some Processor
    flags\t\t: fpu sse sse2 avx avx2 bmi1 bmi2 f16c fma abm movbe
    bugs\t\t: none

    """

  @Test func `a processor that has everything lacks nothing`() {
    #expect(ProcessorCheck.missingFlags(.version3, in: haswell) == [])
    #expect(ProcessorCheck.missingFlags(.baseline, in: haswell) == [])
  }

  @Test func `what is lacking is named in order`() {
    #expect(
      ProcessorCheck.missingFlags(.version4, in: haswell)
        == ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"])
    #expect(
      ProcessorCheck.missingFlags(.version3, in: "flags : sse avx avx2x fma\n")
        == ["avx2", "bmi1", "bmi2", "f16c", "abm", "movbe"])
  }

  @Test func `without a list of flags nothing can be said`() {
    #expect(ProcessorCheck.missingFlags(.version4, in: "Features : fp asimd\n") == [])
  }

  @Test func `a program for another processor says so and how to build one`() {
    let error = #expect(throws: RunError.self) {
      try ProcessorCheck.run(.version4, information: { haswell })
    }
    #expect(
      error?.description
        == "this program was compiled for x86-64-v4, and this processor lacks avx512f, avx512bw, avx512cd, avx512dq, avx512vl: build it again with ASSAY_INSTRUCTION_SET=x86-64"
    )
    #expect(error?.exitStatus == .badInput)
  }

  @Test func `the processor of this test has what the tests were compiled for`() throws {
    try ProcessorCheck.run()
  }
}
