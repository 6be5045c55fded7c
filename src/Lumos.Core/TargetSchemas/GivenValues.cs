using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>Columns a database fills itself, where the schema of one is read for another: there nobody fills them. Pure.</summary>
internal static class GivenValues
{
    /// <summary>The tables as they are for the target: of another place's columns that fill themselves those beside the key may be NULL.</summary>
    public static IReadOnlyList<TargetTable> For(RunEndpoint target, IReadOnlyList<TargetTable> tables)
    {
        if (tables.Any(static table => table.Declared is not null)) return tables;
        if (target.SchemaRef is not { } schema || target.Location.Any(location => PlaceOf(location) == PlaceOf(schema))) return tables;
        return [.. tables.Select(static table => table with { Columns = [.. table.Columns.Select(column => Elsewhere(table, column))] })];
    }

    /// <summary>Tables of DDL as they are for a target.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="made">How the target makes a table that declares more than its columns say.</param>
    public static IReadOnlyList<TargetTable> Declared(IReadOnlyList<TargetTable> tables, Func<TargetTable, TargetTable> made) => [.. tables.Select(table => table.Declared is null ? table : made(table))];

    /// <summary>A table for a target that makes it as declared: what is computed from other columns is written by nobody.</summary>
    public static TargetTable Written(TargetTable table)
    {
        var computed = table.Declared!.Where(static item => item.IsComputed == true).Select(static item => item.Column!).ToHashSet(StringComparer.Ordinal);
        return computed.Count == 0 ? table : table.Without(computed);
    }

    /// <summary>A table for a target that has Lumos' own types alone.</summary>
    public static TargetTable Plain(TargetTable table) => table with { Declared = null, DeclaredTypes = null, Columns = [.. table.Columns.Select(static column => column with { FillsItself = null, Form = null })] };

    private static TargetColumn Elsewhere(TargetTable table, TargetColumn column) =>
        column.FillsItself == true ? column with { FillsItself = null, Nullable = column.Nullable || !table.PrimaryKey.Contains(column.Name, StringComparer.Ordinal) } : column;

    // Which of a database's tables are meant, and how it is reached, does not make it another one.
    private static string PlaceOf(string location)
    {
        var mark = location.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0) return location;
        var schema = location[(mark + 1)..].Split('&').FirstOrDefault(static setting => setting.StartsWith("schema=", StringComparison.OrdinalIgnoreCase) && setting != "schema=public");
        return schema is null ? location[..mark] : $"{location[..mark]}?{schema}";
    }
}
