using System;
using System.ComponentModel;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Kernels;

/// <summary>Casts from text of generated code, over spans. Same meaning as the interpreter's. Not for use by hand.</summary>
/// <remarks>Also built into the analyzer, which asks it about constants: no type younger than .NET Standard 2.0 here.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CastKernel
{
    private static readonly long[] Powers =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
        10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>10 to the power of 0 to 18.</summary>
    public static long PowerOfTen(int digits) => Powers[digits];

    /// <summary>text to int64: <c>[+-]?[0-9]+</c>.</summary>
    public static ValueErrors Int64(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        if (at == text.Length) return ValueErrors.Cast;
        var negative = text[0] == '-';
        var magnitude = 0UL;
        var overflow = false;
        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit > 9) return ValueErrors.Cast;
            if (magnitude > (ulong)long.MaxValue / 10) overflow = true;
            magnitude = unchecked((magnitude * 10) + digit);
            if (magnitude > (ulong)long.MaxValue + 1) overflow = true;
        }

        if (overflow || (!negative && magnitude > long.MaxValue)) return ValueErrors.Range;
        value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return ValueErrors.None;
    }

    /// <summary>text to decimal, as an integer scaled by 10^scale: <c>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="precision">Total digits, 1 to 18.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="round">Whether lost digits round half away from zero; otherwise they are an error.</param>
    /// <param name="value">The scaled value.</param>
    public static ValueErrors Decimal(ReadOnlySpan<char> text, int precision, int scale, bool round, out long value)
    {
        value = 0;
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var digits = 0;

        // Unsigned, because 19 digits are read before the 18 of the widest decimal are known to be too few.
        var result = 0UL;
        var limit = (ulong)Powers[precision];
        var wholeLimit = limit / (ulong)Powers[scale];
        var outOfRange = false;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++, digits++)
        {
            if (!outOfRange) result = (result * 10) + (uint)(text[at] - '0');
            outOfRange |= result >= wholeLimit;
        }

        var inexact = false;
        var roundUp = false;
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            for (at++; at < text.Length && (uint)(text[at] - '0') <= 9; at++, digits++, fraction++)
            {
                var digit = text[at] - '0';
                if (fraction >= scale)
                {
                    inexact |= digit != 0;
                    roundUp |= fraction == scale && digit >= 5;
                }
                else if (!outOfRange)
                {
                    result = (result * 10) + (uint)digit;
                }
            }
        }

        if (digits == 0 || at < text.Length) return ValueErrors.Cast;
        if (inexact && !round) return ValueErrors.Inexact;
        if (outOfRange) return ValueErrors.Range;
        result *= (ulong)Powers[Math.Max(0, scale - fraction)];
        if (roundUp) result++;
        if (result >= limit) return ValueErrors.Range;
        value = text[0] == '-' ? -(long)result : (long)result;
        return ValueErrors.None;
    }

    /// <summary>text to bool: true, t, yes, y, 1 or false, f, no, n, 0, in any ASCII case.</summary>
    public static ValueErrors Bool(ReadOnlySpan<char> text, out bool value)
    {
        value = false;
        switch (text.Length)
        {
            case 1 when Lower(text[0]) is 't' or 'y' or '1':
                value = true;
                return ValueErrors.None;
            case 1 when Lower(text[0]) is 'f' or 'n' or '0':
                return ValueErrors.None;
            case 2 when Is(text, "no"):
                return ValueErrors.None;
            case 3 when Is(text, "yes"):
            case 4 when Is(text, "true"):
                value = true;
                return ValueErrors.None;
            case 5 when Is(text, "false"):
                return ValueErrors.None;
            default:
                return ValueErrors.Cast;
        }
    }

    /// <summary>text to date, as a day number from 0001-01-01: <c>YYYY-MM-DD</c>.</summary>
    public static ValueErrors Date(ReadOnlySpan<char> text, out int dayNumber)
    {
        dayNumber = 0;
        var fits = text.Length == 10 && text[4] == '-' && text[7] == '-'
            && DateKernel.Digits(text, 0, 4, out var year) && DateKernel.Digits(text, 5, 2, out var month) && DateKernel.Digits(text, 8, 2, out var day)
            && DateKernel.TryDay(year, month, day, out dayNumber);
        return fits ? ValueErrors.None : ValueErrors.Cast;
    }

    private static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;

    private static bool Is(ReadOnlySpan<char> text, string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (Lower(text[i]) != word[i]) return false;
        }

        return true;
    }
}
