using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Joins;

/// <summary>What a row of a table that others refer to is called: the name beside the number, which a target that is no reference asks for. For one pair of tables.</summary>
/// <param name="own">Columns of the source table.</param>
/// <param name="matrix">How they compare with the target's columns.</param>
/// <param name="joins">Tables that can be looked up.</param>
/// <param name="looked">Their columns.</param>
internal sealed class LabelColumns(IReadOnlyList<SourceColumn> own, MatchMatrix matrix, IReadOnlyList<CatalogJoin> joins, IReadOnlyList<SourceColumn> looked)
{
    private const double LeastMatch = 0.5;
    private const double LeastScore = 0.7;
    private const double OfReference = 0.2;

    private static readonly string[] Labels = ["name", "title", "label", "description", "designation", "caption"];
    private static readonly string[] Identifying = ["id", "key", "number", "no", "nr", "ref", "reference", "identifier", "uuid", "guid", "pk", "fk"];

    /// <summary>Whether a target wants what is behind a reference rather than the reference: it asks for a name, or is a text that names no identifier where the source has a number.</summary>
    public static bool AreAskedFor(TargetColumnProfile target, SourceColumn reference)
    {
        if (target.Words.Words is [_, .., "name" or "title" or "label" or "description"]) return true;
        return target.Column.Type.Kind == ColumnKind.Text && reference.Type is { Kind: ColumnKind.Int64 } or { Kind: ColumnKind.Decimal, Scale: 0 }
            && !target.Table.PrimaryKey.Contains(target.Column.Name) && target.Table.ForeignKeys.All(f => !f.Columns.Contains(target.Column.Name))
            && !HeaderWords.SplitTokens(target.Column.Name).Any(Identifying.Contains);
    }

    /// <summary>The label of the row that the reference most like the target names; null when none is like it, its table has none, or the target wants a code.</summary>
    /// <param name="target">Target column.</param>
    /// <param name="place">Its place among the target's columns.</param>
    public Candidate? Find(TargetColumnProfile target, int place)
    {
        if (target.Words.Words is [.., "code"]) return null;
        var ways = joins.Where(static j => j.Join.Optional != true).Select(j => (Join: j, At: own.ToList().FindIndex(c => c.Name == j.Join.Reference))).Where(w => w.At >= 0 && AreAskedFor(target, own[w.At]));
        foreach (var (join, at) in ways.Where(w => matrix.Features(w.At, place).Name >= LeastMatch).OrderByDescending(w => matrix.Features(w.At, place).Name).ThenBy(static w => w.Join.Join.As, StringComparer.Ordinal))
        {
            var texts = looked.Where(c => c.Type.Kind == ColumnKind.Text && c.Name.StartsWith(join.Join.As + ".", StringComparison.Ordinal)).ToList();
            foreach (var word in Labels)
            {
                if (texts.Where(c => HeaderWords.SplitTokens(c.Name).Last() is var last && (last == word || HeaderWords.Parse(c.Name).Words is [.., var said] && said == word)).ToList() is not [var label] || Conversion.Find(label, target) is not { } way) continue;
                return new Candidate(target, [label], way.Value.Expression, way.Strategy, LeastScore + OfReference * matrix.Features(at, place).Name, [$"'{own[at].Name}' names a row of '{join.Table.Name}', and the target asks for what that is called."], false);
            }
        }

        return null;
    }
}
