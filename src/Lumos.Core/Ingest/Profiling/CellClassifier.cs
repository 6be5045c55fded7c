namespace Lumos.Core.Ingest.Profiling;

/// <summary>Tells what a cell looks like, from its bytes alone: no culture, no allocation.</summary>
internal static partial class CellClassifier
{
    /// <summary>Longest number, date or token in bytes; anything longer is text.</summary>
    private const int LongestValue = 48;

    private static readonly byte[] Classes = MakeClasses();

    /// <summary>Digits a number needs.</summary>
    /// <param name="Whole">Before the fraction, without leading zeros.</param>
    /// <param name="Fraction">Behind the decimal mark.</param>
    /// <param name="Zeros">Of these, zeros at the end, which say nothing.</param>
    internal readonly record struct Digits(int Whole, int Fraction, int Zeros = 0)
    {
        /// <summary>Digits behind the decimal mark without the zeros at the end.</summary>
        public int Needed => Fraction - Zeros;
    }

    [Flags]
    private enum CharClass : byte
    {
        Other = 1,
        Digit = 2,
        Sign = 4,
        Mark = 8,
        Letter = 16,
        NonAscii = 32,
        Blank = 64,
        Sigil = 128,
    }

    /// <summary>The shape of a cell without white space at its ends.</summary>
    /// <param name="cell">One byte or more.</param>
    /// <param name="digits">Digits when it is a number, else zero.</param>
    public static ShapeCode Classify(ReadOnlySpan<byte> cell, out Digits digits)
    {
        digits = default;
        if (cell.Length > LongestValue) return ShapeCode.Text;
        CharClass seen = 0;
        foreach (var b in cell) seen |= (CharClass)Classes[b];
        if (seen == CharClass.Digit) return Plain(cell, 0, out digits);
        if ((seen & CharClass.Digit) != 0)
        {
            if ((seen & CharClass.Other) != 0) return ShapeCode.Text;
            if (TryNumber(cell, out var number, out digits)) return number;
            return TryDate(cell, out var date) ? date : NullOrText(cell);
        }

        if (cell.Length <= CellWords.LongestWord)
        {
            if ((seen & ~(CharClass.Letter | CharClass.NonAscii)) == 0 && CellWords.BoolIndex(cell, out var truth) is var word and >= 0) return ShapeCode.BoolWord(word, truth);
            return NullOrText(cell);
        }

        return ShapeCode.Text;
    }

    private static ShapeCode NullOrText(ReadOnlySpan<byte> cell) =>
        (cell.Length <= CellWords.LongestWord || cell.StartsWith("0000"u8)) && CellWords.NullIndex(cell) is var token and >= 0 ? ShapeCode.NullToken(token) : ShapeCode.Text;

    private static bool IsDigit(byte b) => (uint)(b - '0') <= 9;

    private static byte[] MakeClasses()
    {
        var classes = new byte[256];
        for (var i = 0; i < 256; i++)
        {
            var c = (char)i;
            classes[i] = (byte)(c switch
            {
                >= '0' and <= '9' => CharClass.Digit,
                '+' or '-' => CharClass.Sign,
                '.' or ',' or '\'' or '/' or ':' => CharClass.Mark,
                (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => CharClass.Letter,
                ' ' => CharClass.Blank,
                '$' or '%' or '(' or ')' => CharClass.Sigil,
                >= (char)128 => CharClass.NonAscii,
                _ => CharClass.Other,
            });
        }

        return classes;
    }
}
