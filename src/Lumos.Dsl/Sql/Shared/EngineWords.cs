namespace Lumos.Dsl.Sql.Shared;

/// <summary>What an engine's words for numbers and for dates have in common. None may raise, on NULL or on what stands under one.</summary>
internal abstract class EngineWords
{
    /// <summary>The integer of a text of digits that is known to fit; each kind of words says how long it may be.</summary>
    public abstract SqlFragment Integer(SqlFragment digits);

    /// <summary>Texts one after the other; NULL when one is.</summary>
    public virtual SqlFragment Joined(params IEnumerable<SqlFragment> parts) => SqlFragment.Join(" || ", parts);
}
