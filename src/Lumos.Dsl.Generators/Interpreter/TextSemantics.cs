using System.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>As much of the interpreter's text operations as the engines' compilers ask for.</summary>
internal static class TextSemantics
{
    public static string Case(string text, CaseMode mode, CaseAlphabet alphabet)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var same = char.ConvertFromUtf32(rune.Value);
            if (alphabet == CaseAlphabet.Ascii && rune.Value >= 0x80) result.Append(same);
            else if (mode == CaseMode.Upper && rune.Value == 'ß') result.Append("SS");
            else result.Append((mode == CaseMode.Upper ? CaseTable.Upper : CaseTable.Lower).GetValueOrDefault(rune.Value) ?? same);
        }

        return result.ToString();
    }
}
