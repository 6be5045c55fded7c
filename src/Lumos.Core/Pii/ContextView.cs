namespace Lumos.Core.Pii;

/// <summary>The topics of the words around a place in a text.</summary>
/// <param name="Nearest">Topics of the closest phrase in front, on the same line, at most five words away.</param>
/// <param name="Near">Topics within five words in front, on the same line.</param>
/// <param name="Before">Topics within sixteen words in front.</param>
/// <param name="After">Topics within five words behind.</param>
internal readonly record struct ContextView(UInt128 Nearest, UInt128 Near, UInt128 Before, UInt128 After)
{
    /// <summary>Topics on both sides.</summary>
    public UInt128 Around => Before | After;

    /// <summary>Whether the closest word speaks of things, and not also of the topic.</summary>
    public bool SpeaksAgainst(UInt128 topic) => (Nearest & Topics.Business) != 0 && (Nearest & topic) == 0;
}
