using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>
/// Reads numbers of the grammar of <c>type_cast</c> into scaled integers: <c>[+-]?[0-9]+</c>, for decimals also with a point. Numbers of up to
/// eight characters are read in one word; what that cannot decide is read digit by digit.
/// </summary>
internal readonly struct DecimalReader
{
    private readonly bool _allowsPoint;
    private readonly bool _exact;
    private readonly int _scale;
    private readonly ulong _narrowMax;
    private readonly UInt128 _max;
    private readonly UInt128 _maxNegative;

    public DecimalReader(ColumnType type, Rounding rounding)
    {
        _allowsPoint = type.Kind == ColumnKind.Decimal;
        _exact = rounding == Rounding.Exact;
        _scale = type.Scale;
        _max = _allowsPoint ? WideNumbers.PowerOfTen(type.Precision) - 1 : long.MaxValue;
        _narrowMax = (ulong)UInt128.Min(_max, long.MaxValue);
        _maxNegative = _allowsPoint ? _max : (UInt128)long.MaxValue + 1;
    }

    /// <summary>Reads a text that has a narrow result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ValueErrors Read(byte* text, int length, out long value)
    {
        if (length is > 0 and <= 8 && TryReadWord(text, length, out value)) return ValueErrors.None;
        var error = ReadSlowly(new ReadOnlySpan<byte>(text, length), out var wide);
        value = (long)wide;
        return error;
    }

    // Without a sign, exact, and in range.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe bool TryReadWord(byte* text, int length, out long value)
    {
        value = 0;
        var word = Bytes.LoadUpTo8(text, length);
        var fraction = 0;
        if (_allowsPoint)
        {
            // The lowest byte equal to a point has its high bit set here; the bytes above it may be wrong, but only the lowest counts.
            var different = word ^ 0x2E2E2E2E2E2E2E2E;
            var points = (different - 0x0101010101010101) & ~different & 0x8080808080808080;
            if (points != 0)
            {
                var at = System.Numerics.BitOperations.TrailingZeroCount(points) & ~7;
                var below = (1UL << at) - 1;
                word = (word & below) | ((word >> 8) & ~below);
                length--;
                fraction = length - (at >> 3);
                if (length == 0 || fraction > _scale) return false;
            }
        }

        if (!Digits.TryRead(word, length, out var digits)) return false;
        var shift = _scale - fraction;
        if (shift > 10) return false;
        value = (long)(digits * Digits.PowersOfTen[shift]);
        return (ulong)value <= _narrowMax;
    }

    /// <summary>Reads any text.</summary>
    public ValueErrors ReadSlowly(ReadOnlySpan<byte> text, out Int128 value)
    {
        value = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative || (text.Length > 0 && text[0] == '+')) text = text[1..];
        var point = _allowsPoint ? text.IndexOf((byte)'.') : -1;
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return ValueErrors.Cast;

        fraction = fraction.TrimEnd((byte)'0');
        if (fraction.Length > _scale && _exact) return ValueErrors.Inexact;
        var limit = isNegative ? _maxNegative : _max;
        var tenth = limit / 10;
        UInt128 scaled = 0;
        foreach (var digit in whole)
        {
            if (!Append(ref scaled, digit, tenth)) return ValueErrors.Range;
        }

        for (var i = 0; i < _scale; i++)
        {
            if (!Append(ref scaled, i < fraction.Length ? fraction[i] : (byte)'0', tenth)) return ValueErrors.Range;
        }

        if (fraction.Length > _scale && fraction[_scale] >= '5') scaled++;
        if (scaled > limit) return ValueErrors.Range;
        value = isNegative ? (Int128)(UInt128.Zero - scaled) : (Int128)scaled;
        return ValueErrors.None;
    }

    // At most nine above the limit, which is looked at when all digits are in.
    private static bool Append(ref UInt128 scaled, byte digit, UInt128 tenth)
    {
        if (scaled > tenth) return false;
        scaled = (scaled * 10) + (uint)(digit - '0');
        return true;
    }
}
