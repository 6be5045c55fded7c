using Lumos.Dsl.Interpreter;

namespace Lumos.Dsl.Columnar.Text;

/// <summary>What words are made of, as pages of 64 code points.</summary>
internal sealed class WordTable
{
    private const int Pages = 0x110000 >> 6;
    private const byte BeginsBit = 1, GoesOnBit = 2;

    private readonly ushort[] _page = new ushort[Pages];
    private readonly byte[] _kinds;

    private WordTable()
    {
        var pages = new List<byte[]> { new byte[64] };
        foreach (var (first, last) in WordCharacters.Starts) Set(first, last, BeginsBit | GoesOnBit);
        foreach (var (first, last) in WordCharacters.Marks) Set(first, last, GoesOnBit);
        _kinds = [.. pages.SelectMany(page => page)];

        void Set(int first, int last, byte kind)
        {
            for (var point = first; point <= last; point++)
            {
                if (_page[point >> 6] == 0)
                {
                    _page[point >> 6] = (ushort)pages.Count;
                    pages.Add(new byte[64]);
                }

                pages[_page[point >> 6]][point & 63] = kind;
            }
        }
    }

    public static WordTable Shared { get; } = new();

    /// <summary>Whether a code point begins a word.</summary>
    public bool Begins(int point) => (KindOf(point) & BeginsBit) != 0;

    /// <summary>Whether a code point is part of a word that has begun.</summary>
    public bool GoesOn(int point) => (KindOf(point) & GoesOnBit) != 0;

    // Four bytes that are no UTF-8 may decode to more than Unicode has.
    private byte KindOf(int point) => point >= 0x110000 ? (byte)0 : _kinds[(_page[point >> 6] << 6) | (point & 63)];
}
