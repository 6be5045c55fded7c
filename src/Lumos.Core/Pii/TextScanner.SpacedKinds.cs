using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    // "15 070649 C 103", "QQ 12 34 56 C": groups of digits and capitals with single blanks between them, of a kind the closest words name.
    private bool ReadSpacedKind(int start)
    {
        const int Most = 24, Fewest = 8, LongestGroup = 9;
        Span<char> bare = stackalloc char[Most];
        Span<int> ends = stackalloc int[Most];
        Span<int> lengths = stackalloc int[Most];
        int length = 0, groups = 0, at = start;
        var lettered = false;
        while (groups < Most)
        {
            var from = at;
            while (at < _text.Length && length < Most && (char.IsAsciiDigit(_text[at]) || char.IsAsciiLetterUpper(_text[at])))
            {
                lettered |= !char.IsAsciiDigit(_text[at]);
                bare[length++] = _text[at++];
            }

            if (at == from || at - from > LongestGroup || IsWord(CharAt(at))) break;
            (ends[groups], lengths[groups]) = (at, length);
            groups++;
            if (CharAt(at) is not (' ' or '-' or '\u00A0')) break;
            at++;
        }

        if (!lettered || groups < 2) return false;
        var nearest = Context(start, start + 1).Nearest & AnyKind;
        if (nearest == 0) return false;
        for (var last = groups - 1; last > 0 && lengths[last] >= Fewest; last--)
        {
            var value = bare[..lengths[last]];
            for (var kind = 0; kind < KindTopics.Length; kind++)
            {
                if ((KindTopics[kind] & nearest) == 0) continue;
                if (NationalIds.IsBare(kind, value)) return Found(start, ends[last], NationalIds.LabelAt(kind), 0.95, "the words around name it and its check holds");
                if (NationalIds.HasLayout(kind, value)) return Found(start, ends[last], NationalIds.LabelAt(kind), MissedCheck, MissedWhy);
            }
        }

        return false;
    }

    // "A123456(3)": the check character of Hong Kong stands in brackets as no other code's does.
    private bool ReadBracketedCheck(int start, int end)
    {
        if (end - start is not (7 or 8) || CharAt(end) != '(' || CharAt(end + 2) != ')' || !char.IsAsciiLetterOrDigit(CharAt(end + 1))) return false;
        Span<char> whole = stackalloc char[9];
        _text[start..end].CopyTo(whole);
        whole[end - start] = CharAt(end + 1);
        whole = whole[..(end - start + 1)];
        var named = (Context(start, end).Nearest & HongKong) != 0;
        if (NationalIds.Is("id.hk_id", whole)) return Found(start, end + 3, "id.hk_id", named ? 0.95 : 0.8, "written the way this identifier is, and its check holds");
        return named && NationalIds.HasLayout("id.hk_id", whole) && Found(start, end + 3, "id.hk_id", MissedCheck, MissedWhy);
    }
}
