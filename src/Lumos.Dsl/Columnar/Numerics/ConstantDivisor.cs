using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>
/// Division by a constant of 2 or more, as a multiplication: the quotient of a number below 2^63 is the upper half of its product with
/// 2^(63+s) / D rounded up, s being the digits of D - 1 in base two, shifted by s - 1.
/// </summary>
/// <remarks>T. Granlund and P. L. Montgomery, "Division by Invariant Integers using Multiplication", PLDI 1994.</remarks>
internal readonly struct ConstantDivisor
{
    private readonly ulong _factor;
    private readonly int _shift;

    public ConstantDivisor(long divisor)
    {
        Value = divisor;
        if (divisor < 2) return;
        var digits = 64 - BitOperations.LeadingZeroCount((ulong)divisor - 1);
        _factor = (ulong)(((BigInteger.One << (63 + digits)) + divisor - 1) / divisor);
        _shift = digits - 1;
    }

    public long Value { get; }

    /// <summary>The quotient truncated towards zero. The dividend is not -2^63.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Divide(long dividend)
    {
        var sign = dividend >> 63;
        var quotient = (long)(Math.BigMul((ulong)((dividend ^ sign) - sign), _factor, out _) >> _shift);
        return (quotient ^ sign) - sign;
    }
}
