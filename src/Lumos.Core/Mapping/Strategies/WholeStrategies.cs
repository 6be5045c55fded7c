using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Dates, moments, places, species and signed amounts put together from columns of their parts.</summary>
internal static class WholeStrategies
{
    private const double Sure = 0.9;
    private const double Likely = 0.75;
    private const double Unsure = 0.4;
    private static readonly int Debit = ColumnTerms.Default.IdOf("debit"), Credit = ColumnTerms.Default.IdOf("credit"), Latitude = ColumnTerms.Default.IdOf("latitude"), Longitude = ColumnTerms.Default.IdOf("longitude");

    // Headers of columns that hold one part of a date, folded.
    private static readonly string[] Years = ["year", "yr", "yyyy", "jahr", "annee", "ano", "anno"];
    private static readonly string[] Months = ["month", "mon", "mo", "mm", "monat", "mois", "mes", "mese"];
    private static readonly string[] Days = ["day", "dy", "dd", "tag", "jour", "dia", "giorno"];

    /// <summary>Proposals for a target column.</summary>
    public static IEnumerable<Candidate> Find(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        var kind = target.Column.Type.Kind;
        if (kind is ColumnKind.Date or ColumnKind.Timestamp && DateOfParts(target, sources) is { } date) yield return date;
        if (kind == ColumnKind.Timestamp && DateAndTime(target, sources) is { } moment) yield return moment;
        if (kind is ColumnKind.Decimal && Signed(target, sources) is { } amount) yield return amount;
        if (kind == ColumnKind.Text && Place(target, sources) is { } place) yield return place;
        if (kind == ColumnKind.Text && Interval(target, sources) is { } interval) yield return interval;
    }

    private static Candidate? DateOfParts(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (!target.Words.Words.Any(static w => w is "date" or "day" or "datetime" or "birthday" or "dob" or "on" or "at")) return null;
        if (Part(sources, Years, 1000, 2999) is not { } year || Part(sources, Months, 1, 12) is not { } month || Part(sources, Days, 1, 31) is not { } day || year == month || month == day || year == day) return null;
        var text = Pipe.Concat(NullRule.Propagate, "-", Pipe.From(year.Text), Pipe.From(month.Text), Pipe.From(day.Text));
        var pipe = text.DateParse(["YYYY-M-D"], target.Column.Type.Kind == ColumnKind.Date ? DateTarget.Date : DateTarget.Timestamp, null);
        // A date that stands in a column of its own is not put together.
        var other = sources.Any(s => s != year && s.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp);
        return new Candidate(target, [year, month, day], pipe.Expression, "compose", other ? 0.5 : Sure, ["Year, month and day stand in three columns."], false);
    }

    // A column called so and nothing more, then one that also says of what; the values must be able to be it.
    private static SourceColumn? Part(IReadOnlyList<SourceColumn> sources, string[] words, int least, int most)
    {
        return sources.FirstOrDefault(s => Names(s) is [var only] && words.Contains(only) && Fits(s)) ?? sources.FirstOrDefault(s => Names(s) is { Count: 2 } two && two.Any(words.Contains) && Fits(s));

        static IReadOnlyList<string> Names(SourceColumn source) => [.. HeaderWords.SplitTokens(source.Name)];
        bool Fits(SourceColumn source) => source.Type.Kind is ColumnKind.Int64 or ColumnKind.Text && source.Sample.All(v => int.TryParse(v, System.Globalization.CultureInfo.InvariantCulture, out var n) && n >= least && n <= most);
    }

    private static Candidate? DateAndTime(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (sources.FirstOrDefault(static s => s.Type.Kind == ColumnKind.Text && s.Says("time") && !s.Says("date") && IsTime(s, 8)) is { } exact && DayBeside(exact, sources) is { } day) return Joined(target, day, exact, "HH:mm:ss", sources);
        return sources.FirstOrDefault(static s => s.Type.Kind == ColumnKind.Text && s.Says("time") && !s.Says("date") && IsTime(s, 5)) is { } minutes && DayBeside(minutes, sources) is { } date ? Joined(target, date, minutes, "HH:mm", sources) : null;
    }

    // Of several dates the one before it in the table, or the one called the same.
    private static SourceColumn? DayBeside(SourceColumn time, IReadOnlyList<SourceColumn> sources)
    {
        var days = sources.Where(static s => s.Type.Kind == ColumnKind.Date).ToList();
        return days.Count <= 1 ? days.FirstOrDefault() : days.FirstOrDefault(d => d.Words.Words.Except(["date"]).SequenceEqual(time.Words.Words.Except(["time"]))) ?? days.FirstOrDefault(d => d.Column.Ordinal == time.Column.Ordinal - 1);
    }

    private static Candidate Joined(TargetColumnProfile target, SourceColumn day, SourceColumn time, string format, IReadOnlyList<SourceColumn> sources)
    {
        var pipe = Pipe.Concat(NullRule.Propagate, " ", Pipe.From(day.Typed).DateFormat("YYYY-MM-DD"), Pipe.From(time.Text)).DateParse(["YYYY-MM-DD " + format], DateTarget.Timestamp, null);
        return new Candidate(target, [day, time], pipe.Expression, "compose", IsMeant(target, day, sources) ? Sure : Unsure, ["Date and time of day stand in two columns."], false);
    }

    // Where another column holds moments or days too, the names must speak for this one.
    private static bool IsMeant(TargetColumnProfile target, SourceColumn day, IReadOnlyList<SourceColumn> sources)
    {
        if (!sources.Any(s => s != day && s.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp)) return true;
        var terms = ColumnTerms.Default;
        bool Near(SourceColumn source) => source.Reading.Segments.SelectMany(static s => s.Terms).Any(s => target.Reading.Segments.SelectMany(static t => t.Terms).Any(t => terms.Nearness(s, t) >= 0.3))
            || source.Words.Words.Intersect(target.Words.Words, StringComparer.Ordinal).Any(static w => !WordMatching.IsGeneric(w) && w != "datetime");
        return Near(day) || !sources.Any(s => s != day && s.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp && Near(s)) && target.Table.Columns.Count(static c => c.Type.Kind == ColumnKind.Timestamp) == 1;
    }

    private static bool IsTime(SourceColumn source, int length) =>
        source.Sample.Count > 0 && source.Sample.All(v => v.Length == length && v[2] == ':' && char.IsAsciiDigit(v[0]) && char.IsAsciiDigit(v[1]) && char.IsAsciiDigit(v[3]) && (length == 5 || v[5] == ':'));

    // Money in and money out in two columns, one amount with a sign wanted.
    private static Candidate? Signed(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (!target.Words.Words.Contains("amount") || !target.Words.Words.All(static w => w is "amount" or "transaction" or "booking" or "net" or "signed" or "total") || target.Reading.Says(Debit) || target.Reading.Says(Credit)) return null;
        if (sources.FirstOrDefault(static s => IsMoney(s, Debit)) is not { } debit || sources.FirstOrDefault(static s => IsMoney(s, Credit)) is not { } credit || debit == credit) return null;
        if (NumberConversions.AsNumber(debit) is null || NumberConversions.AsNumber(credit) is null) return null;
        // Money that went out is written with its sign in some banks, without in others.
        var negative = debit.Sample.Count > 0 && debit.Sample.Count(static v => v.Contains('-')) * 2 > debit.Sample.Count;
        if (OrZero(credit) is not { } plus || OrZero(debit) is not { } minus) return null;
        var pipe = plus.SafeMath(negative ? MathFunction.Add : MathFunction.Sub, minus, target.Column.Type, wide: WideDecimals.Any(target.Column.Type));
        return new Candidate(target, [credit, debit], pipe.Expression, "derive", Likely, ["Money in and money out stand in two columns."], false) { Spare = true };
    }

    // "Debit", and "debit amt".
    private static bool IsMoney(SourceColumn source, int term) =>
        source.Reading.IsOnly(term) || source.Reading.Says(term) && source.Reading.Segments.All(s => s.Terms.Contains(term) || s.Words.All(static w => w is "amount" or "value" or "money")) && !source.Words.Words.Any(static w => w is "date" or "type" or "account");

    // The column's own number, and nothing written where nothing moved.
    private static Pipe? OrZero(SourceColumn column) => column.Typed is TypeCast cast ? Pipe.From(cast.WithInputs([Pipe.From(cast.Input).MapDict([], MissingRule.Keep, "0").Expression])) : null;

    // A text that holds "a date or an interval" takes first and last day as ISO 8601 writes them, with a stroke between.
    private static Candidate? Interval(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (!target.Description.Words.Contains("interval") || !target.Words.Words.Contains("date")) return null;
        var ends = sources.Where(static s => HoldsTime(s) && Side(s) != 0).ToList();
        if (ends.Where(static s => Side(s) < 0).Take(2).ToList() is not [var from] || ends.Where(static s => Side(s) > 0).Take(2).ToList() is not [var to] || from.Type.Kind != to.Type.Kind) return null;
        return new Candidate(target, [from, to], Pipe.Concat(NullRule.Skip, "/", Written(from), Written(to)).MapDict([new("", null)], MissingRule.Keep).Expression, "compose", Likely, [$"'{from.Name}' and '{to.Name}' are the ends of an interval."], false);

        static Pipe Written(SourceColumn column) => column.Type.Kind switch
        {
            ColumnKind.Date => Pipe.From(column.Typed).DateFormat("YYYY-MM-DD"),
            ColumnKind.Timestamp => Pipe.From(column.Typed).DateFormat("YYYY-MM-DDTHH:mm:ss"),
            _ => Pipe.From(column.Text),
        };
    }

    private static bool HoldsTime(SourceColumn source) => source.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp || source.Type.Kind == ColumnKind.Int64 && source.Sample.Count > 0 && source.Sample.All(static v => v.Length == 4 && v[0] is '1' or '2');

    // Before 0 the beginning, after it the end.
    private static int Side(SourceColumn source)
    {
        var words = source.Words.Words.Concat(source.Reading.Words).ToList();
        if (!words.Any(static w => w is "date" or "day" or "year" or "time" or "datetime")) return 0;
        var (first, last) = (words.Any(static w => w is "first" or "start" or "begin" or "beginning" or "from" or "earliest"), words.Any(static w => w is "last" or "end" or "stop" or "until" or "to" or "latest"));
        return first == last ? 0 : first ? -1 : 1;
    }

    private static Candidate? Place(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        var wanted = target.Words.Words;
        if (wanted.Count > 2 || wanted.Contains("verbatim") || !wanted.Contains("coordinates") && !wanted.Contains("latlon") && !wanted.Contains("latlng")) return null;
        if (sources.FirstOrDefault(static s => s.Reading.IsOnly(Latitude)) is { } lat && sources.FirstOrDefault(static s => s.Reading.IsOnly(Longitude)) is { } lon)
        {
            return new Candidate(target, [lat, lon], Pipe.Concat(NullRule.Propagate, ", ", Pipe.From(lat.Text), Pipe.From(lon.Text)).Expression, "compose", Likely, ["Latitude and longitude stand in two columns."], false);
        }

        return null;
    }
}
