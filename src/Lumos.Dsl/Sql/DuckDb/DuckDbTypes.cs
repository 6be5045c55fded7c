using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Dsl.DuckDb;

/// <summary>DuckDB's names of the Lumos types.</summary>
public static class DuckDbTypes
{
    /// <summary>The column type a value of <paramref name="type"/> has in DuckDB, such as <c>DECIMAL(12,3)</c>.</summary>
    public static string NameOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "VARCHAR",
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Date => "DATE",
        ColumnKind.Timestamp => "TIMESTAMP",
        ColumnKind.Float64 => "DOUBLE",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
