using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;

namespace Lumos.Core.Ingest.Typing;

internal static partial class TypeDecider
{
    /// <summary>Digits of equal width from which whole numbers are taken for identifiers.</summary>
    private const int IdentifierDigits = 11;

    /// <summary>Most digits of a decimal the transform language computes with.</summary>
    private const int MostDigits = 18;

    private static ColumnFinding? DecideNumber(ColumnProfiler column, NumberReading numbers, long values, NameCues cues, TableHints hints, List<IngestNote> notes)
    {
        if (numbers.Cells == 0 || !IsAcceptable(numbers.Cells, values, cues.Number)) return null;
        if (numbers.Integers + numbers.LeadingZeros + numbers.LongIntegers == numbers.Cells)
        {
            if (CodeReason(column, numbers, values, cues) is { } reason)
            {
                notes.Add(new IngestNote { Code = "CODE_KEPT_AS_TEXT", Message = $"The digits are a code and stay text: {reason}.", Count = values });
                return null;
            }

            var fit = numbers.Integers + numbers.LeadingZeros;
            return IsAcceptable(fit, values, cues.Number) ? new ColumnFinding { Type = ColumnType.Int64, Unit = cues.Unit, Misfits = values - fit } : null;
        }

        var asides = new List<IngestNote>();
        var decision = numbers.Decide(hints, asides);
        if (decision.Cells == 0)
        {
            notes.AddRange(asides);
            return null;
        }

        if (!IsAcceptable(decision.Cells, values, cues.Number) || decision.Whole > MostDigits) return null;
        notes.AddRange(asides);
        var type = TypeOf(decision, out var reduced);
        if (reduced)
        {
            notes.Add(new IngestNote
            {
                Code = "PRECISION_REDUCED",
                Message = FormattableString.Invariant($"Values have up to {decision.Whole} digits before and {decision.Needed} behind the decimal mark; {type} keeps {MostDigits} in all, rounded half away from zero."),
                Count = decision.Cells,
            });
        }

        return new ColumnFinding
        {
            Type = type,
            Formats = FormatsOf(decision.Style, reduced),
            Number = decision.Style,
            Unit = decision.Style.Percent ? "%" : decision.Style.Currency ?? cues.Unit,
            Misfits = values - decision.Cells,
        };
    }

    private static ColumnType TypeOf(NumberReading.Decision decision, out bool reduced)
    {
        // Zeros at the end may go: an engine writes as many as the column's declaration has.
        reduced = decision.Whole + decision.Needed > MostDigits;
        if (decision.Fraction == 0) return ColumnType.Int64;
        var scale = Math.Min(decision.Fraction, MostDigits - decision.Whole);
        return ColumnType.Decimal(decision.Whole + scale, scale);
    }

    private static List<string> FormatsOf(NumberStyle style, bool reduced)
    {
        var formats = new List<string>();
        if (style.DecimalMark == ',') formats.Add("decimal_comma");
        if (style.GroupMark != '\0') formats.Add(style.GroupMark switch { ',' => "group_comma", '.' => "group_point", ' ' => "group_blank", _ => "group_apostrophe" });
        if (style.Currency is not null) formats.Add("currency");
        if (style.Percent) formats.Add("percent");
        if (style.Parentheses) formats.Add("parentheses_negative");
        if (style.TrailingMinus) formats.Add("trailing_minus");
        if (style.Exponent) formats.Add("exponent");
        if (reduced) formats.Add("rounded");
        return formats;
    }

    // Why whole numbers are codes; null when they are numbers.
    private static string? CodeReason(ColumnProfiler column, NumberReading numbers, long values, NameCues cues)
    {
        if (numbers.LeadingZeros > 0 && !(cues.Number && numbers.LeadingZeros * MisfitShare <= values)) return "some have a leading zero";
        if (numbers.LongIntegers > 0) return "some have more than 18 digits";
        // No number under which anybody is registered has three digits.
        if (cues.Code && !(cues.Vat && column.MaxLength <= 3)) return "the name says so";
        var misfits = values - numbers.Integers;
        if (misfits > 0 && !cues.Number && (cues.Id || column.LooksUnique)) return "other values of this identifier are no numbers";
        if (values >= 3 && column.MinLength == column.MaxLength && column.MinLength >= IdentifierDigits && !cues.Number && !cues.Date) return "all have the same length of eleven digits or more";
        return null;
    }
}
