using System.Numerics;

namespace Lumos.DuckDb.Native;

/// <summary>Numbers that are made another type, as long as nothing of them is lost.</summary>
internal static unsafe partial class Values
{
    private static object Whole(object value, DuckDbLogicalType type)
    {
        var isWhole = value switch
        {
            double number => Math.Truncate(number) == number,
            float number => MathF.Truncate(number) == number,
            decimal number => decimal.Truncate(number) == number,
            _ => true,
        };
        return isWhole ? value : throw new OverflowException($"The value has a fraction, which {type} would lose.");
    }

    private static BigInteger ToBig(object value, DuckDbLogicalType type) => Whole(value, type) switch
    {
        BigInteger number => number,
        Int128 number => number,
        UInt128 number => number,
        ulong number => number,
        decimal number => new BigInteger(number),
        double number => new BigInteger(number),
        float number => new BigInteger(number),
        var other => Convert.ToInt64(other, Invariant),
    };

    /// <summary>Whole numbers must come out as they are; fractions take the nearest FLOAT, as everywhere.</summary>
    private static float ToFloat(object value, DuckDbLogicalType type)
    {
        var number = Convert.ToSingle(value, Invariant);
        if (Integer(value) is { } whole && (Int128)number != whole) throw new OverflowException($"The number has more digits than {type} holds.");
        return float.IsInfinity(number) && value is double given && double.IsFinite(given) ? throw new OverflowException($"The number is larger than {type} holds.") : number;
    }

    private static double ToDouble(object value, DuckDbLogicalType type)
    {
        var number = Convert.ToDouble(value, Invariant);
        return Integer(value) is { } whole && (Int128)number != whole ? throw new OverflowException($"The number has more digits than {type} holds.") : number;
    }

    private static Int128? Integer(object value) => value switch
    {
        int number => number,
        long number => number,
        uint number => number,
        ulong number => number,
        _ => null,
    };
}
