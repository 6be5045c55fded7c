using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Migration.Targets;

/// <summary>Reads the engine's type names as Lumos types.</summary>
internal static class EngineTypes
{
    /// <summary>The Lumos type; null when the engine's type has none.</summary>
    public static ColumnType? Read(string name)
    {
        switch (name)
        {
            case "VARCHAR": return ColumnType.Text;
            case "BIGINT" or "INTEGER" or "SMALLINT" or "TINYINT" or "UINTEGER" or "USMALLINT" or "UTINYINT": return ColumnType.Int64;
            case "BOOLEAN": return ColumnType.Bool;
            case "DATE": return ColumnType.Date;
            case "TIMESTAMP": return ColumnType.Timestamp;
            case "DOUBLE" or "FLOAT": return ColumnType.Float64;
            case EngineColumn.Moment: return ColumnType.Timestamp;
            case var own when EngineColumn.IsText(own): return ColumnType.Text;
        }

        if (!name.StartsWith("DECIMAL(", StringComparison.Ordinal) || !name.EndsWith(')')) return null;
        var digits = name[8..^1].Split(',');
        return ColumnType.Decimal(int.Parse(digits[0], CultureInfo.InvariantCulture), int.Parse(digits[1], CultureInfo.InvariantCulture));
    }

    /// <summary>SQL that is true of whole numbers the engine's type holds; null when it holds all that Lumos knows.</summary>
    public static string? RangeOf(string name, string value) => name switch
    {
        "TINYINT" => $"{value} BETWEEN -128 AND 127",
        "UTINYINT" => $"{value} BETWEEN 0 AND 255",
        "SMALLINT" => EngineSql.Fits(value, ColumnWidth.Int16),
        "USMALLINT" => $"{value} BETWEEN 0 AND 65535",
        "INTEGER" => EngineSql.Fits(value, ColumnWidth.Int32),
        "UINTEGER" => $"{value} BETWEEN 0 AND 4294967295",
        _ => null,
    };
}
