using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Supervision;

namespace Lumos.Core.Mapping;

/// <summary>
/// Proposals for rows that were read from a list within a record, where names did not lead: the <c>id</c> in a list of labels is the <c>label_id</c> of the target, and the place in the list its line number or sequence.
/// </summary>
internal static class ListRows
{
    private const double Named = 0.9;
    private const double Left = 0.5;

    private static readonly HashSet<string> Bare = new(StringComparer.Ordinal) { "id", "uuid", "guid", "key", "code", "number", "no" };

    private static readonly HashSet<string> Values = new(StringComparer.Ordinal) { "value", "item", "element", "entry", "text", "name" };

    private static readonly HashSet<string> Places = new(StringComparer.Ordinal)
    {
        "position", "pos", "seq", "sequence", "index", "idx", "ordinal", "order", "rank", "line", "lineno", "linenumber", "no", "nr", "num", "number", "place", "sort",
    };

    /// <summary>What can be proposed beside a plan.</summary>
    public static IEnumerable<Candidate> Find(IReadOnlyList<SourceColumn> sources, IReadOnlyList<TargetColumnProfile> targets, IReadOnlySet<string> decided, IReadOnlyDictionary<string, Proposal> plan)
    {
        var position = sources.FirstOrDefault(static s => s.Column.Roles.Contains(CatalogRoles.Position, StringComparer.Ordinal));
        if (position is null) yield break;
        var used = plan.Values.SelectMany(static p => p.Chosen.Sources).ToHashSet();
        var open = targets.Where(t => !plan.ContainsKey(t.Column.Name) && !decided.Contains(t.Column.Name)).ToList();
        if (Identifier(sources, open, used) is { } identifier)
        {
            open.Remove(identifier.Target);
            yield return identifier;
        }

        if (Value(sources, open, used) is { } value)
        {
            open.Remove(value.Target);
            yield return value;
        }

        if (!used.Contains(position) && Place(position, open) is { } place) yield return place;
    }

    private static Candidate? Identifier(IReadOnlyList<SourceColumn> sources, List<TargetColumnProfile> open, HashSet<SourceColumn> used)
    {
        var own = sources.FirstOrDefault(s => !used.Contains(s) && s.Words.Words is [var word] && Bare.Contains(word) && s.Type.Kind is ColumnKind.Int64 or ColumnKind.Text);
        if (own is null) return null;
        var things = TableNames.Spoken(own.Table.Name).Select(WordMatching.Canon).ToList();
        var asked = open.Where(t => t.Words.Words is [.., var last] && last == own.Words.Words[0] && t.Words.Words.Count > 1).ToList();
        var named = asked.Where(t => things.Count > 0 && WordNearness.Stem(WordMatching.Canon(t.Words.Words[^2])) == WordNearness.Stem(things[^1])).ToList();
        var inKey = asked.Where(static t => t.Table.PrimaryKey.Contains(t.Column.Name)).ToList();
        var target = named is [var one] ? one : inKey is [var only] ? only : null;
        return target is null || Conversion.Find(own, target) is not { Strategy: "rename" or "cast" } way
            ? null
            : new Candidate(target, [own], way.Value.Expression, way.Strategy, named.Count == 1 ? Named : Left, ["What the rows of the list are known by."], true);
    }

    // Of a list of single values, what is neither its place nor whose it is.
    private static Candidate? Value(IReadOnlyList<SourceColumn> sources, List<TargetColumnProfile> open, HashSet<SourceColumn> used)
    {
        var value = sources.FirstOrDefault(static s => s.Column.Roles.Contains(CatalogRoles.Value, StringComparer.Ordinal));
        if (value is null || used.Contains(value)) return null;
        var left = open.Where(t => t.Column.Type.Kind == value.Type.Kind && !t.Table.ForeignKeys.Any(f => f.Columns.Contains(t.Column.Name))).ToList();
        var named = left.Where(static t => t.Words.Words is [var word] && Values.Contains(word)).ToList();
        return (named is [var one] ? one : left is [var only] ? only : null) is { } target && Conversion.Find(value, target) is { } way
            ? new Candidate(target, [value], way.Value.Expression, way.Strategy, named.Count == 1 ? Named : Left, ["The values of the list."], true)
            : null;
    }

    private static Candidate? Place(SourceColumn position, List<TargetColumnProfile> open)
    {
        var numbers = open.Where(static t => t.Column.Type.Kind == ColumnKind.Int64 && !t.Table.ForeignKeys.Any(f => f.Columns.Contains(t.Column.Name))).ToList();
        var inKey = numbers.Where(static t => t.Table.PrimaryKey.Count > 1 && t.Table.PrimaryKey.Contains(t.Column.Name)).ToList();
        var named = (inKey.Count > 0 ? inKey : numbers).Where(static t => t.Words.Words is [.., var last] && Places.Contains(last)).ToList();
        return named is [var target] && Conversion.Find(position, target) is { } way ? new Candidate(target, [position], way.Value.Expression, way.Strategy, Named, ["The place of the row in its list."], true) : null;
    }
}
