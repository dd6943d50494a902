"""Fits the polynomials of Sources/Kernels/ElementaryFunctions.swift, prints them as Swift literals.

Each is the minimax fit of the relative error (Remez' exchange, 50 digits), its coefficients then
rounded to Float32. The maximum errors come from the operations of the kernels, step by step, in
Float32 over dense sweeps; the Swift tests measure the shipped code itself.

Made with Python 3.11, mpmath 1.3.0, NumPy 2.4.6:  python3 fit_elementwise.py
"""

import mpmath as mp
import numpy as np

mp.mp.dps = 50


def remez(target, weight, low, high, degree, rounds=30):
    """The polynomial P, constant first, of least max |weight · (P − target)|, and that maximum."""
    size = degree + 2
    middle, half = (low + high) / 2, (high - low) / 2
    points = [middle - half * mp.cos(mp.pi * i / (size - 1)) for i in range(size)]
    grid = [middle - half * mp.cos(mp.pi * i / 2000) for i in range(2001)]
    for _ in range(rounds):
        matrix, right = mp.matrix(size, size), mp.matrix(size, 1)
        for i, t in enumerate(points):
            for j in range(degree + 1):
                matrix[i, j] = t**j
            matrix[i, degree + 1] = (-1) ** i / weight(t)
            right[i] = target(t)
        solution = mp.lu_solve(matrix, right)
        p = [solution[j] for j in range(degree + 1)]
        values = [weight(t) * (mp.polyval(p[::-1], t) - target(t)) for t in grid]
        largest = max(abs(value) for value in values)
        if largest < abs(solution[degree + 1]) * mp.mpf("1.0001"):
            return p, largest
        points = [grid[i] for i in alternating_peaks(values, size)]
    raise ArithmeticError("the exchange did not converge")


def alternating_peaks(values, size):
    """The indices of the `size` largest neighbouring extrema of alternating sign."""
    peaks = []
    for i, value in enumerate(values):
        if not peaks or mp.sign(values[peaks[-1]]) != mp.sign(value):
            peaks.append(i)
        elif abs(value) > abs(values[peaks[-1]]):
            peaks[-1] = i
    while len(peaks) > size:
        peaks.pop(0 if abs(values[peaks[0]]) < abs(values[peaks[-1]]) else -1)
    if len(peaks) < size:
        raise ArithmeticError(f"{len(peaks)} extrema, not {size}")
    return peaks


def single(value):
    return np.float32(mp.nstr(value, 30))


def show(name, values, error):
    print(f"{name}: relative error {mp.nstr(error, 3)} before rounding; constant first")
    for value in values:
        digits, exponent = float(value).hex().split("p")
        print(f"  {digits.rstrip('0').rstrip('.')}p{int(exponent)}")


def fma(a, b, c):
    """A fused multiply-add, rounded twice; that differs from once too rarely to matter here."""
    return (a.astype(np.float64) * np.float64(b) + np.asarray(c, np.float64)).astype(np.float32)


def horner(x, coefficients):
    result = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        result = fma(result, x, coefficient)
    return result


def show_error(name, measured, exact):
    spacing = np.spacing(np.abs(exact.astype(np.float32))).astype(np.float64)
    error = np.max(np.abs(measured.astype(np.float64) - exact) / spacing)
    print(f"  maximum error of {name}: {error:.3f} ulp")


LOG2_HIGH = np.float32(float(mp.floor(mp.log(2) * 2**15) / 2**15))
LOG2_LOW = single(mp.log(2) - mp.mpf(float(LOG2_HIGH)))
ROUNDING = np.float32(12582912)


def reduced(x, coefficients):
    """n and exp(r) − 1 with x = n ln 2 + r, |r| ≤ ln 2 / 2."""
    n = fma(x, np.float32(1.4426950408889634), ROUNDING) - ROUNDING
    r = fma(n, -LOG2_HIGH, x) - n * LOG2_LOW
    return n.astype(np.int32), fma(r * r, horner(r, coefficients), r)


def fit_exp():
    half = mp.log(2) / 2 * mp.mpf("1.0001")
    tiny = mp.mpf(10) ** -9

    def target(t):
        return (mp.exp(t) - 1 - t) / t**2 if abs(t) > tiny else mp.mpf(1) / 2 + t / 6

    p, error = remez(target, lambda t: t**2 / mp.exp(t) + tiny, -half, half, 4)
    coefficients = [single(value) for value in p]
    show("exp(r) = 1 + r + r² P(r)", coefficients, error)
    x = np.linspace(-87, 88.7, 4_000_001).astype(np.float32)
    n, y = reduced(x, coefficients)
    show_error("exp", np.ldexp(y + np.float32(1), n), np.exp(x.astype(np.float64)))
    x = np.concatenate([np.linspace(1e-6, 10, 4_000_001), np.geomspace(1e-9, 1, 1_000_001)])
    x = x.astype(np.float32)
    n, y = reduced(x + x, coefficients)
    power = np.ldexp(np.float32(1), n)
    y = (power.astype(np.float64) * y + (power - np.float32(1))).astype(np.float32)
    show_error("tanh", y / (y + np.float32(2)), np.tanh(x.astype(np.float64)))


def fit_log():
    low, high = mp.sqrt(mp.mpf(1) / 2) - 1, mp.sqrt(2) - 1
    tiny = mp.mpf(10) ** -7

    def target(t):
        return (mp.log(1 + t) - t + t**2 / 2) / t**3 if abs(t) > tiny else mp.mpf(1) / 3 - t / 4

    def weight(t):
        return (abs(t**3 / mp.log(1 + t)) if abs(t) > tiny else t**2) + tiny

    p, error = remez(target, weight, low, high, 7)
    coefficients = [single(value) for value in p]
    show("log(1 + f) = f − f²/2 + f³ P(f)", coefficients, error)
    x = np.concatenate([np.exp(np.linspace(-87, 88, 2_000_001)), np.linspace(0.5, 2, 2_000_001)])
    x = x.astype(np.float32)
    bits = x.view(np.int32)
    k = (bits - np.float32(mp.nstr(mp.sqrt(0.5), 20)).view(np.int32)) >> 23
    f = (bits - (k << 23)).view(np.float32) - np.float32(1)
    k = k.astype(np.float32)
    square = f * f
    tail = fma(f * square, horner(f, coefficients), k * LOG2_LOW)
    y = fma(k, LOG2_HIGH, f + fma(square, np.float32(-0.5), tail))
    show_error("log", y, np.log(x.astype(np.float64)))


if __name__ == "__main__":
    split = mp.mpf(float(LOG2_HIGH)) + mp.mpf(float(LOG2_LOW))
    show("ln 2 = high + low", [LOG2_HIGH, LOG2_LOW], abs(1 - split / mp.log(2)))
    fit_exp()
    fit_log()
