using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// type_cast from text to int64 and decimal: a regular expression holds the grammar, the digits are cut out as text, and only a text of
/// digits that is known to fit is ever turned into a number.
/// </summary>
internal static class NumberTexts
{
    // More digits than any int64 has; their value is out of range before anybody reads them.
    private const int Int64Digits = 19;

    public static Emitted ToInt64(ServerDialect dialect, LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var isNumber = chain.Bind(dialect.Matches(x, "^[+-]?[0-9]+" + dialect.EndAnchor));
        var digits = chain.Bind(dialect.Without(x, "^[+-]?0*"));
        var size = chain.Bind(SqlFragment.Of($"CASE WHEN {isNumber} AND length({digits}) <= {Int64Digits} THEN {dialect.WideOfDigits(SqlFragment.Of($"concat({SqlFragment.Text("0")}, {digits})"))} END"));
        var number = chain.Bind(Signed(x, size));
        var value = chain.Bind(dialect.Narrow(SqlFragment.Of($"CASE WHEN {number} BETWEEN {(BigInteger)long.MinValue} AND {(BigInteger)long.MaxValue} THEN {number} END"), ColumnType.Int64));
        var error = SqlFragment.Of($"CASE WHEN {isNumber} THEN {errors.Of(ValueErrors.Range)} ELSE {errors.Of(ValueErrors.Cast)} END");
        return new Emitted(value, ErrorNumbers.Unless(value, x, error));
    }

    public static Emitted ToDecimal(ServerDialect dialect, LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) =>
        ToNumber(dialect, chain, x, x, chain.Bind(dialect.Matches(x, @"^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)" + dialect.EndAnchor)), cast, errors);

    /// <summary>The number of a text by a declared format.</summary>
    public static Emitted Formatted(ServerDialect dialect, LetChain chain, SqlBinding x, PatternNumberWords words, TypeCast cast, ErrorNumbers errors)
    {
        var plain = FormattedNumbers.Plain(chain, x, cast.Format!, words);
        return ToNumber(dialect, chain, x, plain, chain.Bind(SqlFragment.Of($"{plain} IS NOT NULL")), cast, errors);
    }

    // text holds sign, digits, point, digits where isNumber is true.
    private static Emitted ToNumber(ServerDialect dialect, LetChain chain, SqlBinding x, SqlBinding text, SqlBinding isNumber, TypeCast cast, ErrorNumbers errors)
    {
        var (precision, scale) = (cast.To.Kind == ColumnKind.Int64 ? Int64Digits : cast.To.Precision, cast.To.Scale);
        var whole = chain.Bind(dialect.Without(dialect.Without(text, "[.][0-9]*" + dialect.EndAnchor), "^[+-]?0*"));
        var fraction = chain.Bind(dialect.Without(text, "^[+-]?[0-9]*[.]?"));
        var kept = scale == 0 ? whole : SqlFragment.Of($"concat({whole}, rpad(substring({fraction}, 1, {scale}), {scale}, {SqlFragment.Text("0")}))");

        // A digit at the first place left out decides; a longer whole part than the type has is out of range whatever follows.
        var up = cast.Rounding == Rounding.Exact
            ? SqlFragment.Of($"0")
            : SqlFragment.Of($"CASE WHEN substring({fraction}, {scale + 1}, 1) >= {SqlFragment.Text("5")} THEN 1 ELSE 0 END");
        var size = chain.Bind(SqlFragment.Of(
            $"CASE WHEN {isNumber} AND length({whole}) <= {precision - scale} THEN {dialect.WideOfDigits(SqlFragment.Of($"concat({SqlFragment.Text("0")}, {kept})"))} + {up} END"));
        SqlBinding? lost = cast.Rounding == Rounding.Exact ? chain.Bind(dialect.Matches(SqlFragment.Of($"substring({fraction}, {scale + 1})"), "[1-9]")) : null;
        var number = Signed(text, size);
        if (cast.To.Kind == ColumnKind.Int64) number = chain.Bind(number);
        var fits = cast.To.Kind == ColumnKind.Int64
            ? SqlFragment.Of($"{number} BETWEEN {(BigInteger)long.MinValue} AND {(BigInteger)long.MaxValue}")
            : SqlFragment.Of($"{size} <= {ScaledFormula.MaxOf(cast.To)}");
        var condition = lost is null ? fits : SqlFragment.Of($"{fits} AND NOT {lost}");
        var scaled = chain.Bind(dialect.Narrow(SqlFragment.Of($"CASE WHEN {condition} THEN {number} END"), cast.To));

        var inexact = lost is null ? SqlFragment.Of($"") : SqlFragment.Of($" WHEN {lost} THEN {errors.Of(ValueErrors.Inexact)}");
        var error = SqlFragment.Of($"CASE WHEN NOT {isNumber} THEN {errors.Of(ValueErrors.Cast)}{inexact} ELSE {errors.Of(ValueErrors.Range)} END");
        return new Emitted(cast.To.Kind == ColumnKind.Int64 ? scaled : null, ErrorNumbers.Unless(scaled, x, error), scaled);
    }

    private static SqlFragment Signed(SqlBinding x, SqlBinding size) =>
        SqlFragment.Of($"CASE WHEN substring({x}, 1, 1) = {SqlFragment.Text("-")} THEN -{size} ELSE {size} END");
}
