using System.Numerics;
using Lumos.Abstractions;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>The two forms of a decimal inside a statement: DECIMAL(p,s), and its scaled integer as BIGINT. Neither direction can raise.</summary>
internal static class NumberForms
{
    private const int NarrowDigits = 18;

    /// <summary>Whether the scaled integer of a type is a HUGEINT.</summary>
    public static bool IsWide(ColumnType type) => type.Precision > NarrowDigits;

    /// <summary>The scaled integer of a DECIMAL: BIGINT for at most 18 digits, else HUGEINT.</summary>
    public static SqlFragment ToScaled(SqlBinding value, ColumnType type)
    {
        // No product of two DECIMALs has room for 38 digits and a factor: the point is taken out of the text.
        if (IsWide(type)) return type.Scale == 0 ? SqlFragment.Of($"CAST({value} AS HUGEINT)") : SqlFragment.Of($"CAST(replace(CAST({value} AS VARCHAR), '.', '') AS HUGEINT)");
        if (type.Scale == 0) return SqlFragment.Of($"CAST({value} AS BIGINT)");
        var unit = PowerOfTen(type.Scale);
        if (type.Precision + type.Scale <= NarrowDigits) return SqlFragment.Of($"CAST({value} * CAST({unit} AS DECIMAL({type.Scale + 1},0)) AS BIGINT)");

        // value * unit would need more digits than DuckDB's narrow decimals have: take the whole and the broken part by themselves.
        var broken = SqlFragment.Of($"CAST(({value} - trunc({value})) AS DECIMAL({type.Scale},{type.Scale}))");
        return type.Scale * 2 <= NarrowDigits
            ? SqlFragment.Of($"CAST(trunc({value}) AS BIGINT) * {unit} + CAST({broken} * CAST({unit} AS DECIMAL({type.Scale + 1},0)) AS BIGINT)")
            : SqlFragment.Of($"CAST(CAST({value} AS DECIMAL(38,{type.Scale})) * CAST({unit} AS DECIMAL(19,0)) AS BIGINT)");
    }

    /// <summary>The DECIMAL of a scaled integer that is in the range of the type.</summary>
    public static SqlFragment ToDecimal(SqlFragment scaled, ColumnType type) => type.Scale == 0
        ? SqlFragment.Of($"CAST({scaled} AS DECIMAL({type.Precision},0))")
        : SqlFragment.Of($"CAST(CAST({scaled} AS DECIMAL({(IsWide(type) ? 38 : 18)},0)) * CAST({UnitLiteral(type.Scale)} AS DECIMAL({type.Scale},{type.Scale})) AS DECIMAL({type.Precision},{type.Scale}))");

    public static BigInteger PowerOfTen(int digits) => BigInteger.Pow(10, digits);

    private static SqlFragment UnitLiteral(int scale) => SqlFragment.Text("0." + new string('0', scale - 1) + "1");
}
