using Lumos.Dsl.Interpreter;

namespace Lumos.Dsl.Columnar.Text;

/// <summary>The case table as pages of 64 code points, for one direction.</summary>
internal sealed class CasePages
{
    /// <summary>Stands for ß in upper case, which is the two letters SS.</summary>
    public const int DoubleS = -1;

    // Four bytes that are no UTF-8 may decode to more than Unicode has.
    private const int Pages = 0x200000 >> 6;

    private readonly ushort[] _page = new ushort[Pages];
    private readonly int[] _to;

    private CasePages(IReadOnlyDictionary<int, string> table, bool upper)
    {
        var pages = new List<int[]> { new int[64] };
        foreach (var (point, text) in table) Set(point, char.ConvertToUtf32(text, 0));
        if (upper) Set('ß', DoubleS);
        _to = [.. pages.SelectMany(page => page)];

        void Set(int point, int to)
        {
            if (_page[point >> 6] == 0)
            {
                _page[point >> 6] = (ushort)pages.Count;
                pages.Add(new int[64]);
            }

            pages[_page[point >> 6]][point & 63] = to;
        }
    }

    public static CasePages Upper { get; } = new(CaseTable.Upper, upper: true);

    public static CasePages Lower { get; } = new(CaseTable.Lower, upper: false);

    /// <summary>The other form of a code point, of at most 21 bits, <see cref="DoubleS"/>, or 0 when it has none.</summary>
    public int this[int point] => _to[(_page[point >> 6] << 6) | (point & 63)];
}
