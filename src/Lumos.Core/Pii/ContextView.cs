namespace Lumos.Core.Pii;

/// <summary>The topics of the words around a place in a text. Those behind it are read when they are asked for.</summary>
internal ref struct ContextView(ReadOnlySpan<char> text, int end, UInt128 nearest, UInt128 near, UInt128 before)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly int _end = end;
    private UInt128 _after;
    private bool _looked;

    /// <summary>Topics of the closest phrase in front, on the same line, at most five words away.</summary>
    public UInt128 Nearest { get; } = nearest;

    /// <summary>Topics within five words in front, on the same line.</summary>
    public UInt128 Near { get; } = near;

    /// <summary>Topics within sixteen words in front.</summary>
    public UInt128 Before { get; } = before;

    /// <summary>Topics within five words behind.</summary>
    public UInt128 After
    {
        get
        {
            if (!_looked) (_after, _looked) = (ContextWords.Behind(_text, _end), true);
            return _after;
        }
    }

    /// <summary>Topics on both sides.</summary>
    public UInt128 Around => Before | After;

    /// <summary>Whether the closest word speaks of things, and not also of the topic.</summary>
    public readonly bool SpeaksAgainst(UInt128 topic) => (Nearest & Topics.Business) != 0 && (Nearest & topic) == 0;
}
