using System.Globalization;
using System.Numerics;
using System.Text;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql;

/// <summary>
/// The one printer of identifiers and literals of a dialect. Nothing from outside reaches SQL text by another way. The base is the standard's
/// quoting, in which a backslash means itself.
/// </summary>
internal class SqlPrinter
{
    /// <summary>Standard quoting, without a limit on names.</summary>
    public static SqlPrinter Standard { get; } = new();

    /// <summary>The character around identifiers; inside a name it is doubled.</summary>
    protected virtual char IdentifierQuote => '"';

    /// <summary>Whether the engine unescapes a backslash in a text literal, so that one must be doubled.</summary>
    protected virtual bool EscapesBackslash => false;

    /// <summary>Longest name in UTF-8 bytes; longer ones are refused, because engines cut or refuse them late.</summary>
    protected virtual int MaxIdentifierBytes => int.MaxValue;

    /// <summary>A quoted identifier: <c>order "x"</c> becomes <c>"order ""x"""</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds U+0000 or an unpaired surrogate.</exception>
    /// <exception cref="Lumos.Abstractions.LumosException"><c>DSL_REJECT_TARGET_ENGINE</c>: the engine cannot have such a name.</exception>
    public virtual string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Encoding.UTF8.GetByteCount(name) > MaxIdentifierBytes)
        {
            throw DslReject.Exception(RejectCode.Backend, $"The column name '{name}' has more than {MaxIdentifierBytes} bytes, which the engine would cut.", "Use a shorter name.");
        }

        return Quote(name, IdentifierQuote, escapeBackslash: false);
    }

    /// <summary>A text literal: <c>O'Neil</c> becomes <c>'O''Neil'</c>.</summary>
    /// <exception cref="ArgumentException">The text holds U+0000 or an unpaired surrogate, which engines cannot store.</exception>
    public virtual string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Quote(text, '\'', EscapesBackslash);
    }

    /// <summary>An integer of at most 127 bits.</summary>
    public virtual string Integer(BigInteger value) =>
        value.Sign < 0 ? "(" + value.ToString(CultureInfo.InvariantCulture) + ")" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text between quotes, with every quote in it doubled.</summary>
    protected static string Quote(string text, char quote, bool escapeBackslash)
    {
        var result = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\0') throw new ArgumentException("U+0000 cannot stand in SQL text.", nameof(text));
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) result.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c)) throw new ArgumentException("An unpaired surrogate cannot stand in SQL text.", nameof(text));
            else if (c == quote || (escapeBackslash && c == '\\')) result.Append(c).Append(c);
            else result.Append(c);
        }

        return result.Append(quote).ToString();
    }
}
