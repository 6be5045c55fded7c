using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;

namespace Lumos.Core.Ingest.Typing;

/// <summary>
/// Chooses the type of each column of a table from the counts over its whole length. A type may have rare misfits (they go to
/// quarantine later); anything in doubt stays text, where nothing is lost.
/// </summary>
internal static partial class TypeDecider
{
    /// <summary>Share of misfits a strict type may have: 1 in 50.</summary>
    private const long MisfitShare = 50;

    /// <summary>Share of misfits when the name says the same as the values: 1 in 10.</summary>
    private const long MisfitShareWithCue = 10;

    /// <summary>Decides all columns of a table.</summary>
    /// <param name="columns">Profiles in column order.</param>
    /// <param name="names">Their standard names.</param>
    public static IReadOnlyList<ColumnFinding> Decide(IReadOnlyList<ColumnProfiler> columns, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var hints = HintsOf(columns, names);
        return [.. columns.Select((c, i) => Decide(c, new NameCues(names[i]), hints))];
    }

    private static TableHints HintsOf(IReadOnlyList<ColumnProfiler> columns, IReadOnlyList<string> names)
    {
        bool? dayFirst = null, comma = null;
        string? dayFrom = null, commaFrom = null;
        long dayMost = 0, commaMost = 0;
        for (var i = 0; i < columns.Count; i++)
        {
            var dates = DateReading.Of(columns[i].Tally);
            if (Math.Min(dates.DayFirst, dates.MonthFirst) == 0 && dates.DayFirst + dates.MonthFirst > dayMost)
            {
                (dayMost, dayFirst, dayFrom) = (dates.DayFirst + dates.MonthFirst, dates.DayFirst > 0, names[i]);
            }

            var numbers = NumberReading.Of(columns[i].Tally);
            if (Math.Min(numbers.PointEvidence, numbers.CommaEvidence) == 0 && numbers.PointEvidence + numbers.CommaEvidence > commaMost)
            {
                (commaMost, comma, commaFrom) = (numbers.PointEvidence + numbers.CommaEvidence, numbers.CommaEvidence > 0, names[i]);
            }
        }

        return new TableHints(dayFirst, dayFrom, comma, commaFrom);
    }

    private static ColumnFinding Decide(ColumnProfiler column, NameCues cues, TableHints hints)
    {
        var tokens = column.Tally.All().Where(s => s.Code.Kind == ShapeKind.Null).ToList();
        var tokenCells = tokens.Sum(t => t.Cells);
        var values = column.Rows - column.Missing - column.Blank - tokenCells;
        var numbers = NumberReading.Of(column.Tally);
        var dates = DateReading.Of(column.Tally);
        var fits = FitsOf(column.Tally, numbers, dates);
        var notes = new List<IngestNote>();
        var strict = values == 0 ? null
            : DecideDate(column, dates, numbers, values, cues, hints, notes)
            ?? DecideBool(column, numbers, values, cues)
            ?? DecideNumber(column, numbers, values, cues, hints, notes);
        notes.AddRange(SpreadsheetNotes(column, numbers, values, cues, strict is not null));
        if (strict is not null)
        {
            notes.AddRange(NullNotes(tokens));
            return strict with
            {
                StripsApostrophe = column.Apostrophes > 0,
                NullTokens = Spellings(tokens.Select(t => t.Code)),
                Nulls = column.Rows - values,
                Fits = fits,
                Notes = [.. strict.Notes, .. notes],
            };
        }

        return Text(column, tokens, values, cues, fits, [.. notes, .. Unreadable(dates, values)]);
    }

    private static ColumnFinding Text(ColumnProfiler column, List<(ShapeCode Code, long Cells)> tokens, long values, NameCues cues, Dictionary<string, long> fits, List<IngestNote> notes)
    {
        // Where words are values, only spellings that cannot be words stand for NULL. A column of nothing but tokens is empty.
        bool StandsForNull(ShapeCode code) =>
            values == 0 || (CellWords.IsStrongNull(code.Token) && !(cues.PersonName && CellWords.NullText(code.Token) == "Null"));
        var nulls = tokens.Where(t => StandsForNull(t.Code)).ToList();
        var kept = tokens.Where(t => !StandsForNull(t.Code)).ToList();
        if (kept.Count > 0)
        {
            notes.Add(new IngestNote
            {
                Code = "NULL_TOKEN_KEPT",
                Message = $"{string.Join(", ", Spellings(kept.Select(t => t.Code)).Select(t => $"'{t}'"))} may stand for NULL, but in a column of words it may be a word; it was kept.",
                Count = kept.Sum(t => t.Cells),
            });
        }

        notes.AddRange(NullNotes(nulls));
        return new ColumnFinding
        {
            Type = ColumnType.Text,
            StripsApostrophe = column.Apostrophes > 0 && !column.OtherApostrophes,
            NullTokens = Spellings(nulls.Select(t => t.Code)),
            Nulls = column.Missing + column.Blank + nulls.Sum(t => t.Cells),
            Unit = null,
            Fits = fits,
            Notes = notes,
        };
    }

    private static ColumnFinding? DecideDate(ColumnProfiler column, DateReading dates, NumberReading numbers, long values, NameCues cues, TableHints hints, List<IngestNote> notes)
    {
        var (days, moments) = (numbers.CompactDates, numbers.CompactMoments);
        var compact = days + moments > 0 && (dates.Cells > 0 || cues.Date || days + moments >= 20) ? days + moments : 0;
        var (serials, serialDays) = DayNumbers(column, dates, values, cues);
        var fit = dates.Cells + compact + (serialDays.Count > 0 ? serials : 0);
        if (!IsAcceptable(fit, values - (serialDays.Count > 0 ? 0 : serials), cues.Date || cues.Birth)) return null;
        var style = dates.Decide(hints, cues.Birth, notes, out var lost);
        var formats = style.Formats.ToList();
        if (serials > 0) notes.Add(DayNumberNote(serials, serialDays.Count > 0));
        if (serialDays.Count > 0 && !formats.Contains(DayFormat)) formats.Add(DayFormat);
        if (compact > 0 && days > 0) formats.Add("YYYYMMDD");
        if (compact > 0 && moments > 0) formats.Add("YYYYMMDDHHmmss");
        return new ColumnFinding
        {
            Type = dates.HasTime || (compact > 0 && moments > 0) ? ColumnType.Timestamp : ColumnType.Date,
            Formats = formats,
            Date = style with { Formats = formats },
            DayNumbers = serialDays,
            Misfits = values - fit + lost,
        };
    }

    private static ColumnFinding? DecideBool(ColumnProfiler column, NumberReading numbers, long values, NameCues cues)
    {
        var words = column.Tally.All().Where(s => s.Code.Kind == ShapeKind.Bool).ToList();
        long yes = words.Where(w => w.Code.Truth).Sum(w => w.Cells), no = words.Where(w => !w.Code.Truth).Sum(w => w.Cells);
        var fit = yes + no + numbers.Bits;
        if (!IsAcceptable(fit, values, cues.Flag)) return null;
        var bitsOnly = yes + no == 0;
        if (bitsOnly ? !cues.Flag || cues.Number : !cues.Flag && (yes == 0 || no == 0) && numbers.Bits == 0) return null;
        var odd = words.Where(w => !CellWords.IsPlainBool(w.Code.Token)).Select(w => (CellWords.BoolText(w.Code.Token), w.Code.Truth)).Distinct().OrderBy(w => w.Item1, StringComparer.Ordinal).ToList();
        return new ColumnFinding
        {
            Type = ColumnType.Bool,
            Formats = odd.Count > 0 ? ["bool_words"] : [],
            BoolWords = odd,
            Misfits = values - fit,
        };
    }

    // No misfit, or few beside strong evidence.
    private static bool IsAcceptable(long fit, long values, bool cue)
    {
        var misfits = values - fit;
        if (misfits == 0) return fit > 0;
        return (fit >= 20 && misfits * MisfitShare <= values) || (values >= 10 && misfits == 1) || (cue && fit >= 5 && misfits * MisfitShareWithCue <= values);
    }

    private static IEnumerable<IngestNote> Unreadable(DateReading dates, long values)
    {
        if (dates.Unreadable * 2 <= values || dates.Unreadable == 0) yield break;
        yield return new IngestNote
        {
            Code = "TIMESTAMP_UNSUPPORTED",
            Message = "Most values are moments with more than six digits of a second, which a timestamp does not hold; the column stays text. Say in the mapping whether to round or to cut them.",
            Count = dates.Unreadable,
        };
    }

    private static List<string> Spellings(IEnumerable<ShapeCode> tokens) => [.. tokens.Select(t => CellWords.NullText(t.Token)).Distinct().Order(StringComparer.Ordinal)];

    private static Dictionary<string, long> FitsOf(ShapeTally tally, NumberReading numbers, DateReading dates)
    {
        var fits = new Dictionary<string, long>();
        Add("bool", tally.Sum(c => c.Kind == ShapeKind.Bool) + numbers.Bits);
        Add("int64", numbers.Integers);
        Add("number", numbers.Cells);
        Add("decimal_point", numbers.PointEvidence);
        Add("decimal_comma", numbers.CommaEvidence);
        Add("leading_zero", numbers.LeadingZeros);
        Add("exponent", numbers.Exponents);
        Add("date_or_timestamp", dates.Cells);
        Add("day_first", dates.DayFirst);
        Add("month_first", dates.MonthFirst);
        Add("null_token", tally.Sum(c => c.Kind == ShapeKind.Null));
        return fits;

        void Add(string name, long count)
        {
            if (count > 0) fits[name] = count;
        }
    }
}
