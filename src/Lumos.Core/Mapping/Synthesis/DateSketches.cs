using System.Globalization;
using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Pipelines and pieces made from dates, also from a date and a time, or a year, a month and a day, in columns of their own.</summary>
internal static partial class DateSketches
{
    private const int MostLookedAt = 8;
    private const int MostParts = 60;
    private static readonly string[] DateTokens = ["YYYY", "YY", "MM", "M", "DD", "D"];
    private static readonly string[] NameTokens = ["MON", "MONTH", "WDAY", "WEEKDAY"];
    private static readonly string[] TimeTokens = ["HH", "H", "mm", "ss", "HH:mm", "HH:mm:ss", "h:mm AM", "hh:mm AM", "h:mmAM", "hh:mmAM", "hAM", "h AM", "h:mm am", "h:mmam", "ham", "h am", "hh am", "SSS", "SSSSSS"];

    private static readonly KeyValuePair<string, string?>[] Quarters = [.. Enumerable.Range(1, 12).Select(static m => new KeyValuePair<string, string?>(m.ToString("00", CultureInfo.InvariantCulture), ((m + 2) / 3).ToString(CultureInfo.InvariantCulture)))];

    /// <summary>Pipelines to a date or timestamp.</summary>
    public static IEnumerable<Sketch> ToMoment(LearningTask task)
    {
        foreach (var (column, kind) in Columns(task))
        {
            var at = 0;
            foreach (var reading in column.Dates) yield return new Sketch(reading.Apply(column.Pipe, task.Type).Expression, 20 + (kind == "compose" ? 10 : 0) + at++, kind);
        }
    }

    /// <summary>Parts of dates as pieces of the working set.</summary>
    public static IEnumerable<Piece> Pieces(LearningTask task, int[] working, IReadOnlyList<string> targets)
    {
        var words = targets.Any(static t => Word().IsMatch(t));
        foreach (var (column, kind) in Columns(task))
        {
            // A date inside a text is a longer story than a piece of it.
            var more = kind == "decompose" ? 14 : 0;
            foreach (var reading in column.Dates.Take(6))
            {
                var moment = reading.Apply(column.Pipe);
                var quarter = moment.DateFormat("MM").MapDict(Quarters, MissingRule.Error);
                if (ExampleCheck.Run(quarter.Expression, task, working) is { } quarters) yield return new Piece([.. quarters.Select(static q => q as string)], 24 + more, column.Name, false, () => quarter);
                if (reading.HasTime) foreach (var slot in TimeSlots.Of(moment, column.Name, task, working, targets)) yield return slot with { Cost = slot.Cost + more };
                var unpadded = Unpadded(moment, task, working, targets);
                IEnumerable<(string Format, DateLanguage Language, int Cost)> formats = DateTokens.Select(t => (t, DateLanguage.English, t is "D" && unpadded ? 15 : 16));
                if (reading.HasTime) formats = formats.Concat(TimeTokens.Select(static t => (t, DateLanguage.English, 16 + t.Length / 3)));
                if (words) formats = formats.Concat(Enum.GetValues<DateLanguage>().SelectMany(static l => NameTokens.Select(t => (t, l, l == DateLanguage.English ? 16 : 18))));
                foreach (var (format, language, cost) in formats)
                {
                    var pipe = moment.DateFormat(format, language: language);
                    if (ExampleCheck.Run(pipe.Expression, task, working) is not { } texts) continue;
                    string?[] values = [.. texts.Select(static t => t as string)];
                    yield return new Piece(values, cost + more, column.Name, false, () => pipe) { Date = new DatePiece(moment, format, language) };
                    if (language == DateLanguage.English && format[0] != 'M' && format[0] != 'W' || !values.Any(static v => v?.Any(char.IsLetter) == true)) continue;
                    yield return new Piece([.. values.Select(static v => v?.ToUpperInvariant())], cost + more + 5, column.Name, false, () => pipe.Case(CaseMode.Upper));
                    yield return new Piece([.. values.Select(static v => v?.ToLowerInvariant())], cost + more + 5, column.Name, false, () => pipe.Case(CaseMode.Lower));
                }
            }
        }
    }

    // Days of 10 and more do not tell whether 5 is written 05; months may.
    private static bool Unpadded(Pipe moment, LearningTask task, int[] working, IReadOnlyList<string> targets) =>
        ExampleCheck.Run(moment.DateFormat("MM").Expression, task, working) is { } months
        && months.Zip(targets).Where(static p => p.First is string { Length: 2 } m && m[0] == '0').ToList() is { Count: > 0 } early
        && !early.TrueForAll(static p => p.Second.Contains((string)p.First!, StringComparison.Ordinal)) && early.TrueForAll(static p => p.Second.Contains(((string)p.First!)[1]));

    /// <summary>Columns that hold dates, and columns put together to dates.</summary>
    private static IEnumerable<(LearningColumn Column, string Kind)> Columns(LearningTask task)
    {
        foreach (var column in task.Columns)
        {
            yield return (column, "cast");
            foreach (var part in column.DateParts(task)) yield return (part, "decompose");
        }

        foreach (var column in task.Columns)
        {
            if (WrittenDates.Of(column) is { } written) yield return (written.Column, "cast");
        }

        var small = task.Columns.Where(static c => c.Values.All(static v => v is null || v.Length <= 4 && v.All(char.IsAsciiDigit)) && c.Values.Any(static v => v is not null)).Take(8).ToList();
        var years = small.Where(static c => c.Values.All(static v => v is null || v.Length == 4 && v[0] is '1' or '2')).ToList();
        var parts = small.Where(static c => c.Values.All(static v => v is null || v.Length <= 2)).ToList();
        foreach (var year in years)
        {
            foreach (var month in parts.Where(static c => c.Values.All(static v => v is null || int.Parse(v, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 12)))
            {
                foreach (var day in parts.Where(d => d != month)) yield return (Joined(task, "-", year, month, day), "compose");
            }
        }

        var times = task.Columns.Where(static c => c.Values.Any(static v => v is not null) && c.Values.All(static v => v is null || (v.Contains(':') || v.EndsWith('M') || v.EndsWith('m')) && TimeOfDay().IsMatch(v))).Take(4).ToList();
        if (times.Count == 0) yield break;
        foreach (var date in task.Columns.Where(c => !times.Contains(c)))
        {
            if (date.Dates is not [{ HasTime: false, IsNumber: false }, ..]) continue;
            foreach (var time in times) yield return (Joined(task, " ", date, time), "compose");
        }

        // A time alone is read on some day.
        foreach (var time in times)
        {
            var text = Pipe.Concat(NullRule.Propagate, " ", Pipe.Text("2000-01-01"), time.Pipe).Expression;
            yield return (new LearningColumn(time.Name, text, [.. time.Values.Select(static v => v is null ? null : "2000-01-01 " + v)]), "cast");
        }
    }

    /// <summary>Parts of a column's texts that are dates.</summary>
    public static IEnumerable<LearningColumn> Parts(LearningTask task, LearningColumn column)
    {
        int[] some = [.. Enumerable.Range(0, column.Values.Length).Where(i => column.Values[i] is not null).Take(MostLookedAt)];
        string?[] values = [.. some.Select(i => column.Values[i])];
        if (values.Length == 0 || values.Any(static v => v!.Count(char.IsAsciiDigit) < 3 || v!.Length < 9) || column.Dates.Count > 0) yield break;
        List<(string?[] Part, int Cost, Func<Pipe> Build)> candidates = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        TextParts.Find(values, 10, () => column.Pipe, (part, cost, build) =>
        {
            if (part.All(static v => v is { Length: >= 6 and <= 32 } && v.Count(char.IsAsciiDigit) >= 3 && (!v.All(char.IsAsciiDigit) || v.Length == 8 && v[..2] is "19" or "20")) && seen.Add(string.Join('\u0001', part))) candidates.Add((part, cost, build));
        });
        var found = 0;
        foreach (var (part, _, build) in candidates.OrderBy(static c => c.Cost).Take(MostParts))
        {
            if (DateReadings.Of(part).Count == 0) continue;
            var pipe = build();
            if (ExampleCheck.Run(pipe.Expression, task) is not { } texts) continue;
            yield return new LearningColumn(column.Name, pipe.Expression, [.. texts.Select(static t => t as string)]);
            if (++found == 4) yield break;
        }
    }

    private static LearningColumn Joined(LearningTask task, string separator, params LearningColumn[] columns)
    {
        var values = new string?[task.Rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns.All(c => c.Values[i] is not null) ? string.Join(separator, columns.Select(c => c.Values[i])) : null;
        }

        return new LearningColumn(string.Join('\u001f', columns.Select(static c => c.Name)), Pipe.Concat(NullRule.Propagate, separator, [.. columns.Select(static c => c.Pipe)]).Expression, values);
    }

    [GeneratedRegex(@"^\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d{1,9})?)?)? ?(?:[AaPp]\.?[Mm]\.?)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\p{L}{2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
