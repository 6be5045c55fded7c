using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>type_cast. Grammar first, then exactness, then range.</summary>
internal static class CastSemantics
{
    private static readonly string[] True = ["true", "t", "yes", "y", "1"];
    private static readonly string[] False = ["false", "f", "no", "n", "0"];

    public static Func<object?[], Outcome> Of(TypeCast operation, ColumnType from)
    {
        var (to, rounding) = (operation.To, operation.Rounding);
        Func<object, Outcome> cast = (from.Kind, to.Kind) switch
        {
            (ColumnKind.Text, _) when operation.Format is { } format => value => FormattedNumber.Read((string)value, format) is { } number
                ? ExactNumber.Fit(number.Numerator, number.Denominator, to, rounding)
                : Outcome.Fail(ValueErrors.Cast),
            (ColumnKind.Text, ColumnKind.Int64) => value => TextToNumber((string)value, to, rounding, allowPoint: false),
            (ColumnKind.Text, ColumnKind.Decimal) => value => TextToNumber((string)value, to, rounding, allowPoint: true),
            (ColumnKind.Text, ColumnKind.Float64) => value => FloatSemantics.Read((string)value),
            (ColumnKind.Float64, ColumnKind.Text) => value => FloatSemantics.Print((double)value),
            (ColumnKind.Text, ColumnKind.Bool) => value => TextToBool((string)value),
            (ColumnKind.Text, ColumnKind.Date) => value => TextToDate((string)value),
            (ColumnKind.Int64 or ColumnKind.Decimal, ColumnKind.Int64 or ColumnKind.Decimal) =>
                value => ExactNumber.Fit(ExactNumber.ScaledOf(value), ExactNumber.PowerOfTen(from.Scale), to, rounding),
            (ColumnKind.Int64, ColumnKind.Bool) => value => value is 0L or 1L ? new Outcome(value is 1L) : Outcome.Fail(ValueErrors.Cast),
            (ColumnKind.Bool, ColumnKind.Int64) => value => new Outcome(value is true ? 1L : 0L),
            (ColumnKind.Int64 or ColumnKind.Decimal, ColumnKind.Text) => value => new Outcome(ExactNumber.Print(ExactNumber.ScaledOf(value), from.Scale)),
            (ColumnKind.Bool, ColumnKind.Text) => value => new Outcome(value is true ? "true" : "false"),
            (ColumnKind.Date, ColumnKind.Text) => value => new Outcome(((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            _ when from == to => value => new Outcome(value),
            _ => throw new InvalidOperationException($"The checker let a cast from {from} to {to} through."),
        };
        return inputs => inputs[0] is { } value ? cast(value) : Outcome.Null;
    }

    // [+-]?[0-9]+ for int64; [+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+) for decimals.
    private static Outcome TextToNumber(string text, ColumnType to, Rounding rounding, bool allowPoint)
    {
        var start = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var point = allowPoint ? text.IndexOf('.', StringComparison.Ordinal) : -1;
        var whole = text[start..(point < 0 ? text.Length : Math.Max(start, point))];
        var fraction = point < 0 ? "" : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || !(whole + fraction).All(char.IsAsciiDigit)) return Outcome.Fail(ValueErrors.Cast);

        fraction = fraction.TrimEnd('0');
        var scaled = BigInteger.Parse("0" + whole + fraction, NumberStyles.None, CultureInfo.InvariantCulture);
        return ExactNumber.Fit(text[0] == '-' ? -scaled : scaled, ExactNumber.PowerOfTen(fraction.Length), to, rounding);
    }

    private static Outcome TextToBool(string text)
    {
        var lower = TextSemantics.Case(text, CaseMode.Lower, CaseAlphabet.Ascii);
        if (True.Contains(lower)) return new Outcome(true);
        return False.Contains(lower) ? new Outcome(false) : Outcome.Fail(ValueErrors.Cast);
    }

    private static Outcome TextToDate(string text) =>
        DateSemantics.TryReadIsoDate(text, out var date) ? new Outcome(date) : Outcome.Fail(ValueErrors.Cast);
}
