using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>Makes digits and a power of ten, both of any size, a value of a type: first E_INEXACT, then E_RANGE.</summary>
internal sealed class DigitFitter(ColumnType to, Rounding rounding)
{
    private readonly UInt128 _max = to.Kind == ColumnKind.Decimal ? WideNumbers.PowerOfTen(to.Precision) - 1 : long.MaxValue;
    private readonly UInt128 _maxNegative = to.Kind == ColumnKind.Decimal ? WideNumbers.PowerOfTen(to.Precision) - 1 : (UInt128)long.MaxValue + 1;
    private readonly bool _exact = rounding == Rounding.Exact;

    /// <summary>The value of whole.fraction times ten to a power.</summary>
    /// <param name="whole">Digits, with other bytes between them that mean nothing.</param>
    /// <param name="wholeDigits">How many digits they are.</param>
    /// <param name="fraction">Digits.</param>
    /// <param name="power">The power.</param>
    /// <param name="isNegative">Whether the value is negative.</param>
    /// <param name="value">The scaled integer.</param>
    public ValueErrors Fit(ReadOnlySpan<byte> whole, int wholeDigits, ReadOnlySpan<byte> fraction, int power, bool isNegative, out Int128 value)
    {
        value = 0;
        var digits = new Digit(isNegative ? _maxNegative : _max, wholeDigits + power + to.Scale);
        foreach (var letter in whole)
        {
            if ((uint)(letter - '0') <= 9) digits.Add(letter - '0');
        }

        foreach (var letter in fraction) digits.Add(letter - '0');
        if (digits.HasLost && _exact) return ValueErrors.Inexact;
        if (!digits.TryEnd(out var scaled)) return ValueErrors.Range;
        value = isNegative ? (Int128)(UInt128.Zero - scaled) : (Int128)scaled;
        return ValueErrors.None;
    }

    // Digits one after the other: so many are kept, the next one rounds, the others are lost.
    private struct Digit(UInt128 limit, long kept)
    {
        private readonly UInt128 _tenth = limit / 10;
        private UInt128 _scaled;
        private bool _exceeds;
        private bool _roundsUp;
        private long _left = kept;

        public bool HasLost { get; private set; }

        public void Add(int digit)
        {
            if (_left > 0) Append(digit);
            else HasLost |= digit != 0;
            if (_left == 0) _roundsUp = digit >= 5;
            _left--;
        }

        public bool TryEnd(out UInt128 scaled)
        {
            // Zeros up to the scale; nothing grows of nothing.
            for (; _left > 0 && _scaled != 0 && !_exceeds; _left--) Append(0);
            scaled = _scaled + (_roundsUp ? 1u : 0u);
            return !_exceeds && scaled <= limit;
        }

        private void Append(int digit)
        {
            if (_scaled > _tenth) _exceeds = true;
            else _scaled = (_scaled * 10) + (uint)digit;
        }
    }
}
