using System.Text;
using Lumos.Core.Ingest.Naming;

namespace Lumos.Core.Ingest.Inventory;

/// <summary>
/// Finds files that may be parts of one table: found by a folder or pattern, in one folder, of one format, and named alike except for
/// numbers or dates (<c>sales_2024-01.csv</c>, <c>part-0001.csv</c>). Versions (<c>list_v2</c>) and copies (<c>list (1)</c>) are not parts.
/// </summary>
internal static class PartGroups
{
    /// <summary>Groups in order of their first file; most have one file.</summary>
    public static IReadOnlyList<IReadOnlyList<SourceFile>> Of(IReadOnlyList<SourceFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var groups = new List<List<SourceFile>>();
        var byName = new Dictionary<string, List<SourceFile>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (KeyOf(file) is { } key && byName.TryGetValue(key, out var group))
            {
                group.Add(file);
                continue;
            }

            groups.Add([file]);
            if (KeyOf(file) is { } own) byName[own] = groups[^1];
        }

        return groups;
    }

    /// <summary>What the parts have in common: <c>data/sales_*-*.csv</c>.</summary>
    public static string PatternOf(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var at = file.Location.LastIndexOf('/') + 1;
        return file.Location[..at] + Mask(file.Location[at..], '*');
    }

    /// <summary>Name of the table: the stem without its numbers, else the folder.</summary>
    public static string NameOf(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var at = file.Location.LastIndexOf('/') + 1;
        var name = TableNames.Stem(Mask(file.Location[at..], ' '));
        if (name != "table") return name;
        var folder = at > 1 ? file.Location[..(at - 1)] : "";
        return TableNames.Stem(folder[(folder.LastIndexOf('/') + 1)..] is { Length: > 0 } last ? last : "data");
    }

    private static string? KeyOf(SourceFile file)
    {
        if (!file.WasFound || file.Table is not null || file.Format == SourceFormats.DuckDb) return null;
        var at = file.Location.LastIndexOf('/') + 1;
        var masked = Mask(file.Location[at..], '*');
        if (!masked.Contains('*', StringComparison.Ordinal) || masked.Contains("(*)", StringComparison.Ordinal) || IsVersion(masked)) return null;
        return $"{file.Location[..at]}{masked}\n{file.Format}\n{file.Compression}";
    }

    private static bool IsVersion(string masked)
    {
        var at = masked.IndexOf("v*", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (at == 0 || !char.IsLetter(masked[at - 1]));
    }

    // Runs of digits become one mark.
    private static string Mask(string name, char mark)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (!char.IsAsciiDigit(c)) text.Append(c);
            else if (text.Length == 0 || text[^1] != mark) text.Append(mark);
        }

        return text.ToString();
    }
}
