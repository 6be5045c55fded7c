using System.Buffers;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>
/// One pass over a text. The loop jumps from one telling character to the next (a digit, a capital, an at sign, a colon, an equals sign) and hands
/// over to the reader of that character; a reader looks at the token around it and moves on behind what it understood.
/// </summary>
internal ref partial struct TextScanner
{
    private static readonly bool[] TellingFlags = ReadTelling();
    private static readonly SearchValues<char> Telling = SearchValues.Create([.. Enumerable.Range(0, TellingFlags.Length).Where(static c => TellingFlags[c]).Select(static c => (char)c), .. "：様さ殿先女小叫申님씨"]);

    private readonly ReadOnlySpan<char> _text;
    private readonly List<PiiFinding> _found;
    private int _at;
    private int _floor;

    // The next at sign; int.MaxValue for none.
    private int _sign = -1;
    private ContextWords _words;

    public TextScanner(ReadOnlySpan<char> text, List<PiiFinding> found, Span<ContextWord> words)
    {
        _text = text;
        _found = found;
        _words = new ContextWords(text, words);
    }

    public void Run()
    {
        while (_at < _text.Length)
        {
            if (!IsTelling(_text[_at]) && !Skip()) return;
            var (before, c) = (_at, _text[_at]);
            if (char.IsAsciiDigit(c)) ReadFromDigit();
            else if (c == '@') ReadEmail();
            else if (c is ':' or '=') ReadMark(c);
            else if (c == '：') ReadLabelledName(_at);
            else if (c > TellingFlags.Length) ReadHonored();
            else ReadCapital();
            if (_at <= before) _at = before + 1;
        }
    }

    // Moves to the next telling character. The next one is often near, and the wide search pays only for long stretches.
    private bool Skip()
    {
        var near = Math.Min(_text.Length, _at + 12);
        while (++_at < near)
        {
            if (IsTelling(_text[_at])) return true;
        }

        var step = Rest(_at).IndexOfAny(Telling);
        _at += step;
        return step >= 0;
    }

    private static bool IsTelling(char c) => c < TellingFlags.Length ? TellingFlags[c] : c == '：' || c >= '\u3000' && Honors.Contains(c);

    private static bool[] ReadTelling()
    {
        var flags = new bool[0x530];
        for (var c = '\0'; c < flags.Length; c++) flags[c] = char.IsAsciiDigit(c) || c is '@' or ':' or '=' || char.IsUpper(c);
        return flags;
    }

    // A letter of a script without blanks between words is no part of the token beside it.
    private static bool IsWord(char c) => (char.IsLetterOrDigit(c) || c == '_') && !UnspacedScripts.Contains(c);

    private readonly char CharAt(int index) => index >= 0 && index < _text.Length ? _text[index] : ' ';

    private readonly ReadOnlySpan<char> Rest(int at) => at < _text.Length ? _text[at..] : default;

    private ContextView Context(int start, int end) => _words.At(start, end);

    // Of two findings in one place the surer one stays, of equally sure ones the longer.
    private readonly void Add(int start, int end, string label, double score, string why)
    {
        var finding = new PiiFinding(start, end - start, label, score, why);
        while (_found.Count > 0 && _found[^1].End > start)
        {
            var last = _found[^1];
            if (last.Score > score || last.Score == score && last.Length >= finding.Length) return;
            _found.RemoveAt(_found.Count - 1);
        }

        _found.Add(finding);
    }

    // Reading goes on behind this place, and nothing in front of it is read again.
    private void Pass(int end)
    {
        _at = Math.Max(end, _at + 1);
        _floor = Math.Max(_floor, end);
    }

    private void ReadFromDigit()
    {
        var start = _at;
        while (start > _floor && IsWord(_text[start - 1])) start--;
        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiDigit(_text[end])) end++;
        if (LeadsToEmail(end) || end - start == 4 && ReadIsoTime(start)) return;
        var mixed = start < _at || end < _text.Length && IsWord(_text[end]);
        if (mixed && !(start == _at && CharAt(end) is 'x' or 'X' && end - start is 3 or 4 or 7 or 10 && char.IsAsciiDigit(CharAt(end + 1)))) ReadMixed(start);
        else ReadNumber(start);
    }

    private void ReadCapital()
    {
        var start = _at;
        while (start > _floor && IsWord(_text[start - 1])) start--;
        var end = _at;
        var plain = true;
        while (end < _text.Length && IsWord(_text[end]))
        {
            plain &= !char.IsAsciiDigit(_text[end]) && _text[end] != '_';
            end++;
        }

        if (LeadsToEmail(end)) return;
        if (end - start is 2 or 4 && char.IsAsciiHexDigit(_text[start]) && CharAt(end) is ':' or '-' or '.' && (ReadMac(start) || CharAt(end) == ':' && ReadHexGroups(start))) return;
        if (!plain || end - start > 24) ReadMixed(start);
        else if (start == _at) ReadWord(start, end);
        else if (CharAt(end) is not ('/' or '+') || !ReadLongSecret(start, end)) Pass(end);
    }

    // A token that runs into an at sign is read from there.
    private bool LeadsToEmail(int end)
    {
        if (_sign < end)
        {
            var step = Rest(end).IndexOf('@');
            _sign = step < 0 ? int.MaxValue : end + step;
        }

        if (_sign > _at + 72) return false;
        var stop = Math.Min(_text.Length, _at + 72);
        while (end < stop && (IsWord(_text[end]) || _text[end] is '.' or '-' or '+' or '%' or '\'')) end++;
        if (end >= _text.Length - 1 || _text[end] != '@' || !char.IsLetterOrDigit(_text[end + 1]) || !LooksLikeHost(end + 1)) return false;
        _at = end;
        ReadEmail();
        return true;
    }

    private readonly bool LooksLikeHost(int at)
    {
        while (at < _text.Length && (char.IsLetterOrDigit(_text[at]) || _text[at] == '-')) at++;
        return at + 2 < _text.Length && _text[at] == '.' && char.IsLetterOrDigit(_text[at + 1]);
    }
}
