using Lumos.Dsl.Model;

namespace Lumos.Dsl.Text;

/// <summary>Kinds of token in the text form.</summary>
internal enum TokenKind
{
    /// <summary>Letters, digits and underscores, not starting with a digit.</summary>
    Name,

    /// <summary>A column name between back-ticks.</summary>
    QuotedName,

    /// <summary>A text between quotes.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One of <c>= | , : ( ) [ ] { }</c>.</summary>
    Symbol,

    /// <summary>The end of the plan.</summary>
    End,
}

/// <summary>A token.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Value">What it says: the symbol, the name, the text without quotes and escapes, the digits.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="StartsLine">Whether nothing but blanks stands before it on its line.</param>
internal sealed record Token(TokenKind Kind, string Value, SourceSpan Span, bool StartsLine)
{
    public bool Is(char symbol) => Kind == TokenKind.Symbol && Value[0] == symbol;
}

/// <summary>A comment, without its <c>#</c>.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="StartsLine">Whether it has its line for itself.</param>
internal sealed record Comment(string Text, SourceSpan Span, bool StartsLine);
