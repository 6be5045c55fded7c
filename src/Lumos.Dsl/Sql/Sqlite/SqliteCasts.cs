using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>
/// type_cast from text and to text. SQLite's own cast makes a number of anything and clips what is too large, so the grammar is tested by GLOB, zeros that mean
/// nothing are cut off, and only digits that are known to fit are cast.
/// </summary>
internal static class SqliteCasts
{
    private const string LargestInt64 = "9223372036854775807";
    private const string SmallestInt64 = "9223372036854775808";

    public static Emitted FromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => cast.To.Kind switch
    {
        ColumnKind.Int64 or ColumnKind.Decimal when cast.Format is { } format => Formatted(chain, x, SqliteNumberFormats.Plain(chain, x, format), cast, errors),
        ColumnKind.Int64 => ToInt64(chain, x, errors),
        ColumnKind.Decimal => ToDecimal(chain, x, cast, errors),
        ColumnKind.Bool => ToBool(chain, x, errors),
        ColumnKind.Date => SqliteDates.Cast(chain, x, errors),
        _ => throw new InvalidOperationException($"No cast from text to {cast.To}."),
    };

    public static SqlFragment ToText(SqlFragment x, ColumnType from) => from.Kind switch
    {
        ColumnKind.Bool => SqlFragment.Of($"CASE {x} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"),
        ColumnKind.Decimal when SqliteWideDecimals.Holds(from) => x,
        ColumnKind.Decimal when from.Scale > 0 => Printed(x, from.Scale),
        ColumnKind.Date => x,
        _ => SqlFragment.Of($"CAST({x} AS TEXT)"),
    };

    /// <summary>type_cast between numbers of which one is a decimal that is text.</summary>
    public static Emitted Convert(LetChain chain, SqlBinding x, ColumnType from, TypeCast cast, ErrorNumbers errors)
    {
        var text = chain.Bind(ToText(x, from));
        return ToNumber(chain, x, text, chain.Bind(SqlFragment.Of($"ltrim({text}, '-') || '.'")), cast, errors);
    }

    private static SqlFragment Printed(SqlFragment x, int scale)
    {
        var unit = BigInteger.Pow(10, scale);
        var zeros = SqlFragment.Text(new string('0', scale));

        // || binds closer than / and % there.
        return SqlFragment.Of($"CASE WHEN {x} < 0 THEN '-' ELSE '' END || (abs({x}) / {unit}) || '.' || substr({zeros} || (abs({x}) % {unit}), -{scale})");
    }

    private static Emitted ToInt64(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var body = chain.Bind(Unsigned(x));
        var isNumber = SqlFragment.Of($"{body} <> '' AND {body} NOT GLOB '*[^0-9]*'");
        var digits = chain.Bind(SqlFragment.Of($"CASE WHEN {isNumber} THEN ltrim({body}, '0') END"));
        var limit = SqlFragment.Of($"CASE WHEN substr({x}, 1, 1) = '-' THEN {SqlFragment.Text(SmallestInt64)} ELSE {SqlFragment.Text(LargestInt64)} END");
        var fits = SqlFragment.Of($"length({digits}) < 19 OR (length({digits}) = 19 AND {digits} <= {limit})");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {fits} THEN CAST(CASE WHEN substr({x}, 1, 1) = '-' THEN '-' ELSE '' END || {digits} AS INTEGER) END"));
        var error = SqlFragment.Of($"CASE WHEN {digits} IS NULL THEN {errors.Of(ValueErrors.Cast)} ELSE {errors.Of(ValueErrors.Range)} END");
        return new Emitted(value, ErrorNumbers.Unless(value, x, error));
    }

    private static Emitted ToDecimal(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors)
    {
        var body = chain.Bind(Unsigned(x));
        var number = chain.Bind(SqlFragment.Of($"CASE WHEN {body} GLOB '*[0-9]*' AND {body} NOT GLOB '*[^0-9.]*' AND {body} NOT GLOB '*.*.*' THEN {body} || '.' END"));
        return ToNumber(chain, x, x, number, cast, errors);
    }

    // plain: sign, digits, point, digits.
    private static Emitted Formatted(LetChain chain, SqlBinding x, SqlBinding plain, TypeCast cast, ErrorNumbers errors) =>
        ToNumber(chain, x, plain, chain.Bind(SqlFragment.Of($"ltrim({plain}, '-') || '.'")), cast, errors);

    // number: digits, point, digits, perhaps another point; signed: what has its sign before it.
    private static Emitted ToNumber(LetChain chain, SqlBinding x, SqlBinding signed, SqlBinding number, TypeCast cast, ErrorNumbers errors)
    {
        var (to, exact) = (cast.To, cast.Rounding == Rounding.Exact);
        var whole = chain.Bind(SqlFragment.Of($"ltrim(substr({number}, 1, instr({number}, '.') - 1), '0')"));
        var fraction = chain.Bind(SqlFragment.Of($"rtrim(substr({number}, instr({number}, '.') + 1), '.0')"));
        var isNegative = SqlFragment.Of($"substr({signed}, 1, 1) = '-'");
        var lost = exact ? SqlFragment.Of($"length({fraction}) > {to.Scale}") : null;
        var isUp = SqlFragment.Of($"(substr({fraction}, {to.Scale + 1}, 1) >= '5')");
        SqlFragment fits, result;
        if (to.Kind == ColumnKind.Int64)
        {
            // One more or less than the largest becomes a REAL.
            var limit = SqlFragment.Of($"CASE WHEN {isNegative} THEN {SqlFragment.Text(SmallestInt64)} ELSE {SqlFragment.Text(LargestInt64)} END");
            var up = exact ? SqlFragment.Of($"") : SqlFragment.Of($" + CASE WHEN {isNegative} THEN -{isUp} ELSE {isUp} END");
            var integer = chain.Bind(SqlFragment.Of(
                $"CASE WHEN length({whole}) < 19 OR (length({whole}) = 19 AND {whole} <= {limit}) THEN CAST(CASE WHEN {isNegative} THEN '-' ELSE '' END || {whole} AS INTEGER){up} END"));
            (fits, result) = (SqlFragment.Of($"typeof({integer}) = 'integer'"), integer);
        }
        else if (SqliteWideDecimals.Holds(to))
        {
            (fits, result) = SqliteWideDecimals.Number(chain, whole, fraction, isNegative, exact ? null : isUp, to);
        }
        else
        {
            // The digits kept, and one more when the first digit left out says so.
            var kept = to.Scale == 0 ? (SqlFragment)whole : SqlFragment.Of($"{whole} || substr({fraction} || {SqlFragment.Text(new string('0', to.Scale))}, 1, {to.Scale})");
            var up = exact ? SqlFragment.Of($"") : SqlFragment.Of($" + {isUp}");
            var size = chain.Bind(SqlFragment.Of($"CASE WHEN length({whole}) <= {to.Precision - to.Scale} THEN CAST({kept} AS INTEGER){up} END"));
            (fits, result) = (SqlFragment.Of($"{size} <= {ScaledFormula.MaxOf(to)}"), SqlFragment.Of($"CASE WHEN {isNegative} THEN -{size} ELSE {size} END"));
        }

        var condition = lost is null ? fits : SqlFragment.Of($"{fits} AND NOT {lost}");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {condition} THEN {result} END"));
        // Of a number not every error is possible.
        if (errors.Errors.Count == 0) return new Emitted(value, null, value);
        var noNumber = errors.Has(ValueErrors.Cast) ? errors.Of(ValueErrors.Cast) : SqlFragment.Null;
        var inexact = lost is not null && errors.Has(ValueErrors.Inexact) ? SqlFragment.Of($" WHEN {lost} THEN {errors.Of(ValueErrors.Inexact)}") : SqlFragment.Of($"");
        var range = errors.Has(ValueErrors.Range) ? errors.Of(ValueErrors.Range) : SqlFragment.Null;
        return new Emitted(value, ErrorNumbers.Unless(value, x, SqlFragment.Of($"CASE WHEN {number} IS NULL THEN {noNumber}{inexact} ELSE {range} END")), value);
    }

    private static Emitted ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"CASE lower({x}) {Words(CastWords.True, 1)} {Words(CastWords.False, 0)} END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));

        static SqlFragment Words(IEnumerable<string> words, int meaning) => SqlFragment.Join(" ", words.Select(word => SqlFragment.Of($"WHEN {SqlFragment.Text(word)} THEN {meaning}")));
    }

    /// <summary>A text without the sign before it.</summary>
    public static SqlFragment Unsigned(SqlBinding x) => SqlFragment.Of($"CASE WHEN substr({x}, 1, 1) IN ('+', '-') THEN substr({x}, 2) ELSE {x} END");
}
