using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>An engine's words for dates that are computed as integers of 64 bits. An integer has at most 18 digits.</summary>
internal abstract class DateWords : EngineWords
{
    private const int FractionDigits = 9;

    /// <summary>An integer divided by another one, both positive, without the remainder.</summary>
    public abstract SqlFragment Divided(SqlFragment n, long d);

    /// <summary>An integer of at least 0 as text, filled up with zeros on the left.</summary>
    public abstract SqlFragment Printed(SqlFragment n, int width);

    /// <summary>A text filled up with zeros on the right, or cut, to a length.</summary>
    public abstract SqlFragment Filled(SqlFragment text, int width);

    /// <summary>Up to nine digits behind a point in units of <paramref name="divisor"/> billionths; NULL where digits would be lost and the rule forbids it.</summary>
    public SqlFragment Fraction(LetChain chain, SqlFragment digits, long divisor, FractionRule rule)
    {
        var nine = chain.Bind(Integer(Filled(digits, FractionDigits)));
        return rule switch
        {
            FractionRule.Truncate => Divided(nine, divisor),
            FractionRule.HalfAway => Divided(SqlFragment.Of($"({nine} + {divisor / 2})"), divisor),
            _ => SqlFragment.Of($"CASE WHEN {nine} % {divisor} = 0 THEN {Divided(nine, divisor)} END"),
        };
    }
}
