using System.Globalization;

namespace Lumos.Abstractions;

/// <summary>
/// How narrow a column is declared within its type: whole numbers of fewer than 64 bits, texts of a greatest length. Its text form is that of SQL:
/// <c>smallint</c>, <c>integer</c>, <c>varchar(20)</c>, <c>char(2)</c>.
/// </summary>
public readonly record struct ColumnWidth
{
    private ColumnWidth(bool isText, int size, bool isFixed) => (IsText, Size, IsFixed) = (isText, size, isFixed);

    /// <summary>Signed whole numbers of 16 bits.</summary>
    public static ColumnWidth Int16 => new(false, 16, false);

    /// <summary>Signed whole numbers of 32 bits.</summary>
    public static ColumnWidth Int32 => new(false, 32, false);

    /// <summary>Whether texts are meant; whole numbers otherwise.</summary>
    public bool IsText { get; }

    /// <summary>Bits of a whole number, 16 or 32; the most characters (Unicode code points) of a text, at least 1.</summary>
    public int Size { get; }

    /// <summary>Whether a database fills shorter texts with blanks, which are then no part of them.</summary>
    public bool IsFixed { get; }

    /// <summary>Texts of at most so many characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="characters"/> is below 1.</exception>
    public static ColumnWidth Varchar(int characters) => Text(characters, isFixed: false);

    /// <summary>The same for a column whose texts a database fills with blanks.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="characters"/> is below 1.</exception>
    public static ColumnWidth Char(int characters) => Text(characters, isFixed: true);

    /// <summary>Reads the text form.</summary>
    /// <returns>False when <paramref name="text"/> is no width.</returns>
    public static bool TryParse(string? text, out ColumnWidth width)
    {
        width = text == "smallint" ? Int16 : Int32;
        if (text is "smallint" or "integer") return true;
        var open = text?.IndexOf('(', StringComparison.Ordinal) ?? -1;
        if (open < 0 || text![^1] != ')' || !int.TryParse(text[(open + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var characters) || characters < 1) return false;
        width = Text(characters, text.StartsWith("char(", StringComparison.Ordinal));
        return width.IsFixed || text.StartsWith("varchar(", StringComparison.Ordinal);
    }

    /// <summary>Whether a whole number fits. True for texts.</summary>
    public bool Holds(long number) => IsText || (Size == 16 ? number == (short)number : number == (int)number);

    /// <summary>Whether a text fits, in UTF-8. True for whole numbers.</summary>
    public bool Holds(ReadOnlySpan<byte> utf8)
    {
        if (!IsText) return true;
        if (utf8.Length > Size && CountCharacters(utf8) > Size) return false;
        return !IsFixed || utf8.IsEmpty || utf8[^1] != (byte)' ';
    }

    /// <summary>The text form.</summary>
    public override string ToString() => (IsText, Size) switch
    {
        (true, _) => string.Create(CultureInfo.InvariantCulture, $"{(IsFixed ? "char" : "varchar")}({Size})"),
        (_, 16) => "smallint",
        _ => "integer",
    };

    // Every byte but those that go on with a character begins one.
    private static int CountCharacters(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var unit in utf8) count += (sbyte)unit >= -64 ? 1 : 0;
        return count;
    }

    private static ColumnWidth Text(int characters, bool isFixed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(characters, 1);
        return new ColumnWidth(true, characters, isFixed);
    }
}
