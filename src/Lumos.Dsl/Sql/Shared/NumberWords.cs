using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>An engine's words for reading numbers by a declared format; see <see cref="FormattedNumbers"/>. None may raise on a text that passed <see cref="Accepts"/>.</summary>
internal abstract class NumberWords
{
    /// <summary>Whether the whole text is in the format.</summary>
    public abstract SqlFragment Accepts(SqlBinding x, NumberFormat format);

    /// <summary>A text without the characters of a set at its ends.</summary>
    public abstract SqlFragment TrimEnds(SqlFragment x, string characters);

    /// <summary>Where a text begins in another one, from 1; 0 when it does not occur.</summary>
    public abstract SqlFragment Position(SqlFragment x, string text);

    /// <summary>Texts one after the other.</summary>
    public virtual SqlFragment Joined(params SqlFragment[] parts) => SqlFragment.Join(" || ", parts);

    /// <summary>So many zeros; none for a negative number.</summary>
    public virtual SqlFragment Zeros(SqlFragment count) => SqlFragment.Of($"repeat({SqlFragment.Text("0")}, {count})");

    /// <summary>The integer of <c>[+-]?[0-9]{1,3}</c>.</summary>
    public abstract SqlFragment Integer(SqlFragment digits);

    /// <summary>A text of ASCII characters from a place on, which is 1 or more.</summary>
    public virtual SqlFragment From(SqlFragment x, SqlFragment place) => SqlFragment.Of($"substr({x}, {place})");

    /// <summary>The first characters of a text of ASCII characters.</summary>
    public virtual SqlFragment First(SqlFragment x, SqlFragment count) => SqlFragment.Of($"substr({x}, 1, {count})");
}
