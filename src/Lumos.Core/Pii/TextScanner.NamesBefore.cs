using System.Runtime.CompilerServices;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    // The words in front of a name: phrases of up to four words on the same line.
    private readonly NameWord WordsBefore(int start)
    {
        if (NothingBefore(start)) return NameWord.None;
        Span<char> folded = stackalloc char[48];
        var from = start;
        var line = start;
        while (line > 0 && start - line < 40 && _text[line - 1] != '\n') line--;
        // A greeting ends its line and the name stands on the next.
        if (_text[line..start].Trim().Length == 0 && line > 1)
        {
            var wanted = Math.Max(0, line - 28);
            var tail = _text[wanted..line].TrimEnd();
            if (tail.Length > 0 && (tail[^1] == ',' || EndsLetter(tail))) line = wanted;
        }

        from = line;
        Span<int> words = stackalloc int[24];
        int count = 0, length = 0;
        var inside = false;
        for (var i = from; i < start && length < folded.Length - 2; i++)
        {
            var c = _text[i];
            if (char.IsLetter(c))
            {
                if (!inside)
                {
                    if (count == words.Length) break;
                    if (count > 0) folded[length++] = ' ';
                    words[count++] = length;
                }

                inside = true;
                folded[length++] = TextFolding.Fold(c);
            }
            else
            {
                inside = false;
                if (c is '.' or '!' or '?' && i + 2 < start) count = length = 0;
            }
        }

        var all = NameWord.None;
        for (var back = 1; back <= Math.Min(4, count); back++)
        {
            var kind = NameWords.Of(folded[words[count - back]..length]);
            all |= kind & (back == 1 ? NameWord.Strong | NameWord.Weak | NameWord.BeforeThing : NameWord.Strong | NameWord.Weak);
        }

        // "name" and its like count as a label only with a mark behind it.
        if ((all & NameWord.Strong) != 0 && !LabelEnds(start)) all = all & ~NameWord.Strong | NameWord.Weak;
        return count == 0 ? NameWord.None : all;
    }

    // All phrases in front end with the last word; when that one is in none, there is nothing to read.
    [SkipLocalsInit]
    private readonly bool NothingBefore(int start)
    {
        const int Longest = 24;
        var end = start;
        while (end > 0 && !char.IsLetter(_text[end - 1]))
        {
            end--;
            if (_text[end] == '\n' || start - end > Longest) return false;
            if (_text[end] is '.' or '!' or '?' && end + 2 < start) return true;
        }

        Span<char> folded = stackalloc char[Longest];
        var at = end;
        while (at > 0 && end - at < Longest && char.IsLetter(_text[at - 1])) at--;
        if (end - at == Longest || end == at) return false;
        for (var i = at; i < end; i++) folded[i - at] = TextFolding.Fold(_text[i]);
        return !NameWords.EndsPhraseBefore(folded[..(end - at)]);
    }

    // Greetings and "my name is" stand right in front; words such as "patient" and "name" only count as labels in front of a colon.
    private readonly bool LabelEnds(int start)
    {
        var at = start - 1;
        while (at >= 0 && _text[at] is ' ' or '\t' or '"' or '\'' or '*' or '\n' or '\r') at--;
        if (at < 0) return false;
        if (_text[at] is ':' or '=' or ',' or '?') return true;
        if (_text[at] == '.') at--;
        var end = at + 1;
        Span<char> folded = stackalloc char[16];
        while (at >= 0 && char.IsLetter(_text[at])) at--;
        if (end - at - 1 is 0 or > 16) return false;
        for (var i = at + 1; i < end; i++) folded[i - at - 1] = TextFolding.Fold(_text[i]);
        return (NameWords.Of(folded[..(end - at - 1)]) & NameWord.Introduces) != 0;
    }
}
