using Lumos.Abstractions;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// float64 to text on engines that print the shortest digits that read back, of several such the closest, in a layout of their own (1e21, 6.92e15, 0.0000001): the digits are laid
/// out anew.
/// </summary>
internal static class FloatTexts
{
    // Number::toString of ECMAScript: plain up to 10^21 and from 10^-6 on.
    private const int LargestPlain = 21;
    private const int SmallestPlain = -5;

    /// <summary>The text of a finite double.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="text">What the engine prints.</param>
    /// <param name="name">Names what is used more than once, or leaves it.</param>
    public static SqlFragment Layout(ServerDialect dialect, SqlFragment text, Func<SqlFragment, SqlFragment> name)
    {
        var words = dialect.DateWords!;
        var (none, zero, mark) = (SqlFragment.Text(""), SqlFragment.Text("0"), SqlFragment.Text("."));
        text = name(text);
        var mantissa = name(dialect.Without(dialect.Without(text, "e.*" + dialect.EndAnchor), "^-"));
        var power = SqlFragment.Of($"CASE WHEN {dialect.Matches(text, "e")} THEN {words.Integer(dialect.Without(text, "^[^e]*e[+]?"))} ELSE 0 END");
        var all = name(SqlFragment.Of($"replace({mantissa}, {mark}, {none})"));
        var digits = name(dialect.Without(dialect.Without(all, "^0+"), "0+" + dialect.EndAnchor));

        // The value is 0.digits * 10^point. What stands in a branch that is not taken may be computed too, so no place in it is below 0.
        var point = name(SqlFragment.Of($"length({dialect.Without(mantissa, "[.].*" + dialect.EndAnchor)}) + {power} - length({all}) + length({dialect.Without(all, "^0+")})"));
        var whole = SqlFragment.Of($"greatest({point}, 0)");
        var size = dialect.TextOf(SqlFragment.Of($"abs({point} - 1)"), ColumnType.Int64);
        var rest = SqlFragment.Of($"CASE WHEN length({digits}) > 1 THEN {words.Joined(mark, SqlFragment.Of($"substring({digits}, 2)"))} ELSE {none} END");
        var exponent = words.Joined(SqlFragment.Of($"substring({digits}, 1, 1)"), rest, SqlFragment.Of($"CASE WHEN {point} < 1 THEN {SqlFragment.Text("e-")} ELSE {SqlFragment.Text("e+")} END"), size);
        var padded = SqlFragment.Of($"rpad({digits}, {whole}, {zero})");
        var split = words.Joined(SqlFragment.Of($"substring({digits}, 1, {whole})"), mark, SqlFragment.Of($"substring({digits}, {whole} + 1)"));
        var small = words.Joined(SqlFragment.Text("0."), SqlFragment.Of($"repeat({zero}, greatest(-({point}), 0))"), digits);
        var plain = SqlFragment.Of(
            $"WHEN {digits} = {none} THEN {zero} WHEN {point} BETWEEN length({digits}) AND {LargestPlain} THEN {padded} WHEN {point} BETWEEN 1 AND {LargestPlain} THEN {split} WHEN {point} BETWEEN {SmallestPlain} AND 0 THEN {small}");
        return words.Joined(SqlFragment.Of($"CASE WHEN {dialect.Matches(text, "^-")} THEN {SqlFragment.Text("-")} ELSE {none} END"), SqlFragment.Of($"CASE {plain} ELSE {exponent} END"));
    }
}
