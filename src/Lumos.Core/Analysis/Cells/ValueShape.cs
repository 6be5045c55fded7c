using System.Text;

namespace Lumos.Core.Analysis.Cells;

/// <summary>How a value is written: its letters, digits and marks, without saying which.</summary>
internal static class ValueShape
{
    /// <summary>Runs of digits become 9, runs of letters a; everything else stays: <c>12/2/11 5:11 a.m.</c> is <c>9/9/9 9:9 a.a.</c></summary>
    public static string Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var shape = new StringBuilder(value.Length);
        var last = '\0';
        foreach (var c in value)
        {
            var kind = char.IsAsciiDigit(c) ? '9' : char.IsLetter(c) ? 'a' : char.IsWhiteSpace(c) ? ' ' : c;
            if (kind == last && kind is '9' or 'a' or ' ' && kind == last) continue;
            shape.Append(kind);
            last = kind;
        }

        return shape.ToString();
    }

    /// <summary>The same letter for letter: <c>V100925</c> is <c>A999999</c>.</summary>
    public static string Exact(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Create(value.Length, value, static (shape, text) =>
        {
            for (var i = 0; i < text.Length; i++) shape[i] = char.IsAsciiDigit(text[i]) ? '9' : char.IsUpper(text[i]) ? 'A' : char.IsLetter(text[i]) ? 'a' : text[i];
        });
    }
}
