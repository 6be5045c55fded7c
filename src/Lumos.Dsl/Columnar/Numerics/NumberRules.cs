using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>What a numeric kernel must do with its quotient, as far as the checker could not rule it out.</summary>
internal sealed class NumberRules
{
    public NumberRules(MathFunction function, ScaledFormula formula, ColumnType result, Rounding rounding, FailureRange failures)
    {
        Limits = formula.Width is null ? WideLimits.Of(function, formula) : WideLimits.None;
        Formula = formula;
        IsNarrow = formula.Width == NumberWidth.Int64;
        Exact = rounding == Rounding.Exact;
        CanExceed = (failures.Errors & ValueErrors.Range) != 0;
        Max = result.Kind == ColumnKind.Decimal ? (Int128)ScaledFormula.MaxOf(result) : long.MaxValue;
        Min = result.Kind == ColumnKind.Decimal ? -Max : long.MinValue;
        Inexact = NumberOf(failures, ValueErrors.Inexact);
        Range = NumberOf(failures, ValueErrors.Range);
        DivZero = NumberOf(failures, ValueErrors.DivZero);
    }

    public ScaledFormula Formula { get; }

    /// <summary>Whether no step leaves 64 bits.</summary>
    public bool IsNarrow { get; }

    /// <summary>Operands that keep every step within 128 bits; others are computed with as many as it takes.</summary>
    public WideLimits Limits { get; }

    /// <summary>Whether a lost digit is a failure.</summary>
    public bool Exact { get; }

    /// <summary>Whether the quotient may leave the range of the result.</summary>
    public bool CanExceed { get; }

    public Int128 Max { get; }

    public Int128 Min { get; }

    /// <summary>Number of the failure; 0 where the operation cannot fail so.</summary>
    public int Inexact { get; }

    /// <summary>Number of the failure; 0 where the operation cannot fail so.</summary>
    public int Range { get; }

    /// <summary>Number of the failure; 0 where division by zero gives NULL.</summary>
    public int DivZero { get; }

    /// <summary>A quotient of any size as a value: rounded, or a failure of the row; 0 then.</summary>
    public Int128 Fit(BigInteger numerator, BigInteger denominator, out int failure)
    {
        failure = 0;
        var quotient = BigInteger.DivRem(BigInteger.Abs(numerator), BigInteger.Abs(denominator), out var rest);
        if (rest.Sign != 0 && Exact) failure = Inexact;
        if (rest * 2 >= BigInteger.Abs(denominator)) quotient++;
        if (numerator.Sign * denominator.Sign < 0) quotient = -quotient;
        if (failure == 0 && (quotient < Min || quotient > Max)) failure = Range;
        return failure == 0 ? (Int128)quotient : 0;
    }

    private static int NumberOf(FailureRange failures, ValueErrors error) => (failures.Errors & error) != 0 ? failures.NumberOf(error) : 0;
}
