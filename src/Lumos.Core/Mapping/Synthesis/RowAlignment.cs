using Lumos.Core.Supervision;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Which source row became which target row.</summary>
/// <param name="Pairs">Positions of source row and target row.</param>
/// <param name="How">Why they belong together, without values.</param>
internal sealed record RowAlignment(IReadOnlyList<(int Source, int Target)> Pairs, string How)
{
    private static readonly Func<string, string?>[] Spellings = [Plain, Characters, Digits];

    private const int LeastRows = 3;
    private const double LeastOverlap = 0.5;
    private const double NearlyUnique = 0.95;
    private const double AgreeingRows = 0.9;

    /// <summary>Aligns by a column whose values occur on both sides once each; else by order, when counts and a telling column agree. Null when neither is sure.</summary>
    public static RowAlignment? Find(RawSample source, IReadOnlyList<string> sourceColumns, RawSample target, IReadOnlyList<string> targetColumns)
    {
        if (source.RowCount == 0 || target.RowCount < LeastRows) return null;
        foreach (var spelling in Spellings)
        {
            var left = sourceColumns.Select(c => (Name: c, Values: Normal(source[c], spelling))).Where(static c => c.Values.Length > 0).ToList();
            var right = targetColumns.Select(c => (Name: c, Values: Normal(target[c], spelling))).Where(static c => c.Values.Length > 0).ToList();
            if (ByKey(left, right) is { } keyed) return keyed;
            if (source.RowCount == target.RowCount && ByOrder(left, right, source.RowCount) is { } ordered) return ordered;
        }

        return null;
    }

    /// <summary>Row n became row n, as in a file of examples.</summary>
    public static RowAlignment SameRows(int rows) => new([.. Enumerable.Range(0, rows).Select(static i => (i, i))], "as the examples pair them");

    private static RowAlignment? ByKey(List<(string Name, string?[] Values)> left, List<(string Name, string?[] Values)> right)
    {
        (List<(int, int)> Pairs, string Source, string Target)? best = null;
        var unique = left.Select(static c => (c.Name, Rows: Unique(c.Values))).Where(static c => c.Rows is not null).ToList();
        foreach (var (targetName, targetValues) in right)
        {
            if (Unique(targetValues) is not { } wanted) continue;
            foreach (var (sourceName, rows) in unique)
            {
                List<(int, int)> pairs = [.. wanted.Where(w => rows!.ContainsKey(w.Key)).Select(w => (rows![w.Key], w.Value)).OrderBy(static p => p.Item2)];
                if (pairs.Count < LeastRows || pairs.Count < wanted.Count * LeastOverlap && pairs.Count < rows!.Count * LeastOverlap) continue;
                if (best is null || pairs.Count > best.Value.Pairs.Count) best = (pairs, sourceName, targetName);
            }
        }

        return best is { } found ? new RowAlignment(found.Pairs, $"rows with the same '{found.Source}' and '{found.Target}'") : null;
    }

    private static RowAlignment? ByOrder(List<(string Name, string?[] Values)> left, List<(string Name, string?[] Values)> right, int rows)
    {
        foreach (var (targetName, wanted) in right)
        {
            // Few different values agree by chance.
            if (wanted.Where(static v => v is not null).Distinct(StringComparer.Ordinal).Count() * 3 < rows) continue;
            foreach (var (sourceName, values) in left)
            {
                if (wanted.Where((w, i) => w is not null && w == values[i]).Count() >= rows * AgreeingRows) return new RowAlignment([.. Enumerable.Range(0, rows).Select(static i => (i, i))], $"rows in the same order, by '{sourceName}' and '{targetName}'");
            }
        }

        return null;
    }

    private static Dictionary<string, int>? Unique(string?[] values)
    {
        Dictionary<string, int> rows = new(StringComparer.Ordinal);
        HashSet<string> twice = new(StringComparer.Ordinal);
        var present = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value) continue;
            present++;
            if (!rows.TryAdd(value, i)) twice.Add(value);
        }

        foreach (var value in twice) rows.Remove(value);
        return present >= LeastRows && rows.Count >= present * NearlyUnique ? rows : null;
    }

    private static string?[] Normal(IReadOnlyList<string?> values, Func<string, string?> spelling) =>
        [.. values.Select(v => v?.Trim() is { Length: > 0 } text && spelling(text) is { Length: > 0 } normal ? normal : null)];

    // Case, leading zeros and trailing decimals do not tell rows apart.
    private static string Plain(string text) => Fraction.TryParse(text) is { Scale: >= 0 } number ? number.ToText(number.Scale) : text.ToLowerInvariant();

    private static string Characters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // Only of codes: three digits or more, and little else.
    private static string? Digits(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length >= 3 && digits.Length * 2 >= text.Length - 2 ? digits : null;
    }
}
