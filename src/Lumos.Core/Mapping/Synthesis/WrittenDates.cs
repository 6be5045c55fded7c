using System.Text.RegularExpressions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Dates written as no format reads them, put together as one that is: words between the parts, months of other languages, East Asian signs, a month alone.</summary>
/// <param name="Column">The column rewritten; its dates can be read.</param>
/// <param name="MonthOnly">Whether only a month is written, which stands for its first day.</param>
internal sealed partial record WrittenDates(LearningColumn Column, bool MonthOnly)
{
    /// <summary>The column rewritten; null when formats read it as it is, or nothing fits all of its values.</summary>
    public static WrittenDates? Of(LearningColumn column)
    {
        string[] present = [.. column.Values.OfType<string>()];
        if (present.Length == 0 || column.Dates.Count > 0) return null;
        bool All(Regex shape) => Array.TrueForAll(present, v => shape.IsMatch(v));

        if (All(SpokenDate()) && Spoken(column) is { Dates.Count: > 0 } spoken) return new WrittenDates(spoken, false);
        if (All(SignedDay())) return new WrittenDates(Joined(column, SignedDay(), false, (@"^\d{4}", 0), (@"^\d{4} ?[年년] ?(\d{1,2})", 1), (@"[月월] ?(\d{1,2}) ?[日号號일]$", 1)), false);
        if (All(SignedMonth())) return new WrittenDates(Joined(column, SignedMonth(), true, (@"^\d{4}", 0), (@"^\d{4} ?[年년] ?(\d{1,2}) ?[月월]$", 1)), true);
        var (before, after) = All(NamedMonth()) ? ("01 ", "") : All(MonthOfYear()) ? ("01" + present[0].First(static c => !char.IsAsciiDigit(c)), "") : All(YearAndMonth()) ? ("", "-01") : All(CompactMonth()) ? ("", "01") : ("", "");
        // What date_parse reads with a day in front needs no dictionary.
        if (before.Length + after.Length > 0 && FirstDay(column, before, after) is { Dates.Count: > 0 } month) return new WrittenDates(month, true);
        return Named(column, present);
    }

    private static LearningColumn FirstDay(LearningColumn column, string before, string after)
    {
        Pipe[] parts = [.. before.Length > 0 ? [Pipe.Text(before)] : Array.Empty<Pipe>(), column.Pipe, .. after.Length > 0 ? [Pipe.Text(after)] : Array.Empty<Pipe>()];
        return new LearningColumn(column.Name, Pipe.Concat(NullRule.Propagate, "", parts).Expression, [.. column.Values.Select(v => v is null ? null : before + v + after)]);
    }

    // "5 de mayo de 1960": day, name and year without the words between them.
    private static LearningColumn Spoken(LearningColumn column)
    {
        var parts = Pipe.Concat(NullRule.Propagate, " ", column.Pipe.RegexExtract(@"^\d+"), column.Pipe.RegexExtract(@"^\d{1,2} de ([^\d ]+) del? \d{4}$", 1, NoMatchRule.Error), column.Pipe.RegexExtract(@"\d+$"));
        return new LearningColumn(column.Name, parts.Expression, [.. column.Values.Select(static v => v is null ? null : SpokenDate().Replace(v, "$1 $2 $3"))]);
    }

    // "2024年5月1日", "2024년 5월": the numbers, the last sign proving that nothing else stands there.
    private static LearningColumn Joined(LearningColumn column, Regex shape, bool first, params (string Pattern, int Group)[] parts)
    {
        Pipe[] pieces = [.. parts.Select(p => column.Pipe.RegexExtract(p.Pattern, p.Group, NoMatchRule.Error)), .. first ? [Pipe.Text("01")] : Array.Empty<Pipe>()];
        return new LearningColumn(column.Name, Pipe.Concat(NullRule.Propagate, "-", pieces).Expression, [.. column.Values.Select(v => v is null ? null : shape.Replace(v, first ? "$1-$2-01" : "$1-$2-$3"))]);
    }

    // "3 мая 2021 г.", "styczeń 2024": the name is looked up, and what is no name of a month fails.
    private static WrittenDates? Named(LearningColumn column, string[] present)
    {
        var day = Array.TrueForAll(present, NamedDay().IsMatch);
        var shape = day ? NamedDay() : OtherMonth();
        if (!day && !Array.TrueForAll(present, shape.IsMatch)) return null;
        string Name(string value) => shape.Match(value).Groups["name"].Value.ToLowerInvariant();
        if (MonthNames.Of(present.Select(Name).ToHashSet(StringComparer.Ordinal)) is not { } months) return null;
        // The name proves the whole: "3 мая 2021 - 5 мая 2021" is no day.
        var name = column.Pipe.RegexExtract((day ? @"^\d{1,2}\.? " : "^") + @"([^\d .]{2,})\.? \d{4}(?: ?[гр]\.?|\.)?$", 1, NoMatchRule.Error).Case(CaseMode.Lower).MapDict(months.Select(static m => new KeyValuePair<string, string?>(m.Key, m.Value)), MissingRule.Error);
        var year = column.Pipe.RegexExtract(@"\d{4}", 0, NoMatchRule.Error);
        var date = Pipe.Concat(NullRule.Propagate, "-", year, name, day ? column.Pipe.RegexExtract(@"^\d{1,2}", 0, NoMatchRule.Error) : Pipe.Text("01"));
        string Written(string value)
        {
            var match = shape.Match(value);
            return $"{match.Groups["year"].Value}-{months[Name(value)]}-{(day ? match.Groups["day"].Value : "01")}";
        }

        return new WrittenDates(new LearningColumn(column.Name, date.Expression, [.. column.Values.Select(v => v is null ? null : Written(v))]), !day);
    }

    [GeneratedRegex(@"^(\d{1,2}) de (\p{L}+) del? (\d{4})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SpokenDate();

    [GeneratedRegex(@"^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号號일]$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SignedDay();

    [GeneratedRegex(@"^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월]$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SignedMonth();

    [GeneratedRegex(@"^(?<day>\d{1,2})\.? (?<name>\p{L}{2,})\.? (?<year>\d{4})(?: ?[гр]\.?|\.)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamedDay();

    [GeneratedRegex(@"^(?<name>\p{L}{2,})\.? (?<year>\d{4})(?: ?[гр]\.?|\.)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OtherMonth();

    [GeneratedRegex(@"^\p{L}{3,}\.? \d{4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamedMonth();

    [GeneratedRegex(@"^(?:0?[1-9]|1[0-2])[-/.]\d{4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MonthOfYear();

    [GeneratedRegex(@"^\d{4}-(?:0[1-9]|1[0-2])$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearAndMonth();

    [GeneratedRegex(@"^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CompactMonth();
}
