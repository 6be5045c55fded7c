namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>
/// Columns of a table that is there whose type is the server's own (<c>uuid</c>, an enumeration): their values are staged as texts, and cast where staged and final rows meet. A moment with a zone needs no cast, since every
/// session is in UTC.
/// </summary>
internal static class StoredTypes
{
    /// <summary>Whether a column's values are staged as texts and stored as something else.</summary>
    public static bool IsOwn(PgColumn column) => column.Labels is not null || column.BaseType == "uuid";

    /// <summary>Staged rows as the table stores them.</summary>
    /// <param name="there">The table; null for none.</param>
    /// <param name="columns">Columns of the relation that are wanted.</param>
    /// <param name="staged">SQL of the relation.</param>
    public static string ToStored(PgTable? there, IReadOnlyList<string> columns, string staged) => Cast(there, columns, staged, static column => column.SqlType);

    /// <summary>Rows of the table as they would be staged.</summary>
    /// <param name="there">The table.</param>
    /// <param name="stored">SQL of some of its rows.</param>
    public static string ToStaged(PgTable there, string stored) => Cast(there, [.. there.Columns.Select(static column => column.Name)], stored, static _ => "text");

    /// <summary>An expression of the table's own, such as a CHECK, over a staged row; a value that is none of its column's type is NULL in it.</summary>
    /// <param name="there">The table.</param>
    /// <param name="columns">Columns the expression is about.</param>
    /// <param name="expression">The expression.</param>
    public static string OverStaged(PgTable there, IReadOnlyList<string> columns, string expression)
    {
        var own = columns.Select(there.Find).OfType<PgColumn>().Where(IsOwn).ToList();
        if (own.Count == 0) return expression;
        var values = own.Select(static column => $"CASE WHEN NOT ({PgTypes.Misfit(column, Sql.Name(column.Name))}) THEN {Sql.Name(column.Name)}::{column.SqlType} END AS {Sql.Name(column.Name)}");
        return $"(SELECT {expression} FROM (SELECT {string.Join(", ", values)}) AS lumos_value)";
    }

    private static string Cast(PgTable? there, IReadOnlyList<string> columns, string relation, Func<PgColumn, string> type)
    {
        if (there is null || !columns.Any(name => there.Find(name) is { } column && IsOwn(column))) return relation;
        var list = columns.Select(name => there.Find(name) is { } column && IsOwn(column) ? $"{Sql.Name(name)}::{type(column)} AS {Sql.Name(name)}" : Sql.Name(name));
        return $"(SELECT {string.Join(", ", list)} FROM {relation} AS lumos_cast)";
    }
}
