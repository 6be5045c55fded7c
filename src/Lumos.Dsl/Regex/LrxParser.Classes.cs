namespace Lumos.Dsl.Regex;

/// <summary>Escapes and bracket classes.</summary>
internal sealed partial class LrxParser
{
    private CodePointSet ParseEscape(bool insideClass)
    {
        var start = _at++;
        if (_at >= _text.Length) throw Reject(LrxCodes.Syntax, "The pattern ends with a single '\\'.", start, "Write '\\\\' for the character itself.");
        var c = _text[_at++];
        switch (c)
        {
            case 't': return CodePointSet.Of('\t');
            case 'n': return CodePointSet.Of('\n');
            case 'r': return CodePointSet.Of('\r');
            case 'd': return CodePointSet.Digit;
            case 'w': return CodePointSet.Word;
            case 's': return CodePointSet.Space;
            case 'D' when !insideClass: return CodePointSet.Digit.Complement();
            case 'W' when !insideClass: return CodePointSet.Word.Complement();
            case 'S' when !insideClass: return CodePointSet.Space.Complement();
        }

        if (c is > 0x20 and < 0x7F && !IsAsciiLetterOrDigit(c)) return CodePointSet.Of(c);
        throw c switch
        {
            'D' or 'W' or 'S' => Reject(LrxCodes.Escape, $"'\\{(char)c}' cannot stand inside brackets.", start, "Write the class out, or use it outside brackets."),
            >= '0' and <= '9' => Reject(LrxCodes.Escape, "Back-references and octal escapes are not portable.", start, "Write the characters themselves."),
            'b' or 'B' => Reject(LrxCodes.Escape, "Word boundaries differ between engines.", start, "Name the neighbouring characters with a class, such as '[^0-9A-Za-z_]'."),
            'A' or 'Z' or 'z' => Reject(LrxCodes.Escape, "This anchor differs between engines.", start, "Use '^' first or '$' last."),
            _ => Reject(LrxCodes.Escape, "This escape is not portable.", start, "Use '\\' with ASCII punctuation, \\t \\n \\r, \\d \\w \\s, or the character itself."),
        };
    }

    private CodePointSet ParseClass()
    {
        var start = _at++;
        var negated = Peek() == '^';
        if (negated) _at++;
        var members = new List<CodePointSet>();
        if (Peek() == ']') throw Reject(LrxCodes.Syntax, "This class is empty.", start, "Write '\\]' for the character itself.");
        while (Peek() != ']')
        {
            if (_at >= _text.Length) throw Reject(LrxCodes.Syntax, "This class is not closed.", start, "Add ']', or write '\\[' for the character itself.");
            members.Add(ParseClassItem(first: members.Count == 0));
        }

        _at++;
        var set = Cased(CodePointSet.Union(members));
        if (negated) set = set.Complement();
        return set.IsEmpty ? throw Reject(LrxCodes.Range, "This class has no member, so it can never match.", start) : set;
    }

    private CodePointSet ParseClassItem(bool first)
    {
        var start = _at;
        if (_text[_at] == '[' && _at + 1 < _text.Length && _text[_at + 1] is ':' or '.' or '=')
            throw Reject(LrxCodes.PosixClass, "POSIX classes depend on the locale.", start, "Write the characters out: '[A-Za-z]' for letters.");
        if (_text[_at] == '-' && !first && _at + 1 < _text.Length && _text[_at + 1] != ']')
            throw Reject(LrxCodes.Range, "This '-' has nothing to its left to be a range from.", start, "Put a literal '-' first or last, or write '\\-'.");

        var low = ParseClassMember();
        if (Peek() != '-' || _at + 1 >= _text.Length || _text[_at + 1] == ']') return low;

        _at++;
        if (_text[_at] == '[' && _at + 1 < _text.Length && _text[_at + 1] is ':' or '.' or '=')
            throw Reject(LrxCodes.PosixClass, "POSIX classes depend on the locale.", _at, "Write the characters out: '[A-Za-z]' for letters.");
        var high = ParseClassMember();
        if (low.Single < 0 || high.Single < 0) throw Reject(LrxCodes.Range, "A range needs one character at each end.", start, "Put the class beside the range: '[\\da-f]'.");
        if (low.Single > high.Single) throw Reject(LrxCodes.Range, "This range ends before it begins.", start, "Swap its ends.");
        return CodePointSet.Range(low.Single, high.Single);
    }

    private CodePointSet ParseClassMember()
    {
        if (_text[_at] == '\\') return ParseEscape(insideClass: true);
        return CodePointSet.Of(_text[_at++]);
    }

    private static bool IsAsciiLetterOrDigit(int c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');
}
