using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.SqlServer;

/// <summary>
/// type_cast from text and to text. LIKE holds the grammar ("LIKE", /t-sql/language-elements/like-transact-sql, character ranges), the digits are cut out as text, and only what
/// is known to fit is cast.
/// </summary>
internal static class SqlServerCasts
{
    private const int Int64Digits = 19;

    public static Emitted FromText(SqlServerDialect dialect, LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => cast.To.Kind switch
    {
        ColumnKind.Int64 => ToInt64(chain, x, errors),
        ColumnKind.Decimal => ToDecimal(chain, x, cast, errors),
        ColumnKind.Bool => ToBool(dialect, chain, x, errors),
        ColumnKind.Date => SqlServerDates.Cast(chain, x, errors),
        _ => throw new InvalidOperationException($"No cast from text to {cast.To}."),
    };

    public static SqlFragment ToText(SqlServerDialect dialect, LetChain chain, SqlBinding x, ColumnType from)
    {
        if (from.Kind == ColumnKind.Bool) return SqlFragment.Of($"CASE WHEN {x} = 1 THEN {SqlFragment.Text("true")} WHEN {x} = 0 THEN {SqlFragment.Text("false")} END");
        if (from.Kind != ColumnKind.Decimal || from.Scale == 0) return SqlServerDialect.TextOf(x, from);

        // The digits of the scaled integer with a point set in.
        var n = chain.Bind(dialect.ToScaled(x, from));
        var digits = chain.Bind(SqlServerDialect.TextOf(SqlFragment.Of($"ABS({n})"), ColumnType.Int64));
        var filled = chain.Bind(SqlFragment.Of($"CASE WHEN LEN({digits}) <= {from.Scale} THEN RIGHT({SqlFragment.Text(new string('0', from.Scale + 1))} + {digits}, {from.Scale + 1}) ELSE {digits} END"));
        var minus = SqlFragment.Of($"CASE WHEN {n} < 0 THEN {SqlFragment.Text("-")} ELSE {SqlFragment.Text("")} END");
        return SqlFragment.Of($"{minus} + LEFT({filled}, LEN({filled}) - {from.Scale}) + {SqlFragment.Text(".")} + RIGHT({filled}, {from.Scale})");
    }

    private static Emitted ToInt64(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var body = chain.Bind(Unsigned(x));
        var digits = chain.Bind(SqlFragment.Of($"CASE WHEN DATALENGTH({body}) > 0 AND {body} NOT LIKE {SqlFragment.Text("%[^0-9]%")} THEN LTRIM({body}, {SqlFragment.Text("0")}) END"));
        var size = chain.Bind(SqlFragment.Of($"CASE WHEN DATALENGTH({digits}) <= {2 * Int64Digits} THEN {OfDigits(digits)} END"));
        var number = chain.Bind(Signed(x, size));
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {number} BETWEEN {(BigInteger)long.MinValue} AND {(BigInteger)long.MaxValue} THEN CAST({number} AS bigint) END"));
        var error = SqlFragment.Of($"CASE WHEN {digits} IS NULL THEN {errors.Of(ValueErrors.Cast)} ELSE {errors.Of(ValueErrors.Range)} END");
        return new Emitted(value, ErrorNumbers.Unless(value, x, error));
    }

    private static Emitted ToDecimal(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors)
    {
        var (precision, scale) = (cast.To.Precision, cast.To.Scale);
        var exact = cast.Rounding == Rounding.Exact;
        var point = SqlFragment.Text(".");
        var body = chain.Bind(Unsigned(x));
        var number = chain.Bind(SqlFragment.Of(
            $"CASE WHEN {body} LIKE {SqlFragment.Text("%[0-9]%")} AND {body} NOT LIKE {SqlFragment.Text("%[^0-9.]%")} AND {body} NOT LIKE {SqlFragment.Text("%.%.%")} THEN {body} + {point} END"));
        var whole = chain.Bind(SqlFragment.Of($"LTRIM(LEFT({number}, CHARINDEX({point}, {number}) - 1), {SqlFragment.Text("0")})"));
        var fraction = chain.Bind(SqlFragment.Of($"RTRIM(SUBSTRING({number}, CHARINDEX({point}, {number}) + 1, 2147483647), {SqlFragment.Text(".0")})"));

        // The digits kept, and one more when the first digit left out says so.
        var kept = scale == 0 ? (SqlFragment)whole : SqlFragment.Of($"{whole} + SUBSTRING({fraction} + {SqlFragment.Text(new string('0', scale))}, 1, {scale})");
        var up = exact ? SqlFragment.Of($"") : SqlFragment.Of($" + CASE WHEN SUBSTRING({fraction}, {scale + 1}, 1) >= {SqlFragment.Text("5")} THEN 1 ELSE 0 END");
        var size = chain.Bind(SqlFragment.Of($"CASE WHEN DATALENGTH({whole}) <= {2 * (precision - scale)} THEN {OfDigits(kept)}{up} END"));
        var lost = exact ? SqlFragment.Of($"DATALENGTH({fraction}) > {2 * scale}") : null;
        var fits = SqlFragment.Of($"{size} <= {ScaledFormula.MaxOf(cast.To)}");
        var condition = lost is null ? fits : SqlFragment.Of($"{fits} AND NOT {lost}");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {condition} THEN CAST({Signed(x, size)} AS bigint) END"));
        var inexact = lost is null ? SqlFragment.Of($"") : SqlFragment.Of($" WHEN {lost} THEN {errors.Of(ValueErrors.Inexact)}");
        var error = SqlFragment.Of($"CASE WHEN {number} IS NULL THEN {errors.Of(ValueErrors.Cast)}{inexact} ELSE {errors.Of(ValueErrors.Range)} END");
        return new Emitted(null, ErrorNumbers.Unless(value, x, error), value);
    }

    private static Emitted ToBool(SqlServerDialect dialect, LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var word = chain.Bind(SqlServerText.Case(x, CaseMode.Lower));
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {Words(CastWords.True)} THEN CAST(1 AS bit) WHEN {Words(CastWords.False)} THEN CAST(0 AS bit) END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));

        SqlFragment Words(IEnumerable<string> words) => SqlFragment.Join(" OR ", words.Select(text => dialect.SameText(word, text)));
    }

    // NULL for a text that is no number: "TRY_CAST", /t-sql/functions/try-cast-transact-sql.
    private static SqlFragment OfDigits(SqlFragment digits) => SqlFragment.Of($"TRY_CAST({SqlFragment.Text("0")} + {digits} AS decimal(38,0))");

    private static SqlFragment Unsigned(SqlBinding x) =>
        SqlFragment.Of($"CASE WHEN LEFT({x}, 1) IN ({SqlFragment.Text("+")}, {SqlFragment.Text("-")}) THEN SUBSTRING({x}, 2, 2147483647) ELSE {x} END");

    private static SqlFragment Signed(SqlBinding x, SqlBinding size) =>
        SqlFragment.Of($"CASE WHEN LEFT({x}, 1) = {SqlFragment.Text("-")} THEN -{size} ELSE {size} END");
}
