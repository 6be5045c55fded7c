using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>Words for numbers on an engine that has patterns, one of which holds the whole grammar.</summary>
internal abstract class PatternNumberWords : NumberWords
{
    /// <summary>Whether the whole text is in the format.</summary>
    public abstract SqlFragment Accepts(SqlBinding x, NumberFormat format);

    /// <summary>A text without the characters of a set at its ends.</summary>
    public abstract SqlFragment TrimEnds(SqlFragment x, string characters);
}
