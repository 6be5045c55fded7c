using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Sources;

/// <summary>How a column of a table is written as CSV.</summary>
internal sealed class SourceColumn(PgColumn column)
{
    // Years 0001 to 9999, the ones every reader of ISO 8601 knows; what lies outside keeps the server's own words, so that it is seen and not changed.
    private const string First = "'0001-01-01'";
    private const string Behind = "'10000-01-01'";

    private readonly string _name = Sql.Name(column.Name);

    /// <summary>The column as the catalog has it.</summary>
    public PgColumn Column => column;

    /// <summary>Type of the values written; text where the server's type says nothing Lumos has a word for.</summary>
    public ColumnType Type => column.Type ?? ColumnType.Text;

    /// <summary>Whether every value stands in quotes.</summary>
    public bool IsQuoted => column.BaseType is not ("int2" or "int4" or "int8" or "numeric" or "float4" or "float8" or "bool" or "date" or "timestamp" or "timestamptz" or "money" or "oid");

    /// <summary>SQL of the value.</summary>
    public string Value => column.BaseType switch
    {
        "int2" or "int4" or "int8" or "numeric" or "float4" or "float8" or "date" or "oid" or "text" or "varchar" => _name,
        "timestamp" => Moment(_name),
        "timestamptz" => Moment($"({_name} AT TIME ZONE 'UTC')"),
        "money" => $"{_name}::numeric",
        _ => StoredTypes.Printed(column.BaseType, _name),
    };

    /// <summary>SQL to sort by; a type without an order is sorted by its text.</summary>
    public string Order => column.BaseType switch
    {
        "int2" or "int4" or "int8" or "numeric" or "float4" or "float8" or "bool" or "date" or "timestamp" or "timestamptz" or "uuid" => _name,
        _ => $"{_name}::text COLLATE \"C\"",
    };

    /// <summary>SQL that holds for values that are not below one, and for NULL; null where the server would compare otherwise than by number or time. COPY takes no parameters, so the value is a literal.</summary>
    public string? NotBelow(ChangedSince since) => (column.BaseType, since.Kind) switch
    {
        ("int2" or "int4" or "int8" or "numeric", ColumnKind.Decimal) => NotBelow($"{Sql.Text(since.Value)}::numeric"),
        ("date" or "timestamp", ColumnKind.Date or ColumnKind.Timestamp) => NotBelow($"{Sql.Text(since.Value)}::timestamp"),
        ("timestamptz", ColumnKind.Date or ColumnKind.Timestamp) => NotBelow($"({Sql.Text(since.Value)}::timestamp AT TIME ZONE 'UTC')"),
        _ => null,
    };

    private string NotBelow(string value) => $"({_name} >= {value} OR {_name} IS NULL)";

    private static string Moment(string value) =>
        $"CASE WHEN {value} >= {First} AND {value} < {Behind} THEN to_char({value}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US') ELSE {value}::text END";
}
