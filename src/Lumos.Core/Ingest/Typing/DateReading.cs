using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;

namespace Lumos.Core.Ingest.Typing;

/// <summary>Dates of a column by way of writing, and the formats that read them. Day and month are ordered by the evidence of the whole column.</summary>
internal sealed class DateReading
{
    private readonly List<Family> _families;

    private DateReading(List<Family> families) => _families = families;

    private sealed record Family(ShapeCode Code, bool NarrowFirst, bool NarrowSecond, bool NarrowHour, long Cells, long Either, long DayFirst, long MonthFirst)
    {
        public bool Undecided => Code.Order == DateOrder.DayMonthEither;

        public bool Readable => Code.Fraction <= 6;
    }

    /// <summary>Cells that are a date or moment a format can read.</summary>
    public long Cells => _families.Where(f => f.Readable).Sum(f => f.Cells);

    /// <summary>Cells with more digits of a second than a timestamp holds.</summary>
    public long Unreadable => _families.Where(f => !f.Readable).Sum(f => f.Cells);

    /// <summary>Whether any has a time of day.</summary>
    public bool HasTime => _families.Exists(f => f.Code.Kind == ShapeKind.Timestamp && f.Readable);

    /// <summary>Cells that prove day first.</summary>
    public long DayFirst => _families.Sum(f => f.DayFirst);

    /// <summary>Cells that prove month first.</summary>
    public long MonthFirst => _families.Sum(f => f.MonthFirst);

    /// <summary>Groups the date shapes of a column.</summary>
    public static DateReading Of(ShapeTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var families = tally.All()
            .Where(s => s.Code.Kind is ShapeKind.Date or ShapeKind.Timestamp)
            .GroupBy(s => s.Code.Family)
            .Select(g => new Family(
                g.First().Code,
                g.Any(s => s.Code.NarrowFirst),
                g.Any(s => s.Code.NarrowSecond),
                g.Any(s => s.Code.NarrowHour),
                g.Sum(s => s.Cells),
                g.Where(s => s.Code.Evidence == OrderEvidence.Either).Sum(s => s.Cells),
                g.Where(s => s.Code is { Order: DateOrder.DayMonthEither, Evidence: OrderEvidence.DayFirst }).Sum(s => s.Cells),
                g.Where(s => s.Code.Evidence == OrderEvidence.MonthFirst).Sum(s => s.Cells)))
            .OrderByDescending(f => f.Cells).ThenBy(f => f.Code.Family)
            .ToList();
        return new DateReading(families);
    }

    /// <summary>Decides orders and lists formats.</summary>
    /// <param name="hints">What other columns show.</param>
    /// <param name="birth">Whether the name speaks of a birth: two-digit years then lie further back.</param>
    /// <param name="notes">Gets what was assumed and why.</param>
    /// <param name="lost">Cells of the minority order that are not read.</param>
    public DateStyle Decide(TableHints hints, bool birth, List<IngestNote> notes, out long lost)
    {
        lost = 0;
        var formats = new List<string>();
        foreach (var family in _families.Where(f => f.Readable))
        {
            if (!family.Undecided)
            {
                Add(formats, FormatOf(family, dayFirst: true));
                continue;
            }

            var dayFirst = Order(family, hints, notes, out var both);
            Add(formats, FormatOf(family, dayFirst));
            if (both) Add(formats, FormatOf(family, !dayFirst));
            else lost += dayFirst ? family.MonthFirst : family.DayFirst;
        }

        var pivot = _families.Exists(f => f.Readable && f.Code.ShortYear) ? (birth ? 25 : 70) : (int?)null;
        if (pivot is { } p)
        {
            notes.Add(new IngestNote
            {
                Code = "TWO_DIGIT_YEAR",
                Message = FormattableString.Invariant($"Years have two digits; {p:00} to 99 are read as 19{p:00} to 1999, 00 to {p - 1:00} as 2000 to 20{p - 1:00}{(birth ? ", because the name speaks of a birth" : "")}."),
                Count = _families.Where(f => f.Code.ShortYear).Sum(f => f.Cells),
            });
        }

        var offsets = _families.Where(f => f.Readable && f.Code.Zone == ZoneForm.Offset).Sum(f => f.Cells);
        if (offsets > 0) notes.Add(new IngestNote { Code = "OFFSET_TO_UTC", Message = "Moments have an offset; they become UTC.", Count = offsets });
        return new DateStyle(formats, pivot);
    }

    // Proof in the family, else in the column, else in the table, else the custom of the separator; never in silence.
    private bool Order(Family family, TableHints hints, List<IngestNote> notes, out bool both)
    {
        both = false;
        var separator = family.Code.Separator == ' ' ? "blanks" : $"'{family.Code.Separator}'";
        var (day, month) = (family.DayFirst, family.MonthFirst);
        if (day > 0 && month > 0)
        {
            // Below one in ten the minority is more likely wrong than written another way: it goes to quarantine, where a person sees it.
            both = Math.Min(day, month) * 10 >= day + month;
            var majority = day >= month;
            notes.Add(new IngestNote
            {
                Code = "DATE_ORDER_MIXED",
                Message = FormattableString.Invariant(
                    $"Dates with {separator}: {day} can only be day first, {month} only month first, {family.Either} either. {(majority ? "Day" : "Month")} first is tried first{(both ? ", then the other order; check the ones that could be either" : "; the others do not fit")}."),
                Count = both ? family.Either : Math.Min(day, month),
            });
            return majority;
        }

        if (day + month > 0) return day > 0;
        if (DayFirst + MonthFirst > 0) return DayFirst >= MonthFirst;
        if (family.Either == 0) return family.Code.Separator != '/';
        var (dayFirst, why) = hints.DayFirst is { } shown
            ? (shown, $"because column '{hints.DayFirstFrom}' of the same table is written so")
            : (family.Code.Separator != '/', family.Code.Separator == '/' ? "as is most usual with '/'" : $"as is most usual with {separator}");
        notes.Add(new IngestNote
        {
            Code = hints.DayFirst is null && family.Code.Separator != '.' ? "DATE_ORDER_OPEN" : "DATE_ORDER_ASSUMED",
            Message = FormattableString.Invariant($"No value with {separator} shows whether day or month comes first; {(dayFirst ? "day" : "month")} first was chosen {why}."),
            Count = family.Either,
        });
        return dayFirst;
    }

    private static void Add(List<string> formats, string format)
    {
        if (!formats.Contains(format)) formats.Add(format);
    }

    private static string FormatOf(Family family, bool dayFirst)
    {
        var code = family.Code;
        var s = code.Separator;
        var year = code.ShortYear ? "YY" : "YYYY";
        var text = new StringBuilder(code.Order switch
        {
            DateOrder.YearMonthDay => $"{year}{s}{(family.NarrowFirst ? "M" : "MM")}{s}{(family.NarrowSecond ? "D" : "DD")}",
            DateOrder.DayNameYear => $"{(family.NarrowFirst ? "D" : "DD")}{s}MON{s}{year}",
            DateOrder.NameDayYear => $"MON{s}{(family.NarrowFirst ? "D" : "DD")}{(code.CommaBehindDay ? "," : "")}{s}{year}",
            DateOrder.YearNameDay => $"{year}{s}MON{s}{(family.NarrowFirst ? "D" : "DD")}",
            _ => dayFirst
                ? $"{(family.NarrowFirst ? "D" : "DD")}{s}{(family.NarrowSecond ? "M" : "MM")}{s}{year}"
                : $"{(family.NarrowFirst ? "M" : "MM")}{s}{(family.NarrowSecond ? "D" : "DD")}{s}{year}",
        });
        if (code.Kind != ShapeKind.Timestamp) return text.ToString();
        var halfDay = code.Zone == ZoneForm.HalfDay;
        text.Append(code.TimeBehindT ? "T" : " ").Append(halfDay ? (family.NarrowHour ? "h" : "hh") : family.NarrowHour ? "H" : "HH").Append(":mm");
        if (code.Seconds) text.Append(":ss");
        if (code.Fraction > 0) text.Append('.').Append('S', code.Fraction);
        if (halfDay) text.Append(code.BlankBeforeZone ? " AM" : "AM");
        if (code.Zone is ZoneForm.Offset or ZoneForm.Utc) text.Append(code.BlankBeforeZone ? " Z" : "Z");
        return text.ToString();
    }
}
