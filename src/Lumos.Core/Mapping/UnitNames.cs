using System.Collections.Frozen;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping;

/// <summary>Units people write at the end of column names and in descriptions, of those the transform language converts between (units.txt).</summary>
internal static class UnitNames
{
    private static readonly FrozenDictionary<string, Spelling> Spellings = Read();

    /// <summary>What a spelling says.</summary>
    /// <param name="Units">Codes of the units it stands for, the usual one first.</param>
    /// <param name="Alone">Whether it says so where it is the whole name.</param>
    /// <param name="Vague">Whether it is a word of other meanings too.</param>
    private sealed record Spelling(IReadOnlyList<string> Units, bool Alone, bool Vague);

    /// <summary>Code of a unit as people write it; null when it is not one the language converts.</summary>
    public static string? Of(string? unit) => Find(unit)?.Units[0];

    /// <summary>Codes of all units a name may end in, the usual one first.</summary>
    public static IReadOnlyList<string> AllInName(string name) => (EndOf(name)?.Said ?? FirstOf(name))?.Units ?? [];

    /// <summary>What stands in brackets at the end of a name where a unit would, as in <c>Power (PS)</c>, and is none of the list; null for nothing.</summary>
    public static string? Unknown(string name)
    {
        if (name.Length < 4 || name[^1] is not (')' or ']') || name.LastIndexOfAny(['(', '[']) is not (> 0 and var open)) return null;
        var said = name[(open + 1)..^1].Trim();
        return said.Length is > 0 and <= 4 && said.All(char.IsLetter) && Find(said) is null ? said : null;
    }

    /// <summary>Whether the unit a name ends in is nothing else.</summary>
    public static bool IsSure(string name) => (EndOf(name)?.Said ?? FirstOf(name)) is { Vague: false };

    /// <summary>Unit a description speaks of, as in "in number of days", "measured in kilograms" or "(cm)"; null for none, or for several.</summary>
    public static string? InDescription(string? description)
    {
        if (string.IsNullOrEmpty(description)) return null;
        string? found = null;
        var words = description.Split([' ', ',', ';', '.', '\n', '\t', ':'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var bracketed = words[i].Length > 2 && words[i][0] is '(' or '[' && words[i][^1] is ')' or ']';
            var word = words[i].Trim('(', ')', '[', ']', '"', '\'').ToLowerInvariant();
            if (Of(word) is not { } unit || word == "in" || !bracketed && (word.Length < 2 || !IsMeasured(words, i))) continue;
            if (found is not null && found != unit) return null;
            found = unit;
        }

        return found;
    }

    // "in kilograms", "in degrees Celsius", "number of days".
    private static bool IsMeasured(string[] words, int at)
    {
        var before = at > 0 ? words[at - 1].ToLowerInvariant() : "";
        if (before is "degrees" or "degree" or "whole" or "full" or "completed" && at > 1) before = words[at - 2].ToLowerInvariant();
        return before == "in" || before == "of" && at > 1 && words[at - 2].Equals("number", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Unit a column name ends in, as in <c>weight_kg</c>, <c>weightLb</c> or <c>wind_m_s</c>, begins with, as in <c>kWh used</c>, or is, as in <c>Milliseconds</c>; null for none.</summary>
    public static string? InName(string name) => AllInName(name) is [var first, ..] ? first : null;

    /// <summary>The name without the unit it ends in; the name itself when there is none or nothing else.</summary>
    public static string WithoutUnit(string name) => EndOf(name) is { Start: > 0 } end ? name[..end.Start] : name;

    private static (int Start, Spelling Said)? EndOf(string name)
    {
        var end = name.Length;
        while (end > 0 && !char.IsLetterOrDigit(name[end - 1])) end--;
        // A name that is nothing but a unit must be one that says nothing else.
        if (Find(name[..end]) is { } whole) return whole.Alone ? (0, whole) : null;
        var start = Before(name, end);
        if (start == end) return null;
        // A unit of two words: "m_s", "km/h"; but a price per gallon counts no gallons.
        var gap = start;
        while (gap > 0 && !char.IsLetterOrDigit(name[gap - 1])) gap--;
        if (gap < start && gap > 0)
        {
            var first = Before(name, gap);
            if (Quotient(name[first..gap], name[start..end]) is { } quotient) return first > 0 || quotient is "sqft" or "m2" or "km/h" ? (first, new Spelling([quotient], true, false)) : null;
            if (name[gap..start].Contains('/', StringComparison.Ordinal) || name[first..gap].Equals("per", StringComparison.OrdinalIgnoreCase)) return null;
        }

        return start > 0 && Find(name[start..end]) is { } said ? (start, said) : null;
    }

    // A unit that is nothing else may stand before what it counts: "kWh used", "kg netto".
    private static Spelling? FirstOf(string name)
    {
        var end = 0;
        while (end < name.Length && (char.IsLetter(name[end]) || name[end] is '²' or '³')) end++;
        return end > 1 && end < name.Length && !char.IsDigit(name[end]) && Find(name[..end]) is { Vague: false } said ? said : null;
    }

    private static Spelling? Find(string? unit) => unit is null ? null : Spellings.GetValueOrDefault(unit.Trim().TrimStart('°').ToLowerInvariant());

    private static int Before(string name, int end)
    {
        // The power of a square or cubic unit.
        var start = end > 1 && name[end - 1] is '2' or '3' && char.IsLetter(name[end - 2]) ? end - 1 : end;
        end = start;
        while (start > 0 && char.IsLetter(name[start - 1]) && !(start < end && char.IsLower(name[start - 1]) && char.IsUpper(name[start]))) start--;
        return start;
    }

    private static string? Quotient(string above, string below) => (above.ToLowerInvariant(), below.ToLowerInvariant()) switch
    {
        ("m", "s") => "m/s",
        ("km", "h") => "km/h",
        ("mg", "dl") => "mg/dL",
        ("g", "dl") => "g/dL",
        ("g", "l") => "g/L",
        ("mmol", "l") => "mmol/L",
        ("sq" or "square", "ft" or "feet") => "sqft",
        ("sq" or "square", "m" or "meters" or "metres") => "m2",
        ("cu" or "cubic", "ft" or "feet") => "[cft_i]",
        ("cu" or "cubic", "m" or "meters" or "metres") => "m3",
        _ => null,
    };

    private static FrozenDictionary<string, Spelling> Read()
    {
        var spellings = new Dictionary<string, Spelling>(StringComparer.Ordinal);
        foreach (var line in WordLists.ReadLines("units.txt"))
        {
            var colon = line.IndexOf(" : ", StringComparison.Ordinal);
            foreach (var written in line[(colon + 3)..].Split(", "))
            {
                var said = written.TrimStart('*', '?').TrimStart('°');
                var known = spellings.GetValueOrDefault(said);
                spellings[said] = new Spelling([.. known?.Units ?? [], line[..colon]], written[0] == '*' || known?.Alone == true, written[0] == '?' || known?.Vague == true);
            }
        }

        return spellings.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
