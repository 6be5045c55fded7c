using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>The names a token reads and writes in one language.</summary>
internal sealed unsafe class NameTable
{
    private readonly (int Number, int[] Folded, int Length)[] _spellings;
    private readonly PinnedText[] _written;
    private readonly bool _isEnglish;

    public NameTable(DateToken token, DateLanguage language)
    {
        _isEnglish = language == DateLanguage.English;
        var names = DateNames.Of(token, language);
        _written = [.. names.Select(name => new PinnedText(name[0]))];
        _spellings =
        [
            .. names.SelectMany((name, i) => name.Select(spelling => (Number: i + 1, Folded: CodePoints.Of(spelling).Select(Fold).ToArray(), spelling.Length)))
                .OrderByDescending(spelling => spelling.Length),
        ];
    }

    /// <summary>Bytes of the longest name that is written.</summary>
    public int MaxBytes => _written.Max(name => name.Length);

    /// <summary>Reads the longest spelling that fits, in any case; January and Monday are 1.</summary>
    public bool TryRead(ref byte* at, byte* end, out int number)
    {
        foreach (var spelling in _spellings)
        {
            if (!Fits(at, end, spelling.Folded, out var behind)) continue;
            at = behind;
            number = spelling.Number;
            return true;
        }

        number = 0;
        return false;
    }

    /// <summary>Writes a name; the first is 0.</summary>
    public byte* Write(byte* to, int name)
    {
        Bytes.Copy(to, _written[name].Pointer, _written[name].Length);
        return to + _written[name].Length;
    }

    private bool Fits(byte* at, byte* end, int[] folded, out byte* behind)
    {
        behind = at;
        foreach (var expected in folded)
        {
            if (behind >= end || Fold(Utf8.Decode(behind, end, out var width)) != expected) return false;
            behind += width;
        }

        return true;
    }

    private int Fold(int point)
    {
        if (_isEnglish) return point is >= 'A' and <= 'Z' ? point | 0x20 : point;
        var lower = CasePages.Lower[point & 0x1FFFFF];
        return lower == 0 ? point : lower;
    }
}
