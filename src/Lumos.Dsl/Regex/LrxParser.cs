namespace Lumos.Dsl.Regex;

/// <summary>Recursive-descent parser of LRX. The grammar and every reject are those of <c>docs/dsl</c>, section regular expressions.</summary>
internal sealed partial class LrxParser
{
    public const int MaxLength = 500;
    public const int MaxRepeat = 255;

    private readonly int[] _text;
    private readonly bool _wide;
    private readonly bool _ignoreCase;
    private int _at;
    private int _groups;
    private bool _topLevelAlternatives;

    private LrxParser(int[] text, bool wide, bool ignoreCase) => (_text, _wide, _ignoreCase) = (text, wide, ignoreCase);

    /// <summary>Parses a whole pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="wide">
    /// Whether to read lazy repetitions, alternatives that match nothing and repeated items that do, which are outside LRX, to see what is meant by them.
    /// </param>
    /// <param name="ignoreCase">Whether every letter stands for both of its cases.</param>
    /// <exception cref="LrxRejectException">The pattern is not LRX.</exception>
    public static LrxSyntax Parse(string pattern, bool wide = false, bool ignoreCase = false)
    {
        var text = Decode(pattern);
        if (text.Length > MaxLength)
            throw Reject(LrxCodes.TooLarge, $"The pattern has {text.Length} characters; {MaxLength} is the most.", MaxLength, "Split the work over two operations.");
        return new LrxParser(text, wide, ignoreCase).ParsePattern();
    }

    private LrxSyntax ParsePattern()
    {
        if (_text.Length == 0) throw Reject(LrxCodes.Syntax, "The pattern is empty.", 0, "Write at least one character to look for.");

        var anchoredStart = Peek() == '^';
        if (anchoredStart) _at++;
        var root = ParseAlternation(depth: 0);
        var anchoredEnd = Peek() == '$';
        if (anchoredEnd)
        {
            if (_at != _text.Length - 1) throw AnchorReject();
            _at++;
        }

        if (_at < _text.Length) throw Reject(LrxCodes.Syntax, "This ')' closes no group.", _at, "Write '\\)' for the character itself.");
        if ((anchoredStart || anchoredEnd) && _topLevelAlternatives)
            throw Reject(LrxCodes.Anchor, "An anchor beside a top-level '|' belongs to one alternative only.", anchoredStart ? 0 : _text.Length - 1, "Put the alternatives into '(?: )'.");
        return new LrxSyntax(root, anchoredStart, anchoredEnd, _groups);
    }

    private LrxNode ParseAlternation(int depth)
    {
        var start = _at;
        var branches = new List<LrxNode> { ParseSequence(depth) };
        while (Peek() == '|')
        {
            _at++;
            branches.Add(ParseSequence(depth));
        }

        if (branches.Count == 1) return branches[0];
        if (depth == 0) _topLevelAlternatives = true;
        foreach (var branch in branches)
        {
            if (branch.IsNullable && !_wide)
                throw Reject(LrxCodes.EmptyBranch, "An alternative can match nothing, and engines disagree which one then wins.", branch.Offset, "Make the whole group optional instead: '(?:a|b)?'.");
        }

        return new LrxAlternation(branches, start);
    }

    private LrxNode ParseSequence(int depth)
    {
        var start = _at;
        var items = new List<LrxNode>();
        while (Peek() is var c && c is not (-1 or '|' or ')'))
        {
            if (c == '$')
            {
                if (depth == 0 && _at == _text.Length - 1) break;
                throw AnchorReject();
            }

            items.Add(ParseRepeat(depth));
        }

        return items.Count == 1 ? items[0] : new LrxSequence(items, start);
    }

    private LrxNode ParseRepeat(int depth)
    {
        var start = _at;
        var item = ParseAtom(depth);
        if (!TryParseQuantifier(out var min, out var max)) return item;

        var lazy = _wide && Peek() == '?';
        if (lazy) _at++;
        switch (Peek())
        {
            case '?':
            case '+':
                throw Reject(LrxCodes.LazyOrPossessive, "Lazy and possessive repetition differ between engines.", _at, "Use a greedy repetition of a narrower class: '[^\"]*' in place of '.*?'.");
            case '*':
            case '{':
                throw Reject(LrxCodes.Syntax, "A repetition cannot be repeated.", _at, "Put the repeated part into '(?: )'.");
        }

        if (item.IsNullable && !_wide)
            throw Reject(LrxCodes.NullableLoop, "The repeated part can match nothing.", start, "Make its content match at least one character: '(?:a+)*' is 'a*'.");
        return new LrxRepeat(item, min, max, start) { IsLazy = lazy };
    }

    private bool TryParseQuantifier(out int min, out int? max)
    {
        min = 0;
        max = null;
        switch (Peek())
        {
            case '?':
                max = 1;
                break;
            case '*':
                break;
            case '+':
                min = 1;
                break;
            case '{':
                ParseBounds(out min, out max);
                return true;
            default:
                return false;
        }

        _at++;
        return true;
    }

    private void ParseBounds(out int min, out int? max)
    {
        var start = _at++;
        min = ParseBound(start);
        max = min;
        if (Peek() == ',')
        {
            _at++;
            max = Peek() == '}' ? null : ParseBound(start);
        }

        if (Peek() != '}') throw BraceReject(start);
        _at++;
        if (max < min) throw Reject(LrxCodes.RepeatLimit, $"The repetition {{{min},{max}}} ends before it begins.", start);
    }

    private int ParseBound(int start)
    {
        var value = 0;
        var digits = 0;
        for (; Peek() is >= '0' and <= '9'; digits++, _at++)
        {
            value = (value * 10) + _text[_at] - '0';
            if (value > MaxRepeat) throw Reject(LrxCodes.RepeatLimit, $"A repetition count is above {MaxRepeat}, the most every engine takes.", start);
        }

        return digits > 0 ? value : throw BraceReject(start);
    }

    private LrxNode ParseAtom(int depth)
    {
        var start = _at;
        switch (_text[_at])
        {
            case '(':
                return ParseGroup(depth);
            case '[':
                return new LrxSet(ParseClass(), start);
            case '\\':
                return new LrxSet(ParseEscape(insideClass: false), start);
            case '.':
                _at++;
                return new LrxSet(CodePointSet.Dot, start);
            case '^':
                throw AnchorReject();
            case '?' or '*' or '+':
                throw Reject(LrxCodes.Syntax, "There is nothing to repeat here.", _at, $"Write '\\{(char)_text[_at]}' for the character itself.");
            case '{':
                throw BraceReject(start);
            default:
                _at++;
                return new LrxSet(Cased(CodePointSet.Of(_text[start])), start);
        }
    }

    private LrxNode ParseGroup(int depth)
    {
        var start = _at++;
        var number = 0;
        if (Peek() == '?')
        {
            if (_at + 1 >= _text.Length || _text[_at + 1] != ':')
                throw Reject(LrxCodes.GroupSyntax, "Flags, look-around, named and atomic groups are not portable.", start, "Only '( )' and '(?: )' are groups here.");
            _at += 2;
        }
        else
        {
            number = ++_groups;
        }

        var item = ParseAlternation(depth + 1);
        if (Peek() != ')') throw Reject(LrxCodes.Syntax, "This group is not closed.", start, "Add ')', or write '\\(' for the character itself.");
        _at++;
        if (item is LrxSequence { Items.Count: 0 } && !_wide) throw Reject(LrxCodes.EmptyBranch, "This group is empty.", start, "Remove it.");
        return number == 0 ? item : new LrxGroup(item, number, start);
    }

    private CodePointSet Cased(CodePointSet set) => _ignoreCase ? CasePairs.Close(set) : set;

    private int Peek() => _at < _text.Length ? _text[_at] : -1;

    private LrxRejectException AnchorReject() =>
        Reject(LrxCodes.Anchor, "'^' may stand only first and '$' only last in the pattern.", _at, $"Write '\\{(char)_text[_at]}' for the character itself.");

    private static LrxRejectException BraceReject(int offset) =>
        Reject(LrxCodes.Syntax, "This '{' does not open a repetition {m}, {m,} or {m,n}.", offset, "Write '\\{' for the character itself.");

    private static LrxRejectException Reject(string code, string message, int offset, string? nextStep = null) =>
        new(new LrxReject(code, message, offset, nextStep));

    private static int[] Decode(string pattern)
    {
        var result = new List<int>(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            int c = pattern[i];
            if (char.IsHighSurrogate(pattern[i]) && i + 1 < pattern.Length && char.IsLowSurrogate(pattern[i + 1])) c = char.ConvertToUtf32(pattern[i], pattern[++i]);
            else if (char.IsSurrogate(pattern[i]) || c == 0)
                throw Reject(LrxCodes.Syntax, "The pattern holds U+0000 or half a surrogate pair, which no text can contain.", result.Count);
            result.Add(c);
        }

        return result.ToArray();
    }
}

/// <summary>A parsed pattern before its automaton is checked.</summary>
internal sealed record LrxSyntax(LrxNode Root, bool AnchoredStart, bool AnchoredEnd, int GroupCount);
