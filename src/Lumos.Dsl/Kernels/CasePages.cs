using Lumos.Dsl.Interpreter;

namespace Lumos.Dsl.Kernels;

/// <summary>One direction of the case table, laid out for one look-up a character: pages of 256, most of them absent.</summary>
internal sealed class CasePages
{
    // Stands where a character becomes more than one unit, or is half of a pair.
    private const char Elsewhere = '\0';

    private static readonly Lazy<CasePages> LazyUpper = new(() => new(CaseTable.Upper, upper: true));
    private static readonly Lazy<CasePages> LazyLower = new(() => new(CaseTable.Lower, upper: false));

    private readonly char[]?[] _pages = new char[]?[256];
    private readonly Dictionary<int, string> _others = [];

    private CasePages(IReadOnlyDictionary<int, string> table, bool upper)
    {
        foreach (var (point, change) in table)
        {
            if (point <= char.MaxValue && change.Length == 1) PageOf(point)[point & 0xFF] = change[0];
            else Add(point, change);
        }

        if (upper) Add('ß', "SS");
        for (var surrogate = 0xD800; surrogate <= 0xDFFF; surrogate++) PageOf(surrogate)[surrogate & 0xFF] = Elsewhere;
    }

    public static CasePages Upper => LazyUpper.Value;

    public static CasePages Lower => LazyLower.Value;

    /// <summary>What a unit becomes; false when <see cref="Find"/> has to be asked.</summary>
    public bool TryMap(char c, out char mapped)
    {
        var page = _pages[c >> 8];
        mapped = page is null ? c : page[c & 0xFF];
        return mapped != Elsewhere || c == Elsewhere;
    }

    /// <summary>What a code point becomes, or null when it stays.</summary>
    public string? Find(int point) => _others.GetValueOrDefault(point);

    private void Add(int point, string change)
    {
        _others[point] = change;
        if (point <= char.MaxValue) PageOf(point)[point & 0xFF] = Elsewhere;
    }

    private char[] PageOf(int point)
    {
        if (_pages[point >> 8] is { } known) return known;
        var page = new char[256];
        for (var i = 0; i < page.Length; i++) page[i] = (char)((point & ~0xFF) | i);
        return _pages[point >> 8] = page;
    }
}
