using System.Runtime.InteropServices;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct RelatedNames
{
    private const int MostParts = 32, Stretch = 8_192;
    private const double AsBefore = 0.6, Told = 0.8;

    // Parts of found names that stand somewhere else in the same stretch of the text: a name is said again soon, and a long text is not searched for each of its names.
    private void ReadEchoes()
    {
        Span<(int Start, int Length)> parts = stackalloc (int, int)[MostParts];
        var (count, stretch) = (0, 0);
        foreach (var name in CollectionsMarshal.AsSpan(_found))
        {
            if (!IsName(name)) continue;
            if (name.Start >= stretch + Stretch) (count, stretch) = (0, name.Start / Stretch * Stretch);
            for (var at = name.Start; at < name.End && count < MostParts;)
            {
                var end = at;
                while (end < name.End && _text[end] is not (' ' or '-')) end++;
                if (IsPart(_text[at..end]) && !IsAmong(parts[..count], at, end))
                {
                    parts[count++] = (at, end - at);
                    ReadEcho(at, end, stretch, Math.Min(_text.Length, stretch + Stretch), name.Score);
                }

                at = end + 1;
            }
        }
    }

    private readonly bool IsAmong(ReadOnlySpan<(int Start, int Length)> parts, int start, int end)
    {
        foreach (var (at, length) in parts)
        {
            if (length == end - start && _text.Slice(at, length).SequenceEqual(_text[start..end])) return true;
        }

        return false;
    }

    private void ReadEcho(int start, int end, int stretch, int stretchEnd, double score)
    {
        var part = _text[start..end];
        var (kind, looked) = (NameWord.None, false);
        Span<char> folded = stackalloc char[32];
        for (var at = stretch; at < stretchEnd && _text[at..stretchEnd].IndexOf(part) is var step && step >= 0;)
        {
            var from = at + step;
            at = from + part.Length;
            if (!IsWhole(from, at) || !IsFree(from, at) || BelongsToThing(from, at)) continue;
            if (!looked)
            {
                (kind, looked) = (TextScanner.KindOf(part, folded), true);
                if (!StandsForPerson(part, kind, score)) return;
            }

            Add(from, at, (kind & NameWord.Given) != 0 ? "person.first_name" : "person.last_name", AsBefore, "part of a name that stands in the text");
        }
    }

    private static bool IsPart(ReadOnlySpan<char> word) => word.Length >= 3 && char.IsUpper(word[0]) && word[^1] != '.' && word[1..].IndexOfAnyInRange('A', 'Z') < 0 && !IsCapitals(word);

    // A word that is also something else says nothing alone, nor does one nobody knows unless the words in front told that it is a name.
    private static bool StandsForPerson(ReadOnlySpan<char> word, NameWord kind, double score)
    {
        if ((kind & (NameWord.Block | NameWord.Thing | NameWord.Title | NameWord.Particle | NameWord.CommonFamily)) != 0 || SmallLists.Contains("country_name", word)) return false;
        return (kind & (NameWord.Given | NameWord.Family)) != 0 ? (kind & NameWord.Ambiguous) == 0 || score > Told : score >= Told && !HeaderLexicon.Default.Knows(TextFolding.Fold(word.ToString()));
    }

    private readonly bool IsWhole(int start, int end)
    {
        var before = start == 0 ? ' ' : _text[start - 1];
        var after = end == _text.Length ? ' ' : _text[end];
        return !char.IsLetterOrDigit(before) && before is not ('@' or '/' or '_' or '-' or '#' or '\\' or '.' or '=') && !char.IsLetterOrDigit(after) && after is not ('@' or '_' or '-' or '/' or '(');
    }

    // "Becker Inc.", "Hotel Becker", "Jones, Mitchell and Sons".
    private readonly bool BelongsToThing(int start, int end)
    {
        if (end + 1 < _text.Length && _text[end] == ' ' && _text[end + 1] == '&') return true;
        if (end + 1 < _text.Length && _text[end] == ' ' && char.IsUpper(_text[end + 1]))
        {
            var stop = end + 1;
            while (stop < _text.Length && char.IsLetter(_text[stop])) stop++;
            if ((TextScanner.KindOf(_text[(end + 1)..stop], stackalloc char[32]) & (NameWord.Thing | NameWord.Given | NameWord.Family)) != NameWord.None) return true;
        }

        if (start < 2 || _text[start - 1] != ' ') return false;
        var from = start - 1;
        while (from > 0 && char.IsLetter(_text[from - 1])) from--;
        return from < start - 1 && (TextScanner.KindOf(_text[from..(start - 1)], stackalloc char[32]) & NameWord.BeforeThing) != 0;
    }
}
