using System.Collections.Frozen;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Names of months and weekdays in the languages of <c>date_parse</c>, taken from the language itself.</summary>
internal static class DateWords
{
    private static readonly FrozenDictionary<string, (string Token, DateLanguage Language)[]> Known = Read();

    /// <summary>Tokens that write a word, with their languages; empty for another word.</summary>
    public static IReadOnlyList<(string Token, DateLanguage Language)> TokensOf(string word) => Known.GetValueOrDefault(word.ToLowerInvariant(), []);

    /// <summary>Numbers of the months to their names and back, names to other names of the same language, in its own case.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Months => field ??= [.. Enum.GetValues<DateLanguage>().SelectMany(MonthsIn)];

    private static IEnumerable<Dictionary<string, string>> MonthsIn(DateLanguage language)
    {
        string[][] ways = [Written("M", language), Written("MM", language), Written("MON", language), Written("MONTH", language)];
        for (var from = 0; from < ways.Length; from++)
        {
            for (var to = 0; to < ways.Length; to++)
            {
                if (from != to && (from > 1 || to > 1) && ways[from].Distinct(StringComparer.Ordinal).Count() == 12) yield return Enumerable.Range(0, 12).ToDictionary(m => ways[from][m], m => ways[to][m], StringComparer.Ordinal);
            }
        }
    }

    private static string[] Written(string token, DateLanguage language)
    {
        var interpreter = Writing(token, language);
        return [.. Enumerable.Range(1, 12).Select(m => (string)interpreter.EvaluateColumn(0, [new DateOnly(2024, m, 1)]).Value!)];
    }

    private static PlanInterpreter Writing(string token, DateLanguage language) =>
        new(PlanChecker.Check(new TransformPlan([new Pipeline("x", null, Pipe.Column("d").DateFormat(token, language: language).Expression)]), new ColumnSchema([new ColumnField("d", ColumnType.Date)])).Plan!);

    private static FrozenDictionary<string, (string, DateLanguage)[]> Read()
    {
        Dictionary<string, List<(string, DateLanguage)>> words = new(StringComparer.Ordinal);
        foreach (var language in Enum.GetValues<DateLanguage>())
        {
            foreach (var token in (string[])["MON", "MONTH", "WDAY", "WEEKDAY"])
            {
                var interpreter = Writing(token, language);
                for (var i = 0; i < (token[0] == 'M' ? 12 : 7); i++)
                {
                    var day = token[0] == 'M' ? new DateOnly(2024, i + 1, 1) : new DateOnly(2024, 1, 1 + i);
                    if (interpreter.EvaluateColumn(0, [day]).Value is not string word) continue;
                    var key = word.ToLowerInvariant();
                    if (!words.TryGetValue(key, out var list)) words[key] = list = [];
                    list.Add((token, language));
                }
            }
        }

        foreach (var (word, token, language) in ((string, string, DateLanguage)[])[("sept", "MON", DateLanguage.German), ("mrz", "MON", DateLanguage.German), ("jänner", "MONTH", DateLanguage.German), ("sett", "MON", DateLanguage.Italian), ("sonnabend", "WEEKDAY", DateLanguage.German)])
        {
            if (!words.TryGetValue(word, out var list)) words[word] = list = [];
            list.Add((token, language));
        }

        return words.ToFrozenDictionary(static w => w.Key, static w => w.Value.ToArray(), StringComparer.Ordinal);
    }
}
