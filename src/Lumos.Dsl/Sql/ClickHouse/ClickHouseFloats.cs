using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>
/// float64 from text and to text. toFloat64 and CAST read the last digits wrongly unless a setting says otherwise (5e-324 becomes 0); the reader of JSON rounds correctly and gives NULL where the
/// number would be infinite, so the text is made a number of JSON first.
/// </summary>
internal static class ClickHouseFloats
{
    private const string Grammar = "^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]{1,3})?$";

    public static Emitted Read(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var isNumber = chain.Bind(SqlFragment.Of($"match({x}, {SqlFragment.Text(Grammar)})"));
        var body = chain.Bind(SqlFragment.Of($"replaceRegexpOne({x}, '^[+-]?0*', '')"));

        // A digit before the point and one behind it: whole numbers of JSON have no -0, and end at 64 bits.
        var sign = SqlFragment.Of($"CASE WHEN startsWith({x}, '-') THEN '-' ELSE '' END");
        var zero = SqlFragment.Of($"CASE WHEN match({body}, '^[0-9]') THEN '' ELSE '0' END");
        var json = SqlFragment.Of($"concat({sign}, {zero}, replaceRegexpOne({body}, {SqlFragment.Text("^([0-9]*)[.]?([0-9]*)")}, {SqlFragment.Text(@"\1.\20")}))");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {isNumber} THEN {OfJson(json)} END"));
        return new Emitted(value, ErrorNumbers.Unless(value, x, SqlFragment.Of($"CASE WHEN {isNumber} THEN {errors.Of(ValueErrors.Range)} ELSE {errors.Of(ValueErrors.Cast)} END")));
    }

    public static Emitted Print(ClickHouseDialect dialect, LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var finite = chain.Bind(SqlFragment.Of($"CASE WHEN isFinite({x}) THEN {x} END"));
        var value = chain.Bind(FloatTexts.Layout(dialect, dialect.TextOf(finite, ColumnType.Float64), chain.Bind));
        return new Emitted(value, errors.Of(ValueErrors.Range, unless: value, orNull: x));
    }

    /// <summary>A double of canonical text, written out.</summary>
    public static SqlFragment Constant(string text)
    {
        var exponent = text.IndexOf('e', StringComparison.Ordinal);
        var json = text.Contains('.', StringComparison.Ordinal) ? text : text.Insert(exponent < 0 ? text.Length : exponent, ".0");
        return OfJson(SqlFragment.Text(json));
    }

    private static SqlFragment OfJson(SqlFragment json) => SqlFragment.Of($"JSONExtract({json}, 'Nullable(Float64)')");
}
