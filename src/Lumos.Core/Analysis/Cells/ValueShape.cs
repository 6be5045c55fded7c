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

    /// <summary>The same with the length of every run of digits: <c>2024-02-03</c> is <c>9999-99-99</c>, so that formats of dates are told apart.</summary>
    public static string WithDigits(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var shape = new StringBuilder(value.Length);
        var last = '\0';
        foreach (var c in value)
        {
            var kind = char.IsAsciiDigit(c) ? '9' : char.IsLetter(c) ? 'a' : char.IsWhiteSpace(c) ? ' ' : c;
            if (kind == last && kind is 'a' or ' ' && kind == last) continue;
            shape.Append(kind);
            last = kind;
        }

        return shape.ToString();
    }
}
