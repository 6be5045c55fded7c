using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql;

/// <summary>map_dict: a CASE for small tables, a search tree of CASEs over the sorted keys for large ones.</summary>
internal static class MapEmitter
{
    public static SqlFragment Value(SqlDialect dialect, SqlBinding x, MapDict map)
    {
        var missing = map.OnMissing.Kind switch
        {
            MissingKind.Keep => x,
            MissingKind.Default => SqlFragment.Text(map.OnMissing.DefaultValue!),
            _ => dialect.NullText,
        };
        var found = map.Map.Count == 0 ? missing : Tree(dialect, x, Sorted(dialect, map.Map), missing, dialect.NullText);
        var ofNull = map.OnNull is null ? dialect.NullText : SqlFragment.Text(map.OnNull);
        return map.OnNull is null && map.OnMissing.Kind != MissingKind.Default ? found : SqlFragment.Of($"CASE WHEN {x} IS NULL THEN {ofNull} ELSE {found} END");
    }

    public static SqlFragment Missing(SqlDialect dialect, SqlBinding x, SqlBinding value, MapDict map, ErrorNumbers errors)
    {
        var error = errors.Of(ValueErrors.MapMissing);
        var toNull = map.Map.Where(entry => entry.Value is null).ToList();
        var isMissing = toNull.Count == 0 ? error : Tree(dialect, x, Sorted(dialect, toNull), error, SqlFragment.Null);
        return ErrorNumbers.Unless(value, x, isMissing);
    }

    // Comparing UTF-8 byte by byte gives code point order, and so do the dialects' comparisons.
    private static List<MapEntry> Sorted(SqlDialect dialect, IEnumerable<MapEntry> entries)
    {
        var list = entries.ToList();
        if (list.Count > dialect.MapLeafSize) list.Sort((a, b) => CompareCodePoints(a.Key, b.Key));
        return list;
    }

    private static SqlFragment Tree(SqlDialect dialect, SqlBinding x, List<MapEntry> entries, SqlFragment missing, SqlFragment ofNull)
    {
        if (entries.Count <= dialect.MapLeafSize)
        {
            var whens = entries.Select(entry => SqlFragment.Of($"WHEN {dialect.SameText(x, entry.Key)} THEN {(entry.Value is null ? ofNull : SqlFragment.Text(entry.Value))}"));
            return SqlFragment.Of($"CASE {SqlFragment.Join(" ", whens)} ELSE {missing} END");
        }

        var half = entries.Count / 2;
        var left = Tree(dialect, x, entries.GetRange(0, half), missing, ofNull);
        var right = Tree(dialect, x, entries.GetRange(half, entries.Count - half), missing, ofNull);
        return SqlFragment.Of($"CASE WHEN {dialect.TextBefore(x, entries[half].Key)} THEN {left} ELSE {right} END");
    }

    private static int CompareCodePoints(string a, string b)
    {
        using var left = a.EnumerateRunes().GetEnumerator();
        using var right = b.EnumerateRunes().GetEnumerator();
        while (true)
        {
            var (more, other) = (left.MoveNext(), right.MoveNext());
            if (!more || !other) return more.CompareTo(other);
            if (left.Current != right.Current) return left.Current.CompareTo(right.Current);
        }
    }
}
