namespace Lumos.Core.Mapping;

/// <summary>Rows that lie within rows of another kind: the customers of a list of orders.</summary>
internal static class EmbeddedRows
{
    /// <summary>Whether a column identifies the rows themselves where the target asks for what they embed: of orders, a customer is known by <c>customer.id</c> and not by <c>id</c>.</summary>
    public static bool IsKeyOfOuter(TargetColumnProfile target, SourceColumn source, IReadOnlyList<SourceColumn> sources)
    {
        if (target.Table.PrimaryKey is not [var key] || key != target.Column.Name || source.Words.Words is not [var bare] || TableNames.Affinity(source.Table.Name, target.Table.Name) > 0) return false;
        return sources.Any(s => s.Words.Words.Count > 1 && s.Words.Words[^1] == bare && TableNames.Affinity(string.Join('_', s.Words.Words.Take(s.Words.Words.Count - 1)), target.Table.Name) >= TableNames.SameWords);
    }
}
