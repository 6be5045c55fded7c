using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>
/// type_cast from text by a declared number format: made plain first. Of that DuckDB's cast takes any length and rounds by the first digit dropped, away from zero.
/// </summary>
internal static class NumberFormatEmitter
{
    public static Emitted Read(LetChain chain, SqlBinding x, NumberFormat format, TypeCast cast, ErrorNumbers errors)
    {
        var plain = FormattedNumbers.Plain(chain, x, format, DuckDbNumberWords.Instance);
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
}

/// <summary>DuckDB's words for formatted numbers.</summary>
internal sealed class DuckDbNumberWords : PatternNumberWords
{
    public static DuckDbNumberWords Instance { get; } = new();

    public override SqlFragment Accepts(SqlBinding x, NumberFormat format) => SqlFragment.Of($"regexp_full_match({x}, {SqlFragment.Text(NumberPattern.Grammar(format, PatternSpelling.Re2))})");

    public override SqlFragment TrimEnds(SqlFragment x, string characters) => SqlFragment.Of($"trim({x}, {SqlFragment.Text(characters)})");

    public override SqlFragment Position(SqlFragment x, string text) => SqlFragment.Of($"strpos({x}, {SqlFragment.Text(text)})");

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"TRY_CAST({digits} AS INTEGER)");
}
