using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>
/// Second look at a text in which names were found: the same names alone, and names no list holds that stand in one enumeration with known ones. Where nothing was found nothing is read.
/// </summary>
internal ref struct RelatedNames(ReadOnlySpan<char> text, List<PiiFinding> found)
{
    private const int MostParts = 64;
    private const int MostWords = 4;
    private const double AsBefore = 0.6, InCompany = 0.55, Sure = 0.55, Told = 0.8;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly List<PiiFinding> _found = found;
    private List<PiiFinding>? _more;

    /// <summary>Adds what it finds, in its place.</summary>
    public void Run()
    {
        var first = _found.FindIndex(static f => IsName(f));
        if (first < 0) return;
        for (var i = first; i < _found.Count; i++)
        {
            if (!IsName(_found[i]) || _found[i].Label == "person.last_name") continue;
            ReadCompany(i);
            if (_found[i].Label == "person.first_name" && IsSpeaker(_found[i].Start, _found[i].End)) ReadSpeakers();
        }

        Merge();
        ReadEchoes();
        Merge();
    }

    private static bool IsName(PiiFinding finding) => finding.Label is "person.full_name" or "person.first_name" or "person.last_name";

    // What was found is in order; what is added falls between.
    private void Merge()
    {
        if (_more is null) return;
        _found.AddRange(_more);
        _found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        _more = null;
    }

    private readonly bool IsFree(int start, int end)
    {
        foreach (var finding in _found)
        {
            if (finding.Start < end && finding.End > start) return false;
        }

        return _more is null || !_more.Exists(m => m.Start < end && m.End > start);
    }

    private void Add(int start, int end, string label, double score, string why) => (_more ??= []).Add(new PiiFinding(start, end - start, label, score, why));

    // Names beside a known one: "Adam Shinn, Ambarish Nag and Mark Mikofski", "Anna, David and Mark".
    private void ReadCompany(int index)
    {
        var name = _found[index];
        var words = CountWords(_text[name.Start..name.End]);
        for (var end = name.End; PassJoint(end) is var at && at > 0;)
        {
            var stop = ReadItem(at, words);
            if (stop == 0) break;
            end = stop;
        }

        for (var start = name.Start; ItemBefore(start, words) is var at && at >= 0;) start = at;
    }

    private readonly bool IsSpeaker(int start, int end) => (start == 0 || _text[start - 1] == '\n') && end + 1 < _text.Length && _text[end] == ':' && _text[end + 1] == ' ';

    // "Ella: What a day.\nVinka: Indeed.": where one speaker has a known name the others have names too.
    private void ReadSpeakers()
    {
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
        var known = _found.Find(f => f.Start <= start && f.End > start);
        if (known.Length > 0) return IsName(known) ? Math.Max(known.End, end) : 0;
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
            while (from > 0 && IsNameLetter(_text[from - 1])) from--;
            if (from == at || !char.IsUpper(_text[from])) break;
            count++;
            at = from;
            if (from == 0 || _text[from - 1] != ' ') break;
            if (from < 2 || !IsNameLetter(_text[from - 2])) break;
            var last = from - 2;
            while (last > 0 && IsNameLetter(_text[last - 1])) last--;
            if (!char.IsUpper(_text[last])) break;
            at = from - 1;
        }

        if (count == 0 || (count > 1) != (words > 1)) return -1;
        var begin = at;
        // The member in front must itself begin at a mark or a line.
        var before = begin == 0 ? '\n' : _text[begin - 1];
        if (before is not ('\n' or ' ' or '*' or '[' or '(' or '"')) return -1;
        if (before == ' ' && begin > 1 && _text[begin - 2] is not (',' or ';' or ':' or '-' or '*' or '–' or '•') && JointBefore(begin) <= 0) return -1;
        var known = _found.Find(f => f.Start < end && f.End > begin);
        if (known.Length > 0) return -1;
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

            return PassJoint(end) > 0 ? end : 0;
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
        foreach (var range in item.Split(' '))
        {
            var word = TextFolding.Fold(item[range].TrimEnd('.').ToString());
            var kind = NameWords.Of(word);
            if ((kind & (NameWord.Given | NameWord.Family)) != 0) continue;
            if ((kind & (NameWord.Block | NameWord.Thing)) != 0 || word.Length > 1 && HeaderLexicon.Default.Knows(word) || alone && (word.Length < 4 || SmallLists.Contains("city", word) || SmallLists.Contains("country_name", word))) return false;
        }

        return !IsCapitals(item);
    }

    // Parts of found names that stand somewhere else in the text.
    private void ReadEchoes()
    {
        HashSet<string> parts = new(StringComparer.Ordinal);
        foreach (var name in _found)
        {
            if (!IsName(name) || name.Score < Sure && name.Label != "person.full_name") continue;
            var whole = _text[name.Start..name.End];
            foreach (var range in whole.SplitAny(' ', '-'))
            {
                var word = whole[range];
                if (parts.Count == MostParts) break;
                if (word.Length < 3 || word[1..].IndexOfAnyInRange('A', 'Z') >= 0 || !char.IsUpper(word[0]) || word[^1] == '.' || IsCapitals(word)) continue;
                if (StandsForPerson(TextFolding.Fold(word.ToString()), name.Score)) parts.Add(word.ToString());
            }
        }

        foreach (var part in parts)
        {
            for (var at = 0; _text[at..].IndexOf(part) is var step && step >= 0;)
            {
                var start = at + step;
                var end = at = start + part.Length;
                if (IsWhole(start, end) && !BelongsToThing(start, end) && IsFree(start, end)) Add(start, end, (NameWords.Of(TextFolding.Fold(part)) & NameWord.Given) != 0 ? "person.first_name" : "person.last_name", AsBefore, "part of a name that stands in the text");
            }
        }
    }

    // A word that is also something else says nothing alone, nor does one nobody knows unless the words in front told that it is a name.
    private static bool StandsForPerson(string word, double score)
    {
        var kind = NameWords.Of(word);
        if ((kind & (NameWord.Block | NameWord.Thing | NameWord.Title | NameWord.Particle | NameWord.CommonFamily)) != 0 || SmallLists.Contains("country_name", word)) return false;
        return (kind & (NameWord.Given | NameWord.Family)) != 0 ? (kind & NameWord.Ambiguous) == 0 || score > Told : score >= Told && !HeaderLexicon.Default.Knows(word);
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
            if ((NameWords.Of(TextFolding.Fold(_text[(end + 1)..stop].ToString())) & (NameWord.Thing | NameWord.Given | NameWord.Family)) != NameWord.None) return true;
        }

        if (start < 2 || _text[start - 1] != ' ') return false;
        var from = start - 1;
        while (from > 0 && char.IsLetter(_text[from - 1])) from--;
        return from < start - 1 && (NameWords.Of(TextFolding.Fold(_text[from..(start - 1)].ToString())) & NameWord.BeforeThing) != 0;
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
