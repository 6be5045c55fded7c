using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Text;

/// <summary>A set of code points, answered by one look at a byte for ASCII.</summary>
internal sealed class CodePointTable
{
    private readonly bool[] _ascii = new bool[128];
    private readonly int[] _others;

    public CodePointTable(string members)
    {
        _others = [.. CodePoints.Of(members).Where(point => point >= 0x80).Order()];
        foreach (var point in CodePoints.Of(members).Where(point => point < 0x80)) _ascii[point] = true;
    }

    public static CodePointTable Of(TrimSet set) => new(set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : set.Characters!);

    public static CodePointTable Of(WhitespaceSet set) => new(WhitespaceSets.Of(set));

    /// <summary>Whether there are members outside ASCII.</summary>
    public bool IsWide => _others.Length > 0;

    /// <summary>For a byte below 0x80.</summary>
    public bool HasAscii(byte value) => _ascii[value];

    public bool Contains(int point) => point < 0x80 ? _ascii[point] : _others.AsSpan().BinarySearch(point) >= 0;
}
