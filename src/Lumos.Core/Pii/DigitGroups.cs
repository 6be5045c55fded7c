using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>A run of groups of digits with the separators people write between them, such as <c>+49 (30) 123-456</c>.</summary>
internal readonly ref struct DigitGroups
{
    /// <summary>Most groups of a run.</summary>
    public const int Most = 24;

    private readonly Span<int> _starts;
    private readonly Span<int> _ends;

    private DigitGroups(Span<int> starts, Span<int> ends, int count)
    {
        _starts = starts;
        _ends = ends;
        Count = count;
    }

    /// <summary>Number of groups, 1 or more.</summary>
    public int Count { get; }

    /// <summary>Where a group starts.</summary>
    public int Start(int group) => _starts[group];

    /// <summary>Where a group ends.</summary>
    public int End(int group) => _ends[group];

    /// <summary>Digits of a group.</summary>
    public int Length(int group) => _ends[group] - _starts[group];

    /// <summary>Digits of some groups.</summary>
    public int Digits(int from, int to)
    {
        var sum = 0;
        for (var i = from; i <= to; i++) sum += Length(i);
        return sum;
    }

    /// <summary>The separator behind a group when it is a single character; otherwise NUL.</summary>
    public char Separator(ReadOnlySpan<char> text, int group) => _starts[group + 1] - _ends[group] == 1 ? text[_ends[group]] : '\0';

    /// <summary>The single character that stands between all of some groups; otherwise NUL.</summary>
    public char Joint(ReadOnlySpan<char> text, int from, int to)
    {
        var joint = Separator(text, from);
        for (var i = from + 1; i < to; i++)
        {
            if (Separator(text, i) != joint) return '\0';
        }

        return joint;
    }

    /// <summary>The lengths of two to seven groups, four bits for each, the first one highest; 0 when there are more or one is longer.</summary>
    public int Shape(int from, int to)
    {
        if (to - from > 6) return 0;
        var shape = 0;
        for (var i = from; i <= to; i++)
        {
            if (Length(i) > 15) return 0;
            shape = shape << 4 | Length(i);
        }

        return shape;
    }

    /// <summary>Whether some groups have these lengths, with one and the same separator between them.</summary>
    public bool Like(ReadOnlySpan<char> text, int from, ReadOnlySpan<int> lengths, string separators)
    {
        if (from + lengths.Length > Count) return false;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (Length(from + i) != lengths[i]) return false;
            if (i > 0 && (separators.IndexOf(Separator(text, from + i - 1)) < 0 || Separator(text, from + i - 1) != Separator(text, from))) return false;
        }

        return true;
    }

    /// <summary>Copies the digits of some groups.</summary>
    public int Copy(ReadOnlySpan<char> text, int from, int to, Span<char> bare)
    {
        var length = 0;
        for (var i = from; i <= to; i++)
        {
            var group = text[_starts[i].._ends[i]];
            if (length + group.Length > bare.Length) return -1;
            group.CopyTo(bare[length..]);
            length += group.Length;
        }

        return length;
    }

    /// <summary>Reads a run that starts with a digit; a group that runs into a letter ends it before.</summary>
    public static DigitGroups Read(ReadOnlySpan<char> text, int start, Span<int> starts, Span<int> ends)
    {
        var count = 0;
        var at = start;
        while (count < Most)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (end < text.Length && (char.IsLetter(text[end]) && !UnspacedScripts.Contains(text[end]) && !IsExtension(text[end..]) || text[end] == '_') && count > 0) break;
            (starts[count], ends[count]) = (at, end);
            count++;
            var next = end;
            while (next < text.Length && next - end < 3 && IsSeparator(text[next])) next++;
            if (next == end || next >= text.Length || !char.IsAsciiDigit(text[next]) || !IsJoin(text[end..next])) break;
            at = next;
        }

        return new DigitGroups(starts, ends, count);
    }

    // "x12" or "ext. 12" behind a telephone number.
    private static bool IsExtension(ReadOnlySpan<char> rest) => rest.Length > 1 && rest[0] is 'x' or 'X' && char.IsAsciiDigit(rest[1]) || rest.StartsWith("ext", StringComparison.OrdinalIgnoreCase);

    private static bool IsSeparator(char c) => c is ' ' or '-' or '.' or '/' or '(' or ')' or '\u00A0' or '\u202F' or '\u2010' or '\u2011' or '\u2013';

    private static bool IsJoin(ReadOnlySpan<char> join) => join.Length switch
    {
        1 => true,
        2 => join is ") " or " (" or ")-" or "-(" or ")." or ")/" or ". " or "/ " or ")\u00A0",
        _ => join is " - " or " / " or ") (" or " \u2013 " or ")- " or ") -",
    };
}
