using System.Numerics;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>The numerator of a numeric operation, in both widths. A struct, so that a kernel compiles to a loop of its own for each.</summary>
internal interface INumerator
{
    static abstract long Narrow(long a, long b, in NarrowFactors factors);

    static abstract Int128 Wide(Int128 a, Int128 b, in WideFactors factors);

    /// <summary>For the few values of wide decimals that 128 bits cannot hold on the way.</summary>
    static abstract BigInteger Big(BigInteger a, BigInteger b, ScaledFormula formula);
}

/// <summary>Constants of a formula of which no step leaves 64 bits.</summary>
internal readonly record struct NarrowFactors(long Left, long Right, long Addend, long Divisor);

/// <summary>Constants of a formula of which no step leaves 128 bits.</summary>
internal readonly record struct WideFactors(Int128 Left, Int128 Right, Int128 Addend, Int128 Divisor);

internal readonly struct Addition : INumerator
{
    public static long Narrow(long a, long b, in NarrowFactors factors) => (a * factors.Left) + (b * factors.Right);

    public static Int128 Wide(Int128 a, Int128 b, in WideFactors factors) => (a * factors.Left) + (b * factors.Right);

    public static BigInteger Big(BigInteger a, BigInteger b, ScaledFormula formula) => (a * formula.LeftFactor) + (b * formula.RightFactor);
}

internal readonly struct Subtraction : INumerator
{
    public static long Narrow(long a, long b, in NarrowFactors factors) => (a * factors.Left) - (b * factors.Right);

    public static Int128 Wide(Int128 a, Int128 b, in WideFactors factors) => (a * factors.Left) - (b * factors.Right);

    public static BigInteger Big(BigInteger a, BigInteger b, ScaledFormula formula) => (a * formula.LeftFactor) - (b * formula.RightFactor);
}

internal readonly struct Multiplication : INumerator
{
    public static long Narrow(long a, long b, in NarrowFactors factors) => a * b * factors.Left;

    public static Int128 Wide(Int128 a, Int128 b, in WideFactors factors) => a * b * factors.Left;

    public static BigInteger Big(BigInteger a, BigInteger b, ScaledFormula formula) => a * b * formula.LeftFactor;
}

internal readonly struct Negation : INumerator
{
    public static long Narrow(long a, long b, in NarrowFactors factors) => -a * factors.Left;

    public static Int128 Wide(Int128 a, Int128 b, in WideFactors factors) => -a * factors.Left;

    public static BigInteger Big(BigInteger a, BigInteger b, ScaledFormula formula) => -a * formula.LeftFactor;
}

internal readonly struct Magnitude : INumerator
{
    public static long Narrow(long a, long b, in NarrowFactors factors) => Math.Abs(a) * factors.Left;

    public static Int128 Wide(Int128 a, Int128 b, in WideFactors factors) => Int128.Abs(a) * factors.Left;

    public static BigInteger Big(BigInteger a, BigInteger b, ScaledFormula formula) => BigInteger.Abs(a) * formula.LeftFactor;
}

/// <summary>A change of scale or of unit.</summary>
internal readonly struct Rescaling : INumerator
{
    public static long Narrow(long a, long b, in NarrowFactors factors) => (a * factors.Left) + factors.Addend;

    public static Int128 Wide(Int128 a, Int128 b, in WideFactors factors) => (a * factors.Left) + factors.Addend;

    public static BigInteger Big(BigInteger a, BigInteger b, ScaledFormula formula) => (a * formula.LeftFactor) + formula.Addend;
}
