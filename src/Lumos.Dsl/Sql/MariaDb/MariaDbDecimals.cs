using System.Numerics;
using Lumos.Abstractions;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// Decimals and their scaled integers. Up to 18 digits they are multiplied; a product of two numbers of 38 digits loses the last ones behind the point, so the point
/// is taken out of the text of wider ones, and put in.
/// </summary>
internal static class MariaDbDecimals
{
    // More do not fit into a SIGNED.
    private const int MaxSignedDigits = 18;

    private static readonly SqlFragment Point = SqlFragment.Text(".");
    private static readonly SqlFragment None = SqlFragment.Text("");

    public static SqlFragment ToScaled(SqlBinding value, ColumnType type, SqlFragment text) => IsWide(type)
        ? SqlFragment.Of($"CAST(replace({text}, {Point}, {None}) AS DECIMAL(38,0))")
        : SqlFragment.Of($"CAST({value} * {BigInteger.Pow(10, type.Scale)} AS SIGNED)");

    /// <summary>A wide integer in the range of a type as its scaled integer.</summary>
    public static SqlFragment Narrow(SqlFragment x, ColumnType type) => IsWide(type) ? SqlFragment.Of($"CAST({x} AS DECIMAL(38,0))") : SqlFragment.Of($"CAST({x} AS SIGNED)");

    public static SqlFragment Of(SqlBinding scaled, ColumnType type, SqlFragment name)
    {
        if (type.Scale == 0) return SqlFragment.Of($"CAST({scaled} * 1 AS {name})");
        if (IsWide(type))
        {
            var size = SqlFragment.Of($"CAST(abs({scaled}) AS CHAR CHARACTER SET utf8mb4)");
            var digits = SqlFragment.Of($"lpad({size}, greatest(length({size}), {type.Scale + 1}), {SqlFragment.Text("0")})");
            var sign = SqlFragment.Of($"CASE WHEN {scaled} < 0 THEN {SqlFragment.Text("-")} ELSE {None} END");
            return SqlFragment.Of($"CAST(concat({sign}, left({digits}, length({digits}) - {type.Scale}), {Point}, right({digits}, {type.Scale})) AS {name})");
        }

        // Multiplied by 0.001 and not divided by 1000: a quotient has as many digits as a session setting says.
        return SqlFragment.Of($"CAST({scaled} * {SqlFragment.Raw("0." + new string('0', type.Scale - 1) + "1")} AS {name})");
    }

    private static bool IsWide(ColumnType type) => type.Precision > MaxSignedDigits;
}
