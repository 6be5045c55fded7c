using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>
/// Columns of a table that is there whose type is the server's own (<c>uuid</c>, an enumeration, <c>jsonb</c>, arrays, intervals): their values are staged as texts, in the form the server prints them, and cast where
/// staged and final rows meet. <c>money</c> and <c>real</c> are staged as numbers. A moment with a zone needs no cast, since every session is in UTC.
/// </summary>
internal static class StoredTypes
{
    private const int MoneyScale = 2;

    /// <summary>What the values of a column are staged as.</summary>
    public static ColumnType StagedType(PgColumn column) => column.BaseType switch
    {
        "money" => ColumnType.Decimal(18, MoneyScale),
        _ => column.Type ?? ColumnType.Text,
    };

    /// <summary>Whether a column's values are staged as something else than they are stored as.</summary>
    public static bool IsOwn(PgColumn column) => column.Labels is not null || column.BaseType is "uuid" or "float4" || column.Type is null;

    /// <summary>Whether a type is one Lumos has no word for, of which the server's text is staged. Numbers of any length are, too: no decimal holds them all.</summary>
    public static bool IsTextOfServer(PgColumn column) => column.Type is null && column.BaseType != "money";

    /// <summary>Staged rows as the table stores them.</summary>
    /// <param name="there">The table; null for none.</param>
    /// <param name="columns">Columns of the relation that are wanted.</param>
    /// <param name="staged">SQL of the relation.</param>
    public static string ToStored(PgTable? there, IReadOnlyList<string> columns, string staged) => Cast(there, columns, staged, static column => IsOwn(column), static column => Stored(column, Sql.Name(column.Name)));

    /// <summary>Rows of the table as they would be staged.</summary>
    /// <param name="there">The table.</param>
    /// <param name="stored">SQL of some of its rows.</param>
    /// <param name="wanted">The table as it is staged; null for one that is not.</param>
    public static string ToStaged(PgTable there, string stored, TargetTable? wanted) => Cast(
        there, [.. there.Columns.Select(static column => column.Name)], stored,
        column => IsOwn(column) && !(column.BaseType == "numeric" && wanted?.Columns.FirstOrDefault(other => other.Name == column.Name) is not { Type.Kind: ColumnKind.Text }), static column => Staged(column, Sql.Name(column.Name)));

    /// <summary>An expression of the table's own, such as a CHECK, over a staged row; a value that is none of its column's type is NULL in it.</summary>
    /// <param name="there">The table.</param>
    /// <param name="columns">Columns the expression is about.</param>
    /// <param name="expression">The expression.</param>
    public static string OverStaged(PgTable there, IReadOnlyList<string> columns, string expression)
    {
        var own = columns.Select(there.Find).OfType<PgColumn>().Where(IsOwn).ToList();
        if (own.Count == 0) return expression;
        var values = own.Select(static column => $"CASE WHEN NOT ({PgTypes.Misfit(column, Sql.Name(column.Name)) ?? "false"}) THEN {Stored(column, Sql.Name(column.Name))} END AS {Sql.Name(column.Name)}");
        return $"(SELECT {expression} FROM (SELECT {string.Join(", ", values)}) AS lumos_value)";
    }

    /// <summary>A stored column in a form that can be compared: some types, <c>json</c> for one, know no equality.</summary>
    public static string Comparable(PgTable? there, string name) => there?.Find(name) is { } column && IsTextOfServer(column) && column.BaseType != "numeric" ? $"{Sql.Name(name)}::text" : Sql.Name(name);

    /// <summary>Whether some stored columns of two relations differ, NULL being equal to NULL.</summary>
    public static string Differ(PgTable? there, IReadOnlyCollection<string> names, string left, string right) =>
        names.Count == 0 ? "false" : $"({string.Join(" OR ", names.Select(name => $"{left}.{Comparable(there, name)} IS DISTINCT FROM {right}.{Comparable(there, name)}"))})";

    /// <summary>Makes, for a session, the functions <see cref="Reprinted"/> calls.</summary>
    /// <remarks>A cast that fails would end the statement, and with it the look at all other rows.</remarks>
    public static async ValueTask PrepareAsync(PostgresSession session, PgTable there, TargetTable wanted, CancellationToken cancellationToken)
    {
        foreach (var column in there.Columns.Where(each => IsTextOfServer(each) && wanted.Columns.Any(other => other.Name == each.Name)).DistinctBy(static column => column.SqlType))
        {
            await session.ExecuteAsync(
                $"""
                CREATE OR REPLACE FUNCTION {FunctionOf(column.SqlType)}(value text) RETURNS text LANGUAGE plpgsql STRICT AS $lumos$
                DECLARE read {column.SqlType}; BEGIN read := value; RETURN {Printed(column.BaseType, "read")}; EXCEPTION WHEN OTHERS THEN RETURN NULL; END $lumos$
                """,
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>SQL of a text as the server prints it once it has read it as a type; NULL when it cannot.</summary>
    public static string Reprinted(PgColumn column, string value) => $"{FunctionOf(column.SqlType)}({value}::text)";

    /// <summary>SQL of a value as the server prints it. A cast to text is something else for addresses alone, of which it shows the mask of a single host.</summary>
    public static string Printed(string baseType, string value) =>
        baseType == "inet" ? $"CASE WHEN masklen({value}) = CASE family({value}) WHEN 4 THEN 32 ELSE 128 END THEN host({value}) ELSE {value}::text END" : $"{value}::text";

    private static string FunctionOf(string type) => Sql.Name("pg_temp", "lumos_as_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(type)))[..16]);

    private static string Stored(PgColumn column, string value) => $"{value}::{column.SqlType}";

    private static string Staged(PgColumn column, string value) => column.BaseType switch
    {
        "money" => $"{value}::numeric::numeric(18,{Sql.Number(MoneyScale)})",
        "float4" => $"{value}::text::float8",
        _ => Printed(column.BaseType, value),
    };

    private static string Cast(PgTable? there, IReadOnlyList<string> columns, string relation, Func<PgColumn, bool> isCast, Func<PgColumn, string> cast)
    {
        if (there is null || !columns.Any(name => there.Find(name) is { } column && isCast(column))) return relation;
        var list = columns.Select(name => there.Find(name) is { } column && isCast(column) ? $"{cast(column)} AS {Sql.Name(name)}" : Sql.Name(name));
        return $"(SELECT {string.Join(", ", list)} FROM {relation} AS lumos_cast)";
    }
}
