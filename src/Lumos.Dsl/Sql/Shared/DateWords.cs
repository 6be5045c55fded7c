namespace Lumos.Dsl.Sql.Shared;

/// <summary>An engine's words for dates that are computed as integers of 64 bits. None may raise, on NULL or on what stands under one.</summary>
internal abstract class DateWords
{
    /// <summary>The integer of at most 18 digits.</summary>
    public abstract SqlFragment Integer(SqlFragment digits);

    /// <summary>An integer divided by another one, both positive, without the remainder.</summary>
    public abstract SqlFragment Divided(SqlFragment n, long d);

    /// <summary>An integer of at least 0 as text, filled up with zeros on the left.</summary>
    public abstract SqlFragment Printed(SqlFragment n, int width);

    /// <summary>A text filled up with zeros on the right, or cut, to a length.</summary>
    public abstract SqlFragment Filled(SqlFragment text, int width);

    /// <summary>Texts one after the other; NULL when one is.</summary>
    public abstract SqlFragment Joined(IEnumerable<SqlFragment> parts);
}
