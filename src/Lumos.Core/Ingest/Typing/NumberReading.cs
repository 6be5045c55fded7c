using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;

namespace Lumos.Core.Ingest.Typing;

using NumberFlags = ShapeCode.NumberFlags;

/// <summary>Numbers of a column under one convention of decimal and group marks, chosen by the evidence of the whole column.</summary>
internal sealed class NumberReading
{
    private readonly ShapeTally _tally;
    private readonly List<(ShapeCode Code, long Cells)> _shapes;

    private NumberReading(ShapeTally tally)
    {
        _tally = tally;
        _shapes = [.. tally.All().Where(s => s.Code.Kind == ShapeKind.Number)];
    }

    /// <summary>Cells that are numbers of any kind.</summary>
    public long Cells => _shapes.Sum(s => s.Cells);

    /// <summary>Plain integers of up to 18 digits.</summary>
    public long Integers => Count(c => c.Flags is 0 or NumberFlags.CompactDate or NumberFlags.CompactMoment && c.Currency == 0 && c.Form is NumberForm.Integer or NumberForm.ZeroOrOne);

    /// <summary>Single 0 or 1.</summary>
    public long Bits => Count(c => c.Form == NumberForm.ZeroOrOne && c.Flags == 0 && c.Currency == 0);

    /// <summary>Integers of 19 or more digits.</summary>
    public long LongIntegers => Count(c => c.Form == NumberForm.LongInteger);

    /// <summary>Whole numbers written with a leading zero: codes.</summary>
    public long LeadingZeros => Count(c => (c.Flags & NumberFlags.LeadingZero) != 0 && c.Form is NumberForm.Integer or NumberForm.LongInteger);

    /// <summary>Numbers with an exponent.</summary>
    public long Exponents => Count(c => c.Form is NumberForm.Exponent or NumberForm.Scientific or NumberForm.Rounded);

    /// <summary>Long numbers whose last digits a spreadsheet has lost.</summary>
    public long Rounded => Count(c => c.Form == NumberForm.Rounded);

    /// <summary>Eight digits that are days.</summary>
    public long CompactDates => Count(c => (c.Flags & NumberFlags.CompactDate) != 0);

    /// <summary>Fourteen digits that are moments.</summary>
    public long CompactMoments => Count(c => (c.Flags & NumberFlags.CompactMoment) != 0);

    /// <summary>Cells that prove a decimal point or comma groups.</summary>
    public long PointEvidence => Count(c => IsPoint(c.Form));

    /// <summary>Cells that prove a decimal comma or point groups.</summary>
    public long CommaEvidence => Count(c => IsComma(c.Form));

    /// <summary>Most digits of an integer.</summary>
    public int WholeDigits => Math.Max(_tally.DigitsOf(NumberForm.Integer).Whole, 1);

    public static NumberReading Of(ShapeTally tally) => new(tally);

    /// <summary>What was decided.</summary>
    /// <param name="Style">How the numbers are written.</param>
    /// <param name="Cells">Cells that fit.</param>
    /// <param name="Whole">Digits before the fraction.</param>
    /// <param name="Fraction">Digits of the fraction.</param>
    /// <param name="Needed">Of these, digits but for zeros at the end.</param>
    internal sealed record Decision(NumberStyle Style, long Cells, int Whole, int Fraction, int Needed);

    /// <summary>Chooses the convention and counts what fits it.</summary>
    public Decision Decide(TableHints hints, List<IngestNote> notes)
    {
        var comma = DecideMark(hints, notes);
        var fitting = WithoutStrays([.. _shapes.Where(s => Fits(s.Code.Form, comma))]);
        var cells = fitting.Sum(s => s.Cells);
        int whole = 1, fraction = 0, needed = 0;
        foreach (var form in fitting.Select(s => s.Code.Form).Distinct())
        {
            var digits = DigitsOf(form, comma);
            whole = Math.Max(whole, digits.Whole);
            fraction = Math.Max(fraction, digits.Fraction);
            needed = Math.Max(needed, digits.Needed);
        }

        var forms = fitting.Select(s => s.Code.Form).ToHashSet();
        var currencies = fitting.Where(s => s.Code.Currency > 0).Select(s => s.Code.Currency).Distinct().ToList();
        var percent = fitting.Where(s => IsPercent(s.Code)).Sum(s => s.Cells);
        if (currencies.Count > 1 || (percent > 0 && percent * 50 < cells * 49))
        {
            notes.Add(new IngestNote
            {
                Code = currencies.Count > 1 ? "CURRENCY_MIXED" : "PERCENT_MIXED",
                Message = currencies.Count > 1
                    ? $"Amounts in {string.Join(", ", currencies.Select(CellWords.CurrencyText).Order(StringComparer.Ordinal))} stand in one column; it stays text so that no currency is lost."
                    : "Some numbers have a percent sign and some have none; the column stays text so that no meaning is lost.",
                Count = cells,
            });
            cells = 0;
        }

        var style = new NumberStyle
        {
            DecimalMark = comma ? ',' : '.',
            GroupMark = GroupMark(forms, comma),
            Currency = currencies.Count == 1 ? CellWords.CurrencyText(currencies[0]) : null,
            Percent = percent > 0,
            Parentheses = fitting.Exists(s => (s.Code.Flags & NumberFlags.Parentheses) != 0),
            TrailingMinus = fitting.Exists(s => (s.Code.Flags & NumberFlags.TrailingMinus) != 0),
            Exponent = forms.Contains(NumberForm.Scientific),
        };
        return new Decision(style, cells, whole, fraction, needed);
    }

    // A currency or percent sign on one number in fifty or fewer is an odd value, not the column's way of writing.
    private static List<(ShapeCode Code, long Cells)> WithoutStrays(List<(ShapeCode Code, long Cells)> shapes)
    {
        var all = shapes.Sum(s => s.Cells);
        var named = shapes.Where(s => s.Code.Currency > 0).GroupBy(s => s.Code.Currency).Select(g => (Currency: g.Key, Cells: g.Sum(s => s.Cells))).OrderByDescending(g => g.Cells).ThenBy(g => g.Currency).ToList();
        if (named.Count > 1 && named.Skip(1).Sum(g => g.Cells) * 50 <= all) shapes.RemoveAll(s => s.Code.Currency > 0 && s.Code.Currency != named[0].Currency);
        if (shapes.Where(s => IsPercent(s.Code)).Sum(s => s.Cells) * 50 <= all) shapes.RemoveAll(s => IsPercent(s.Code));
        return shapes;
    }

    private static bool IsPercent(ShapeCode code) => (code.Flags & NumberFlags.Percent) != 0;

    private bool DecideMark(TableHints hints, List<IngestNote> notes)
    {
        var (point, comma) = (PointEvidence, CommaEvidence);
        if (point > 0 && comma > 0)
        {
            notes.Add(new IngestNote
            {
                Code = "NUMBER_CONVENTION_MIXED",
                Message = FormattableString.Invariant($"{point} numbers can only have a decimal point, {comma} only a decimal comma; the {(comma > point ? "comma" : "point")} was chosen, the others do not fit."),
                Count = Math.Min(point, comma),
            });
        }

        if (point != comma) return comma > point;
        var eitherPoint = Count(c => c.Form == NumberForm.EitherPoint);
        var eitherComma = Count(c => c.Form == NumberForm.EitherComma);
        if (point > 0 || eitherPoint + eitherComma == 0) return false;
        var (useComma, why) = hints.DecimalComma is { } shown ? (shown, $"because column '{hints.DecimalFrom}' of the same table is written so") : (false, "as nothing in the table says otherwise");
        notes.Add(new IngestNote
        {
            Code = "NUMBER_CONVENTION_ASSUMED",
            Message = FormattableString.Invariant(
                $"Every {(eitherPoint >= eitherComma ? "point" : "comma")} is followed by exactly three digits, so it may be a decimal mark or a group mark; a decimal {(useComma ? "comma" : "point")} was chosen, {why}."),
            Count = eitherPoint + eitherComma,
        });
        return useComma;
    }

    private static bool IsPoint(NumberForm form) =>
        form is NumberForm.Point or NumberForm.Scientific or NumberForm.CommaGroups or NumberForm.CommaGroupsPoint or NumberForm.BlankGroupsPoint or NumberForm.QuoteGroupsPoint;

    private static bool IsComma(NumberForm form) =>
        form is NumberForm.Comma or NumberForm.PointGroups or NumberForm.PointGroupsComma or NumberForm.BlankGroupsComma or NumberForm.QuoteGroupsComma;

    private static bool Fits(NumberForm form, bool comma) => form switch
    {
        NumberForm.Integer or NumberForm.ZeroOrOne or NumberForm.EitherPoint or NumberForm.EitherComma or NumberForm.BlankGroups or NumberForm.QuoteGroups => true,
        NumberForm.LongInteger or NumberForm.Exponent or NumberForm.Rounded => false,
        _ => comma ? IsComma(form) : IsPoint(form),
    };

    // An "either" form is a fraction under its own mark and a group under the other.
    private CellClassifier.Digits DigitsOf(NumberForm form, bool comma)
    {
        var digits = _tally.DigitsOf(form);
        var group = (form == NumberForm.EitherPoint && comma) || (form == NumberForm.EitherComma && !comma);
        return group ? new(digits.Whole + 3, 0) : digits;
    }

    private static char GroupMark(HashSet<NumberForm> forms, bool comma)
    {
        if (forms.Overlaps([NumberForm.BlankGroups, NumberForm.BlankGroupsPoint, NumberForm.BlankGroupsComma])) return ' ';
        if (forms.Overlaps([NumberForm.QuoteGroups, NumberForm.QuoteGroupsPoint, NumberForm.QuoteGroupsComma])) return '\'';
        if (comma) return forms.Overlaps([NumberForm.EitherPoint, NumberForm.PointGroups, NumberForm.PointGroupsComma]) ? '.' : '\0';
        return forms.Overlaps([NumberForm.EitherComma, NumberForm.CommaGroups, NumberForm.CommaGroupsPoint]) ? ',' : '\0';
    }

    private long Count(Func<ShapeCode, bool> which) => _shapes.Where(s => which(s.Code)).Sum(s => s.Cells);
}
