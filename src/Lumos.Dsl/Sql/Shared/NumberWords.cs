namespace Lumos.Dsl.Sql.Shared;

/// <summary>An engine's words for numbers written by a declared format; see <see cref="FormattedNumbers"/>. An integer is <c>[+-]?[0-9]{1,3}</c>.</summary>
internal abstract class NumberWords : EngineWords
{
    /// <summary>Where a text begins in another one, from 1; 0 when it does not occur.</summary>
    public abstract SqlFragment Position(SqlFragment x, string text);

    /// <summary>So many zeros; none for a negative number.</summary>
    public virtual SqlFragment Zeros(SqlFragment count) => SqlFragment.Of($"repeat({SqlFragment.Text("0")}, {count})");

    /// <summary>A text of ASCII characters from a place on, which is 1 or more.</summary>
    public virtual SqlFragment From(SqlFragment x, SqlFragment place) => SqlFragment.Of($"substr({x}, {place})");

    /// <summary>The first characters of a text of ASCII characters.</summary>
    public virtual SqlFragment First(SqlFragment x, SqlFragment count) => SqlFragment.Of($"substr({x}, 1, {count})");
}
