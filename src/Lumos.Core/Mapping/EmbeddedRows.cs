namespace Lumos.Core.Mapping;

/// <summary>Rows that lie within rows of another kind: the customers of a list of orders.</summary>
internal static class EmbeddedRows
{
    /// <summary>Whether a column identifies the rows themselves where the target asks for what they embed: of orders, a customer is known by <c>customer.id</c> and not by <c>id</c>.</summary>
    public static bool IsKeyOfOuter(TargetColumnProfile target, SourceColumn source, IReadOnlyList<SourceColumn> sources) =>
        IsKey(target) && source.Words.Words is [var bare] && TableNames.Affinity(source.Table.Name, target.Table.Name) == 0 && sources.Any(s => s.Words.Words.Count > 1 && s.Words.Words[^1] == bare && IsOf(target, s));

    /// <summary>Whether a column identifies the embedded rows a target asks for.</summary>
    public static bool IsKeyOfInner(TargetColumnProfile target, SourceColumn source) => IsKey(target) && target.Words.Words is [var bare] && source.Words.Words is [.., var last] && last == bare && IsOf(target, source);

    private static bool IsKey(TargetColumnProfile target) => target.Table.PrimaryKey is [var key] && key == target.Column.Name;

    private static bool IsOf(TargetColumnProfile target, SourceColumn source) =>
        source.Name.LastIndexOf('.') is > 0 and var dot && source.Table.Joins is null && TableNames.Affinity(source.Name[(source.Name.LastIndexOf('.', dot - 1) + 1)..dot], target.Table.Name) >= TableNames.SameWords;
}
