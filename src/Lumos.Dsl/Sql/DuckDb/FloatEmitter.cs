using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>
/// float64 from text and to text. DuckDB reads what is in the grammar correctly rounded and prints the shortest digits that read back; its
/// layout (1e+16, 1e-05, 1.0) is another one, so the digits are laid out anew. Tests hold it to both.
/// </summary>
internal static class FloatEmitter
{
    public static Emitted Read(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var isNumber = SqlFragment.Of($"regexp_full_match({x}, {SqlFragment.Text(@"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")})");
        var read = chain.Bind(SqlFragment.Of($"CASE WHEN {isNumber} THEN TRY_CAST({x} AS DOUBLE) END"));
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN isfinite({read}) THEN {read} END"));
        return new Emitted(value, ErrorNumbers.Unless(value, x, SqlFragment.Of($"CASE WHEN {isNumber} THEN {errors.Of(ValueErrors.Range)} ELSE {errors.Of(ValueErrors.Cast)} END")));
    }

    public static Emitted Print(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var finite = chain.Bind(SqlFragment.Of($"CASE WHEN isfinite({x}) THEN {x} END"));
        var value = chain.Bind(Layout(finite, chain.Bind));
        return new Emitted(value, errors.Of(ValueErrors.Range, unless: value, orNull: x));
    }

    /// <summary>The text of a finite double.</summary>
    /// <param name="x">The double.</param>
    /// <param name="name">Names what is used more than once, or leaves it.</param>
    public static SqlFragment Layout(SqlFragment x, Func<SqlFragment, SqlFragment> name)
    {
        var text = name(SqlFragment.Of($"CAST({x} AS VARCHAR)"));
        var mantissa = name(SqlFragment.Of($"regexp_extract({text}, '^-?([0-9.]+)', 1)"));
        var all = name(SqlFragment.Of($"replace({mantissa}, '.', '')"));
        var digits = name(SqlFragment.Of($"trim({all}, '0')"));

        // The value is 0.digits * 10^point.
        var point = name(SqlFragment.Of(
            $"(length(split_part({mantissa}, '.', 1)) + coalesce(TRY_CAST(regexp_extract({text}, 'e(.*)$', 1) AS INTEGER), 0) - length({all}) + length(ltrim({all}, '0')))"));
        var power = SqlFragment.Of($"left({digits}, 1) || CASE WHEN length({digits}) > 1 THEN '.' || substr({digits}, 2) ELSE '' END || CASE WHEN {point} < 1 THEN 'e-' ELSE 'e+' END || CAST(abs({point} - 1) AS VARCHAR)");
        var plain = SqlFragment.Of(
            $"WHEN {digits} = '' THEN '0' WHEN {point} BETWEEN length({digits}) AND 21 THEN {digits} || repeat('0', {point} - length({digits})) WHEN {point} BETWEEN 1 AND 21 THEN left({digits}, {point}) || '.' || substr({digits}, {point} + 1) WHEN {point} BETWEEN -5 AND 0 THEN '0.' || repeat('0', -{point}) || {digits}");
        return SqlFragment.Of($"CASE WHEN starts_with({text}, '-') THEN '-' ELSE '' END || CASE {plain} ELSE {power} END");
    }
}
