using System.Globalization;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Names of months in languages <c>date_parse</c> does not read, as dictionaries to their numbers.</summary>
internal static class MonthNames
{
    private static readonly (string Language, Dictionary<string, string> Months)[] All = [.. WordLists.ReadLines("months.txt").Select(Read)];

    /// <summary>Names in small letters to <c>01</c> to <c>12</c>, of the first language that has all the words; null when none has.</summary>
    /// <param name="words">Words in small letters.</param>
    /// <remarks>Words of several languages have one number in all of them that are looked at, or the answer is null: <c>lipnja</c> and <c>listopada</c> are other months in Polish than in Croatian.</remarks>
    public static IReadOnlyDictionary<string, string>? Of(IReadOnlyCollection<string> words)
    {
        Dictionary<string, string>? found = null;
        foreach (var (_, months) in All)
        {
            if (!words.All(months.ContainsKey)) continue;
            if (found is null) found = months;
            else if (words.Any(w => found[w] != months[w])) return null;
        }

        return found;
    }

    private static (string, Dictionary<string, string>) Read(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        Dictionary<string, string> months = new(StringComparer.Ordinal);
        var number = 0;
        foreach (var month in line[(colon + 1)..].Split(','))
        {
            number++;
            foreach (var form in month.Split('/')) months[form.Trim()] = number.ToString("00", CultureInfo.InvariantCulture);
        }

        return (line[..colon], months);
    }
}
