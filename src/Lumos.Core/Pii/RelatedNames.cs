using System.Runtime.InteropServices;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>
/// Second look at a text in which names were found: the same names alone, and names no list holds that stand in one enumeration with known ones. Where nothing was found nothing is read.
/// </summary>
internal ref partial struct RelatedNames(ReadOnlySpan<char> text, List<PiiFinding> found)
{
    private const int MostWords = 4, LongestWord = 40;
    private const double InCompany = 0.55;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly List<PiiFinding> _found = found;
    private List<PiiFinding>? _more;

    // Behind the last member of an enumeration that was read.
    private int _reached;
    private bool _conversation;

    /// <summary>Adds what it finds, in its place.</summary>
    public void Run()
    {
        var first = 0;
        while (first < _found.Count && !IsName(_found[first])) first++;
        if (first == _found.Count) return;
        for (var i = first; i < _found.Count; i++)
        {
            if (!IsName(_found[i]) || _found[i].Label == "person.last_name") continue;
            ReadCompany(i);
            if (!_conversation && _found[i].Label == "person.first_name" && IsSpeaker(_found[i].Start, _found[i].End)) ReadSpeakers();
        }

        Merge();
        ReadEchoes();
        Merge();
    }

    private static bool IsName(PiiFinding finding) => finding.Label.StartsWith("person.", StringComparison.Ordinal) && finding.Label.EndsWith("_name", StringComparison.Ordinal);

    private void Merge()
    {
        if (_more is not null) LaterFindings.Merge(_found, _more, static (_, _) => false);
        _more = null;
    }

    private readonly bool IsFree(int start, int end) => LaterFindings.FirstBehind(_found, start) is var at && (at == _found.Count || _found[at].Start >= end);

    private void Add(int start, int end, string label, double score, string why) => (_more ??= []).Add(new PiiFinding(start, end - start, label, score, why));

    // Names beside a known one: "Adam Shinn, Ambarish Nag and Mark Mikofski", "Anna, David and Mark". What is known itself is not passed: it has its own turn.
    private void ReadCompany(int index)
    {
        var name = _found[index];
        var words = CountWords(_text[name.Start..name.End]);
        var start = name.Start;
        while (ItemBefore(start, words) is var before && before >= _reached) start = before;
        for (var end = name.End; PassJoint(end) is var at && at > 0; end = _reached)
        {
            var stop = ReadItem(at, words);
            if (stop == 0) break;
            _reached = stop;
        }

        _reached = Math.Max(_reached, name.End);
    }

    private readonly bool IsSpeaker(int start, int end) => (start == 0 || _text[start - 1] == '\n') && end + 1 < _text.Length && _text[end] == ':' && _text[end + 1] == ' ';

    // "Ella: What a day.\nVinka: Indeed.": where one speaker has a known name the others have names too.
    private void ReadSpeakers()
    {
        _conversation = true;
        for (var start = 0; start < _text.Length;)
        {
            var end = start;
            while (end < _text.Length && IsNameLetter(_text[end])) end++;
            if (end - start > 2 && char.IsUpper(_text[start]) && IsSpeaker(start, end) && IsFree(start, end) && FitsName(_text[start..end], alone: true)) Add(start, end, "person.first_name", InCompany, "speaks like somebody with a known name");
            var line = _text[end..].IndexOf('\n');
            if (line < 0) return;
            start = end + line + 1;
        }
    }

    // One member of the enumeration from its first letter; where it ends, 0 when it is none.
    private int ReadItem(int start, int words)
    {
        var end = ItemEnd(start, out var count);
        if (end == 0 || (count > 1) != (words > 1)) return 0;
        return Take(start, end, count) ? end : 0;
    }

    private bool Take(int start, int end, int count)
    {
        if (!IsFree(start, end) || !FitsName(_text[start..end], alone: count == 1)) return false;
        Add(start, end, count > 1 ? "person.full_name" : "person.first_name", InCompany, "in one enumeration with known names");
        return true;
    }

    private int ItemBefore(int start, int words)
    {
        var end = JointBefore(start);
        if (end <= 0) return -1;
        var at = end;
        var count = 0;
        while (count < MostWords)
        {
            var from = at;
            while (from > 0 && at - from < LongestWord && IsNameLetter(_text[from - 1])) from--;
            if (from == at || !char.IsUpper(_text[from])) break;
            count++;
            at = from;
            if (from == 0 || _text[from - 1] != ' ') break;
            if (from < 2 || !IsNameLetter(_text[from - 2])) break;
            var last = from - 2;
            while (last > 0 && from - last < LongestWord && IsNameLetter(_text[last - 1])) last--;
            if (!char.IsUpper(_text[last])) break;
            at = from - 1;
        }

        if (count == 0 || (count > 1) != (words > 1)) return -1;
        var begin = at;
        // The member in front must itself begin at a mark or a line.
        var before = begin == 0 ? '\n' : _text[begin - 1];
        if (before is not ('\n' or ' ' or '*' or '[' or '(' or '"')) return -1;
        if (before == ' ' && begin > 1 && _text[begin - 2] is not (',' or ';' or ':' or '-' or '*' or '–' or '•') && JointBefore(begin) <= 0) return -1;
        return Take(begin, end, count) ? begin : -1;
    }

    // Capital words one blank apart up to a mark that ends a member; 0 when something else follows.
    private readonly int ItemEnd(int start, out int count)
    {
        count = 0;
        var at = start;
        while (count < MostWords + 1)
        {
            var end = at;
            while (end < _text.Length && IsNameLetter(_text[end])) end++;
            if (end == at || !char.IsUpper(_text[at])) return 0;
            if (end < _text.Length && _text[end] == '.' && end - at <= 2 && end + 1 < _text.Length && _text[end + 1] == ' ') end++;
            count++;
            if (end >= _text.Length || _text[end] is ',' or ';' or '.' or '\n' or '\r' or ')' or '"' or ']' or '*' or '!' or '?') return end;
            if (_text[end] != ' ') return 0;
            if (end + 1 < _text.Length && char.IsUpper(_text[end + 1]))
            {
                at = end + 1;
                continue;
            }

            // Behind the last one the sentence goes on.
            return end + 1 < _text.Length && char.IsLower(_text[end + 1]) || PassJoint(end) > 0 ? end : 0;
        }

        return 0;
    }

    // Behind ", ", " and ", ", and ": where the next member starts; 0 for none.
    private readonly int PassJoint(int end)
    {
        var at = end;
        if (at < _text.Length && _text[at] is ',' or ';') at++;
        if (at + 1 >= _text.Length || _text[at] != ' ') return 0;
        at++;
        if (char.IsUpper(_text[at])) return at > end + 1 ? at : 0;
        foreach (var word in FixedWords.Conjunctions)
        {
            if (_text[at..].StartsWith(word) && at + word.Length < _text.Length && char.IsUpper(_text[at + word.Length])) return at + word.Length;
        }

        return 0;
    }

    private readonly int JointBefore(int start)
    {
        if (start < 3 || _text[start - 1] != ' ') return 0;
        if (_text[start - 2] is ',' or ';') return start - 2;
        foreach (var word in FixedWords.Conjunctions)
        {
            var at = start - word.Length;
            if (at > 1 && _text[at..start].SequenceEqual(word) && _text[at - 1] == ' ') return _text[at - 2] == ',' ? at - 2 : at - 1;
        }

        return 0;
    }

    // No word that stands for something else; alone, it has to be known as a name or unknown altogether.
    private static bool FitsName(ReadOnlySpan<char> item, bool alone)
    {
        Span<char> folded = stackalloc char[32];
        foreach (var range in item.Split(' '))
        {
            var word = item[range].TrimEnd('.');
            var kind = TextScanner.KindOf(word, folded);
            if ((kind & (NameWord.Given | NameWord.Family)) != 0) continue;
            if ((kind & (NameWord.Block | NameWord.Thing)) != 0 || word.Length > 1 && HeaderLexicon.Default.Knows(TextFolding.Fold(word.ToString())) || alone && (word.Length < 4 || SmallLists.Contains("city", word) || SmallLists.Contains("country_name", word))) return false;
        }

        return !IsCapitals(item);
    }

    private static bool IsNameLetter(char c) => char.IsLetter(c) || c is '\'' or '’' or '-' or (>= '\u0300' and <= '\u036F');

    private static bool IsCapitals(ReadOnlySpan<char> item)
    {
        foreach (var c in item)
        {
            if (char.IsLower(c)) return false;
        }

        return item.Length > 2;
    }

    private static int CountWords(ReadOnlySpan<char> item) => item.Count(' ') + 1;
}
