using System.ComponentModel;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Kernels;

/// <summary>A declared number format prepared for generated code. Same meaning as the interpreter's. Immutable. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class NumberFormatKernel
{
    // 10^19 - 1 fits an unsigned 64-bit integer.
    private const int MostDigits = 19;
    private readonly string _decimalMark;
    private readonly string _groupMarks;
    private readonly string[] _symbols;
    private readonly NumberFormat _format;

    private NumberFormatKernel(NumberFormat format)
    {
        _format = format;
        _decimalMark = format.DecimalMark;
        _groupMarks = format.GroupMarks ?? "";
        _symbols = format.Percent ? ["%"] : [.. format.Symbols.OrderByDescending(symbol => symbol.Length)];
    }

    /// <summary>Prepares a format.</summary>
    public static NumberFormatKernel Create(NumberFormat format) => new(format ?? throw new ArgumentNullException(nameof(format)));

    /// <summary>text to int64.</summary>
    /// <param name="text">The text.</param>
    /// <param name="round">Whether lost digits round half away from zero; otherwise they are an error.</param>
    /// <param name="value">The number.</param>
    public ValueErrors Int64(ReadOnlySpan<char> text, bool round, out long value)
    {
        value = 0;
        var error = TryRead(text, 0, round, out var magnitude, out var negative);
        if (error != ValueErrors.None) return error;
        if (magnitude > (negative ? (ulong)long.MaxValue + 1 : long.MaxValue)) return ValueErrors.Range;
        value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return ValueErrors.None;
    }

    /// <summary>text to decimal, as an integer scaled by 10^scale.</summary>
    /// <param name="text">The text.</param>
    /// <param name="precision">Total digits, 1 to 18.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="round">Whether lost digits round half away from zero; otherwise they are an error.</param>
    /// <param name="value">The scaled value.</param>
    public ValueErrors Decimal(ReadOnlySpan<char> text, int precision, int scale, bool round, out long value)
    {
        value = 0;
        var error = TryRead(text, scale, round, out var magnitude, out var negative);
        if (error != ValueErrors.None) return error;
        if (magnitude >= (ulong)CastKernel.PowerOfTen(precision)) return ValueErrors.Range;
        value = negative ? -(long)magnitude : (long)magnitude;
        return ValueErrors.None;
    }

    private ValueErrors TryRead(ReadOnlySpan<char> text, int scale, bool round, out ulong magnitude, out bool negative)
    {
        magnitude = 0;
        if (!TryTakeOff(ref text, out negative)) return ValueErrors.Cast;
        var shift = _format.Percent ? scale - 2 : scale;
        if (_format.Exponent && text.LastIndexOfAny('e', 'E') is var at and >= 0)
        {
            if (!TryExponent(text[(at + 1)..], out var exponent)) return ValueErrors.Cast;
            shift += exponent;
            text = text[..at];
        }

        var mark = text.IndexOf(_decimalMark);
        var whole = mark < 0 ? text : text[..mark];
        var fraction = mark < 0 ? default : text[(mark + 1)..];
        if (!IsGrouped(whole) || fraction.IndexOfAnyExceptInRange('0', '9') >= 0 || whole.Length + fraction.Length == 0) return ValueErrors.Cast;
        return Scale(whole, fraction, shift - fraction.Length, round, out magnitude);
    }

    // The digits as one integer times 10^shift. Marks between the digits are passed over.
    private static ValueErrors Scale(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int shift, bool round, out ulong magnitude)
    {
        magnitude = 0;
        var significant = Significant(whole, fraction);
        if (significant == 0) return ValueErrors.None;
        var kept = significant + shift;
        int index = -1;
        bool inexact = false, roundUp = false;
        var length = whole.Length + fraction.Length;
        for (var i = 0; i < length; i++)
        {
            var c = i < whole.Length ? whole[i] : fraction[i - whole.Length];
            if (!char.IsAsciiDigit(c) || (index < 0 && c == '0')) continue;
            index++;
            if (index < Math.Min(kept, MostDigits)) magnitude = (magnitude * 10) + (uint)(c - '0');
            inexact |= index >= kept && c != '0';
            roundUp |= index == kept && c >= '5';
        }

        if (inexact && !round) return ValueErrors.Inexact;
        if (kept > MostDigits) return ValueErrors.Range;
        for (var i = significant; i < kept; i++) magnitude *= 10;
        if (roundUp) magnitude++;
        return ValueErrors.None;
    }

    // How many digits there are from the first that is not 0.
    private static int Significant(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction)
    {
        var count = 0;
        foreach (var c in whole) count += char.IsAsciiDigit(c) && (count > 0 || c != '0') ? 1 : 0;
        foreach (var c in fraction) count += count > 0 || c != '0' ? 1 : 0;
        return count;
    }
}
