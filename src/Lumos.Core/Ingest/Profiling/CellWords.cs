using System.Text;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Ingest.Profiling;

/// <summary>The closed lists of spellings: NULL tokens, bool words, currencies. Lists of known tokens, so naming one reveals no cell value.</summary>
internal static class CellWords
{
    private static readonly string[] TrueWords = ["true", "t", "yes", "y", "on", "ja", "oui", "vrai", "si", "s\u00ed", "sim", "wahr"];
    private static readonly string[] FalseWords = ["false", "f", "no", "n", "off", "nein", "non", "faux", "nao", "n\u00e3o", "falsch"];

    private static readonly string[] CurrencySymbols = ["$", "\u20ac", "\u00a3", "\u00a5", "\u20b9", "\u20bd", "\u20a9", "\u20ba", "z\u0142", "kr", "K\u010d", "R$", "US$", "A$", "C$", "TL", "Ft", "lei", "Rs", "\u20b4", "\u20aa", "\u0e3f", "\u20ab"];
    private static readonly string[] CurrencyCodes = ["USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "INR", "BRL", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "TRY", "MXN", "ZAR", "KRW", "SGD", "HKD", "ILS", "AED"];

    private static readonly Word[] Nulls = SpellNulls();
    private static readonly Word[] Bools = [.. TrueWords.Select(w => new Word(w, true)), .. FalseWords.Select(w => new Word(w, false))];
    private static readonly byte[][] CurrencyBytes = [.. CurrencySymbols.Concat(CurrencyCodes).Select(Encoding.UTF8.GetBytes)];
    private static readonly bool[] NullStarts = Starts(Nulls);
    private static readonly bool[] BoolStarts = Starts(Bools);

    /// <summary>Longest spelling in bytes.</summary>
    public const int LongestWord = 13;

    private sealed record Word(string Text, bool Flag)
    {
        public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Text);
    }

    /// <summary>Index of a NULL spelling, or -1. Spellings are exact: <c>NULL</c>, <c>null</c> and <c>Null</c> are three.</summary>
    public static int NullIndex(ReadOnlySpan<byte> cell)
    {
        if (!NullStarts[cell[0]]) return -1;
        for (var i = 0; i < Nulls.Length; i++)
        {
            if (cell.SequenceEqual(Nulls[i].Bytes)) return i;
        }

        return -1;
    }

    /// <summary>Index of a bool word in any case, or -1.</summary>
    public static int BoolIndex(ReadOnlySpan<byte> cell, out bool truth)
    {
        truth = false;
        if (!BoolStarts[cell[0] | 0x20]) return -1;
        for (var i = 0; i < Bools.Length; i++)
        {
            if (!EqualsIgnoreAsciiCase(cell, Bools[i].Bytes)) continue;
            truth = Bools[i].Flag;
            return i;
        }

        return -1;
    }

    /// <summary>Length and 1-based index of a currency at the start (or, from the end, at the end) of a cell; 0 for none.</summary>
    public static int Currency(ReadOnlySpan<byte> cell, bool atEnd, out int length)
    {
        length = 0;
        var found = 0;
        for (var i = 0; i < CurrencyBytes.Length; i++)
        {
            var bytes = CurrencyBytes[i];
            if (bytes.Length <= length || !(atEnd ? cell.EndsWith(bytes) : cell.StartsWith(bytes))) continue;
            length = bytes.Length;
            found = i + 1;
        }

        return found;
    }

    public static string NullText(int index) => Nulls[index].Text;

    /// <summary>Whether the spelling stands for NULL whatever else the column holds.</summary>
    public static bool IsStrongNull(int index) => Nulls[index].Flag;

    public static string BoolText(int index) => Bools[index].Text;

    public static string CurrencyText(int index) => index <= CurrencySymbols.Length ? CurrencySymbols[index - 1] : CurrencyCodes[index - 1 - CurrencySymbols.Length];

    /// <summary>Whether the transform language's own cast reads the word.</summary>
    public static bool IsPlainBool(int index) => BoolText(index) is "true" or "t" or "yes" or "y" or "false" or "f" or "no" or "n";

    // A weak spelling that is a strong one too stays strong.
    private static Word[] SpellNulls() =>
    [
        .. NullWords.Spell(NullWords.Strong).Select(static text => new Word(text, true)),
        .. NullWords.Spell(NullWords.Weak).Where(static text => !NullWords.IsStrong(text)).Select(static text => new Word(text, false)),
        .. NullWords.ZeroDates.Select(static text => new Word(text, false)),
    ];

    private static bool[] Starts(Word[] words)
    {
        var starts = new bool[256];
        foreach (var word in words) starts[word.Bytes[0]] = starts[word.Bytes[0] | 0x20] = true;
        return starts;
    }

    private static bool EqualsIgnoreAsciiCase(ReadOnlySpan<byte> cell, byte[] word)
    {
        if (cell.Length != word.Length) return false;
        for (var i = 0; i < word.Length; i++)
        {
            var c = cell[i];
            if (c is >= (byte)'A' and <= (byte)'Z') c |= 0x20;
            if (c != word[i]) return false;
        }

        return true;
    }
}
