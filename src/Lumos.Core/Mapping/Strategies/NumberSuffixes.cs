using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>The column beside a house number that holds what stands behind it: letters, "1/2", "bis". Its values and its place say so, whatever its header.</summary>
internal static class NumberSuffixes
{
    private const double MostlyEmpty = 0.25;
    private const int Telling = 3;

    /// <summary>What belongs to a number; null for nothing.</summary>
    public static SourceColumn? Of(SourceColumn number, IEnumerable<SourceColumn> sources)
    {
        var beside = sources.Where(s => Math.Abs(s.Column.Ordinal - number.Column.Ordinal) == 1 && s.Streets.AreSuffixes).ToList();
        // Letters may be directions, or classes of something else: the name goes with the number's, or most houses have none.
        return beside.Find(s => AreKin(s.Name, number.Name)) ?? beside.Find(s => s.Column.Ordinal > number.Column.Ordinal && !s.Streets.AreDirections && IsRare(s));
    }

    /// <summary>The whole numbers a column of suffixes stands beside; null for none.</summary>
    public static SourceColumn? NumberOf(SourceColumn suffix, IReadOnlyList<SourceColumn> sources) =>
        suffix.Sample.Count > 0 && !suffix.Streets.AreSuffixes ? null : sources.FirstOrDefault(s => s.Column.Ordinal == suffix.Column.Ordinal - 1 && s.Type.Kind == ColumnKind.Int64);

    /// <summary>Whether two names begin or end alike, as those of the parts of one thing do: <c>HAUSNR</c> and <c>HAUSNR_ZU</c>, <c>HNO</c> and <c>HNS</c>.</summary>
    public static bool AreKin(string a, string b)
    {
        var (start, end) = (0, 0);
        while (start < Math.Min(a.Length, b.Length) && char.ToUpperInvariant(a[start]) == char.ToUpperInvariant(b[start])) start++;
        while (end < Math.Min(a.Length, b.Length) - start && char.ToUpperInvariant(a[^(end + 1)]) == char.ToUpperInvariant(b[^(end + 1)])) end++;
        var shorter = Math.Min(a.Length, b.Length);
        return start >= Telling || end > Telling || shorter <= Telling && start >= 2;
    }

    private static bool IsRare(SourceColumn column) => column.Column.Counts is { } counts && column.Table.RowCount is > 0 and { } rows && counts.Nulls >= rows * MostlyEmpty;
}
