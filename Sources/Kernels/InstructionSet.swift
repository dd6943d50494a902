/// The instruction set that the kernels were compiled for: `x86-64-v4` (AVX-512), `x86-64-v3`
/// (AVX2 and FMA), `x86-64` (the baseline), or `arm64`. It decides their speed, never their bits.
public let compiledInstructionSet: String = {
  #if INSTRUCTION_SET_X86_64_V4
    "x86-64-v4"
  #elseif INSTRUCTION_SET_X86_64_V3
    "x86-64-v3"
  #elseif arch(x86_64)
    "x86-64"
  #else
    "arm64"
  #endif
}()
