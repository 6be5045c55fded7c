using System.Collections.Frozen;
using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>Target columns that hold one thing in two forms: a day and a moment, a standard code and the source's own value. They may share a source column.</summary>
internal static class Siblings
{
    private static readonly FrozenSet<string> Moments = FrozenSet.ToFrozenSet(["date", "datetime", "time", "timestamp", "dt", "ts", "at", "on", "day"]);
    private static readonly FrozenSet<string> Codes = FrozenSet.ToFrozenSet(["source", "value", "concept", "id", "code", "raw", "original", "standard", "text", "as", "number", "numeric", "string"]);
    private static readonly FrozenSet<string> Earlier = FrozenSet.ToFrozenSet(["legacy", "old", "previous", "former", "original"]);
    private static readonly FrozenSet<string> Forms = FrozenSet.ToFrozenSet(["source", "concept", "raw", "original"]);

    /// <summary>Whether two columns of a table are forms of one thing.</summary>
    public static bool Are(TargetColumnProfile one, TargetColumnProfile other)
    {
        var (a, b) = (one.Words.Words, other.Words.Words);
        if (!a.Intersect(b, StringComparer.Ordinal).Any()) return false;
        List<string> difference = [.. a.Except(b, StringComparer.Ordinal), .. b.Except(a, StringComparer.Ordinal)];
        if (difference.Count == 0) return false;
        if (IsKeyAndOldKey(one, b) || IsKeyAndOldKey(other, a)) return true;
        if (difference.TrueForAll(Moments.Contains)) return one.IsMoment && other.IsMoment;
        return difference.TrueForAll(Codes.Contains) && difference.Exists(Forms.Contains) && !OfBoth(a) && !OfBoth(b);
    }

    // "id" and "legacy_customer_id": the number a row has had elsewhere, where the table keeps no other.
    private static bool IsKeyAndOldKey(TargetColumnProfile key, IReadOnlyList<string> old) =>
        key.Words.Words is [.., "id" or "identifier"] && (key.Words.Words.Count == 1 || key.Table.PrimaryKey is [var only] && only == key.Column.Name) && old is [_, .., "id" or "identifier" or "key" or "number" or "code"] && old.Any(Earlier.Contains);

    // The standard's code of the source's own vocabulary is neither.
    private static bool OfBoth(IReadOnlyList<string> words) => words.Contains("source") && words.Contains("concept");
}
