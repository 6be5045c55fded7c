using Lumos.Core.Mapping.Joins;

namespace Lumos.Core.Mapping;

/// <summary>Rows that lie within rows of another kind: the customers of a list of orders.</summary>
internal static class EmbeddedRows
{
    /// <summary>Whether a column identifies the rows themselves where the target asks for what they embed: of orders, a customer is known by <c>customer.id</c> and not by <c>id</c>.</summary>
    public static bool IsKeyOfOuter(TargetColumnProfile target, SourceColumn source, IReadOnlyList<SourceColumn> sources) =>
        IsKey(target) && source.Words.Words is [var bare] && sources.Any(s => s.Words.Words.Count > 1 && s.Words.Words[^1] == bare && IsOf(target, s)) && TableNames.Affinity(source.Table.Name, target.Table.Name) == 0;

    /// <summary>Whether a column identifies the embedded rows a target asks for.</summary>
    public static bool IsKeyOfInner(TargetColumnProfile target, SourceColumn source) => IsKey(target) && target.Words.Words is [.., var asked] && source.Words.Words is [_, .., var last] && last == asked && IsOf(target, source);

    /// <summary>Whether a column says of the outer row what another says of the embedded one: of an order, <c>customer.email</c> is the customer's, and <c>email</c> the order's.</summary>
    public static bool IsOfOuter(TargetColumnProfile target, SourceColumn source, IReadOnlyList<SourceColumn> sources) =>
        !source.Name.Contains('.', StringComparison.Ordinal) && sources.Any(s => IsNested(s.Name, source.Name) && IsOf(target, s)) && TableNames.Affinity(source.Table.Name, target.Table.Name) == 0;

    /// <summary>Whether a source finds the rows a target asks for embedded in those of another table: the lines of an order look up its customer, who is the order's.</summary>
    public static bool AreLookedUp(string target, PlannedSource source) =>
        source.Joins.Any(j => source.Plan.Values.SelectMany(static p => p.Chosen.Sources).Any(s => s.Name.StartsWith(j.As + ".", StringComparison.Ordinal) && IsWithin(s.Name[(j.As.Length + 1)..], target)));

    private static bool IsNested(string name, string column) => name.Length > column.Length && name[^(column.Length + 1)] == '.' && name.EndsWith(column, StringComparison.Ordinal);

    private static bool IsKey(TargetColumnProfile target) => target.Table.PrimaryKey is [var key] && key == target.Column.Name;

    private static bool IsOf(TargetColumnProfile target, SourceColumn source) =>
        source.Table.Joins is null && IsWithin(source.Name, target.Table.Name);

    private static bool IsWithin(string column, string target) => column.LastIndexOf('.') is > 0 and var dot && TableNames.Affinity(column[(column.LastIndexOf('.', dot - 1) + 1)..dot], target) >= TableNames.SameWords;
}
