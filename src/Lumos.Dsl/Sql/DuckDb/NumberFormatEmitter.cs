using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>
/// type_cast from text by a declared number format: one regular expression holds the grammar, another cuts the number out, then it is
/// rewritten as sign, digits, point, digits. Of that DuckDB's cast takes any length and rounds by the first digit dropped, away from zero.
/// </summary>
internal static class NumberFormatEmitter
{
    public static Emitted Read(LetChain chain, SqlBinding x, NumberFormat format, TypeCast cast, ErrorNumbers errors)
    {
        var plain = Plain(chain, x, format);
        var scale = cast.To.Scale;
        var decimals = SqlFragment.Of($"TRY_CAST({plain} AS DECIMAL({(cast.To.Kind == ColumnKind.Int64 ? 19 : cast.To.Precision)},{scale}))");
        var read = chain.Bind(cast.To.Kind == ColumnKind.Int64 ? SqlFragment.Of($"TRY_CAST({decimals} AS BIGINT)") : decimals);
        if (cast.Rounding != Rounding.Exact)
        {
            var rounded = SqlFragment.Of($"CASE WHEN {plain} IS NULL THEN {errors.Of(ValueErrors.Cast)} ELSE {errors.Of(ValueErrors.Range)} END");
            return new Emitted(read, ErrorNumbers.Unless(read, x, rounded));
        }

        var kept = SqlFragment.Of($"regexp_full_match({plain}, {SqlFragment.Text(FormattableString.Invariant($@"-?[0-9]*(?:\.[0-9]{{0,{scale}}}0*)?"))})");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {kept} THEN {read} END"));
        var error = SqlFragment.Of($"CASE WHEN {plain} IS NULL THEN {errors.Of(ValueErrors.Cast)} WHEN NOT {kept} THEN {errors.Of(ValueErrors.Inexact)} ELSE {errors.Of(ValueErrors.Range)} END");
        return new Emitted(value, ErrorNumbers.Unless(value, x, error));
    }

    // Sign, digits, point, digits; NULL when the text is not in the format.
    private static SqlBinding Plain(LetChain chain, SqlBinding x, NumberFormat format)
    {
        var found = chain.Bind(SqlFragment.Of($"CASE WHEN regexp_full_match({x}, {SqlFragment.Text(NumberPattern.Grammar(format))}) THEN regexp_extract({x}, {SqlFragment.Text(NumberPattern.Extraction(format))}, 1) END"));
        var mantissa = format.Exponent ? SqlFragment.Of($"regexp_extract({found}, '^[^eE]*')") : found;

        // translate drops what has no partner: the decimal mark becomes a point, group marks vanish.
        var digits = chain.Bind(SqlFragment.Of($"translate({mantissa}, {SqlFragment.Text(format.DecimalMark + format.GroupMarks)}, '.')"));
        if (format.Exponent || format.Percent) digits = chain.Bind(Shifted(chain, digits, Power(found, format)));
        return chain.Bind(SqlFragment.Of($"CASE WHEN regexp_matches({x}, {SqlFragment.Text(NumberPattern.Negative)}) THEN '-' || {digits} ELSE {digits} END"));
    }

    private static SqlFragment Power(SqlBinding found, NumberFormat format)
    {
        var percent = format.Percent ? -2 : 0;
        return format.Exponent ? SqlFragment.Of($"coalesce(TRY_CAST(regexp_extract({found}, '[eE](.*)$', 1) AS INTEGER), 0) + {percent}") : SqlFragment.Of($"{percent}");
    }

    // The point moved to the right by a power of ten.
    private static SqlFragment Shifted(LetChain chain, SqlBinding digits, SqlFragment power)
    {
        var all = chain.Bind(SqlFragment.Of($"replace({digits}, '.', '')"));
        var before = chain.Bind(SqlFragment.Of($"length(split_part({digits}, '.', 1)) + {power}"));
        return SqlFragment.Of(
            $"CASE WHEN {before} <= 0 THEN '0.' || repeat('0', -{before}) || {all} WHEN {before} >= length({all}) THEN {all} || repeat('0', {before} - length({all})) ELSE left({all}, {before}) || '.' || substr({all}, {before} + 1) END");
    }
}
