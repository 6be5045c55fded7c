using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>The topics of the words around a place in a text.</summary>
internal readonly struct ContextView
{
    private const int CharsBefore = 110, CharsAfter = 48, WordsBefore = 16, WordsAfter = 5, WordsNear = 5;

    private ContextView(UInt128 nearest, UInt128 near, UInt128 before, UInt128 after) => (Nearest, Near, Before, After) = (nearest, near, before, after);

    /// <summary>Topics of the closest phrase in front, on the same line, at most five words away.</summary>
    public UInt128 Nearest { get; }

    /// <summary>Topics within five words in front, on the same line.</summary>
    public UInt128 Near { get; }

    /// <summary>Topics within sixteen words in front.</summary>
    public UInt128 Before { get; }

    /// <summary>Topics within five words behind.</summary>
    public UInt128 After { get; }

    /// <summary>Topics on both sides.</summary>
    public UInt128 Around => Before | After;

    /// <summary>Whether the closest word speaks of things, and not also of the topic.</summary>
    public bool SpeaksAgainst(UInt128 topic) => (Nearest & Topics.Business) != 0 && (Nearest & topic) == 0;

    /// <summary>Reads the words around a span.</summary>
    public static ContextView At(ReadOnlySpan<char> text, int start, int end)
    {
        var from = Math.Max(0, start - CharsBefore);
        Span<char> folded = stackalloc char[CharsBefore * 2];
        Span<int> starts = stackalloc int[64], ends = stackalloc int[64], lines = stackalloc int[64];
        var words = Words(text[from..start], folded, starts, ends, lines, from > 0);
        UInt128 nearest = 0, near = 0, before = 0;
        var line = Lines(text[from..start]);
        var sameLine = words > 0 && lines[words - 1] == line ? line : words > 0 ? lines[words - 1] : line;
        for (var back = 0; back < Math.Min(words, WordsBefore); back++)
        {
            var last = words - 1 - back;
            var topics = Phrase(folded, starts, ends, last, 0);
            if (topics == 0) continue;
            before |= topics;
            if (back >= WordsNear || lines[last] != sameLine) continue;
            near |= topics;
            if (nearest == 0) nearest = topics;
        }

        UInt128 after = 0;
        var tail = text.Slice(end, Math.Min(CharsAfter, text.Length - end));
        var stop = tail.IndexOfAny('\n', ';');
        if (stop >= 0) tail = tail[..stop];
        words = Words(tail, folded, starts, ends, lines, false);
        for (var i = 0; i < Math.Min(words, WordsAfter); i++) after |= Phrase(folded, starts, ends, i, 0);
        return new ContextView(nearest, near, before, after);
    }

    // The longest phrase that ends with a word.
    private static UInt128 Phrase(ReadOnlySpan<char> folded, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, int last, int least)
    {
        for (var first = Math.Max(least, last - Topics.MostWords + 1); first <= last; first++)
        {
            if (Topics.Lookup.TryGetValue(folded[starts[first]..ends[last]], out var topics)) return topics;
        }

        return 0;
    }

    private static int Lines(ReadOnlySpan<char> text) => text.Count('\n');

    // Folds the words into one buffer, a blank between two, cut at case and punctuation.
    private static int Words(ReadOnlySpan<char> text, Span<char> folded, Span<int> starts, Span<int> ends, Span<int> lines, bool cutFirst)
    {
        int words = 0, length = 0, line = 0;
        var inside = false;
        var i = 0;
        if (cutFirst)
        {
            while (i < text.Length && char.IsLetter(text[i])) i++;
        }

        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') line++;
            if (char.IsLetter(c) || c is >= '\u0300' and <= '\u036F' || char.IsAsciiDigit(c) && inside)
            {
                if (c is >= '\u0300' and <= '\u036F') continue;
                var boundary = inside && char.IsUpper(c) && (char.IsLower(text[i - 1]) || char.IsUpper(text[i - 1]) && i + 1 < text.Length && char.IsLower(text[i + 1]));
                if (!inside || boundary)
                {
                    if (inside) ends[words - 1] = length;
                    if (words == starts.Length || length + 2 >= folded.Length) break;
                    if (words > 0) folded[length++] = ' ';
                    starts[words] = length;
                    lines[words++] = line;
                    inside = true;
                }

                if (length + 2 >= folded.Length) break;
                if (c == 'ß') folded[length++] = 's';
                folded[length++] = c == 'ß' ? 's' : TextFolding.Fold(c);
            }
            else if (inside)
            {
                ends[words - 1] = length;
                inside = false;
            }
        }

        if (inside) ends[words - 1] = length;
        return words;
    }
}
