using System.Numerics;
using Lumos.Abstractions;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>
/// Decimals of 19 to 38 digits, which no number of SQLite holds: they are canonical text, with exactly the digits of their scale. They are read, converted and written; arithmetic is
/// refused.
/// </summary>
internal static class SqliteWideDecimals
{
    private const int NarrowDigits = 18;

    // 39 digits, one more than the widest has, are three integers of 13.
    private const int Chunk = 13;
    private const int Width = 3 * Chunk;

    private static readonly BigInteger ChunkSize = BigInteger.Pow(10, Chunk);

    /// <summary>Whether a type is held as text.</summary>
    public static bool Holds(ColumnType type) => type.Kind == ColumnKind.Decimal && type.Precision > NarrowDigits;

    /// <summary>Whether a value is text of this type; not that it has few enough digits.</summary>
    public static SqlFragment IsText(SqlFragment x, ColumnType type)
    {
        var form = "*[0-9]" + (type.Scale == 0 ? "" : "." + string.Concat(Enumerable.Repeat("[0-9]", type.Scale)));
        return SqlFragment.Of($"typeof({x}) = 'text' AND {x} GLOB {SqlFragment.Text(form)} AND ltrim({x}, '-') NOT GLOB {SqlFragment.Text(type.Scale == 0 ? "*[^0-9]*" : "*[^0-9.]*")} AND {x} NOT GLOB '*.*.*' AND {x} NOT GLOB '*--*'");
    }

    /// <summary>Whether a number fits, and its text.</summary>
    /// <param name="chain">Where steps are named.</param>
    /// <param name="whole">Digits before the point, without leading zeros.</param>
    /// <param name="fraction">Digits behind it.</param>
    /// <param name="isNegative">Whether there is a minus.</param>
    /// <param name="isUp">Whether one is added at the last place, 1 or 0; null where never.</param>
    /// <param name="to">Type of the result.</param>
    public static (SqlFragment Fits, SqlFragment Result) Number(LetChain chain, SqlBinding whole, SqlBinding fraction, SqlFragment isNegative, SqlFragment? isUp, ColumnType to)
    {
        var kept = to.Scale == 0 ? (SqlFragment)whole : SqlFragment.Of($"{whole} || substr({fraction} || {Zeros(to.Scale)}, 1, {to.Scale})");
        var known = chain.Bind(SqlFragment.Of($"CASE WHEN length({whole}) <= {to.Precision - to.Scale} THEN {kept} END"));
        var digits = chain.Bind(SqlFragment.Of($"ltrim({(isUp is null ? known : Sum(chain, known, isUp))}, '0')"));
        var filled = chain.Bind(SqlFragment.Of($"CASE WHEN length({digits}) <= {to.Scale} THEN substr({Zeros(to.Scale + 1)} || {digits}, -{to.Scale + 1}) ELSE {digits} END"));
        var sign = SqlFragment.Of($"CASE WHEN {isNegative} AND {digits} <> '' THEN '-' ELSE '' END");
        var point = to.Scale == 0 ? filled : SqlFragment.Of($"substr({filled}, 1, length({filled}) - {to.Scale}) || '.' || substr({filled}, -{to.Scale})");
        return (SqlFragment.Of($"length({digits}) <= {to.Precision}"), SqlFragment.Of($"{sign} || {point}"));
    }

    private static SqlFragment Sum(LetChain chain, SqlBinding digits, SqlFragment one)
    {
        var padded = chain.Bind(SqlFragment.Of($"substr({Zeros(Width)} || {digits}, -{Width})"));
        var low = chain.Bind(SqlFragment.Of($"CAST(substr({padded}, {1 + (2 * Chunk)}) AS INTEGER) + {one}"));
        var middle = chain.Bind(SqlFragment.Of($"CAST(substr({padded}, {1 + Chunk}, {Chunk}) AS INTEGER) + {low} / {ChunkSize}"));
        var high = chain.Bind(SqlFragment.Of($"CAST(substr({padded}, 1, {Chunk}) AS INTEGER) + {middle} / {ChunkSize}"));
        return SqlFragment.Of($"{high} || {Printed(SqlFragment.Of($"{middle} % {ChunkSize}"))} || {Printed(SqlFragment.Of($"{low} % {ChunkSize}"))}");
    }

    private static SqlFragment Printed(SqlFragment n) => SqlFragment.Of($"substr({Zeros(Chunk)} || ({n}), -{Chunk})");

    private static SqlFragment Zeros(int count) => SqlFragment.Text(new string('0', count));
}
