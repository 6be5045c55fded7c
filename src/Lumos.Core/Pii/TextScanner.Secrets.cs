using System.Globalization;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private static readonly UInt128 Password = Topics.Of("account.password"), Username = Topics.Of("account.username");
    private static readonly (string Prefix, int Least, string What)[] SecretPrefixes = [.. RuleData.Lines("secret_prefixes.txt").Select(static line => line.Split(' ', 3)).Select(static p => (p[0], int.Parse(p[1], CultureInfo.InvariantCulture), p[2]))];
    private static readonly bool[] StartsSecret = Starts();

    // Last words of names of secrets, so that most colons cost one look-up.
    private static readonly FoldedWords SecretWords = FoldedWords.Of(
    [
        "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "pin", "code", "secret", "apikey", "key", "token", "credentials", "bearer", "passwort", "kennwort", "passe", "mdp", "contrasena", "clave", "parola", "senha", "wachtwoord",
        "losenord", "adgangskode", "passord", "salasana", "haslo", "heslo", "sifre", "jelszo", "пароль", "pass", "auth", "authorization", "pw", "pword", "username", "login", "userid", "benutzername", "user", "usuario", "identifiant", "utente", "gebruikersnaam", "anvandarnamn", "логин", "name", "id",
    ]);

    private static bool[] Starts()
    {
        var starts = new bool[128];
        foreach (var (prefix, _, _) in SecretPrefixes) starts[prefix[0]] = true;
        return starts;
    }

    private static bool IsSecretName(ReadOnlySpan<char> name) => (ContextWords.Of(name, name.Length, name.Length).Nearest & Password) != 0 || name is "sig" or "signature" or "auth";

    /// <summary>A colon or an equals sign: a URL, a hexadecimal group, or the name of a secret in front of its value.</summary>
    private void ReadMark(char mark)
    {
        var at = _at;
        if (mark == ':' && CharAt(at + 1) == '/' && CharAt(at + 2) == '/')
        {
            var scheme = at;
            while (scheme > _floor && (char.IsAsciiLetter(_text[scheme - 1]) || _text[scheme - 1] is '+')) scheme--;
            ReadUrl(at - scheme is >= 2 and <= 12 ? scheme : -1, at);
            return;
        }

        if (mark == ':' && (CharAt(at + 1) == ':' || char.IsAsciiHexDigit(CharAt(at - 1)) && char.IsAsciiHexDigit(CharAt(at + 1))))
        {
            var start = at;
            while (start > _floor && at - start < 5 && char.IsAsciiHexDigit(_text[start - 1])) start--;
            if ((start == _floor || !IsWord(CharAt(start - 1))) && ReadHexGroups(start)) return;
        }

        if (CharAt(at - 1) >= '\u0590' && ReadLabelledName(at)) return;
        // The word in front, quotes and blanks aside.
        var end = at;
        while (end > 0 && _text[end - 1] is ' ' or '"' or '\'' or ']') end--;
        var word = end;
        Span<char> folded = stackalloc char[24];
        while (word > 0 && end - word < folded.Length && char.IsLetter(_text[word - 1])) word--;
        var length = end - word;
        if (length < 2 || length == folded.Length) return;
        for (var i = 0; i < length; i++) folded[i] = TextFolding.Fold(_text[word + i]);
        var name = folded[..length];
        if (!SecretWords.Contains(name) && !name.EndsWith("password") && !name.EndsWith("secret") && !name.EndsWith("token") && !name.EndsWith("key")) return;
        ReadSecretValue(at, end, name);
    }

    private void ReadSecretValue(int mark, int nameEnd, scoped ReadOnlySpan<char> lastWord)
    {
        var topics = Context(nameEnd, nameEnd).Nearest;
        var isPassword = (topics & Password) != 0 || lastWord is "pass" or "pw" or "pword" or "auth" || lastWord.EndsWith("password") || lastWord.EndsWith("secret") || lastWord.EndsWith("token");
        var isUser = !isPassword && ((topics & Username) != 0 || lastWord is "user" && (_text[mark] == '=' || IsHandle(mark + 1)));
        if (!isPassword && !isUser && lastWord is not "authorization") return;
        var start = mark + 1;
        while (start < _text.Length && start - mark < 12 && (_text[start] is ' ' or '\t' or '"' or '\'' or '>' or '=' or '`' or ':')) start++;
        var quote = _text[start - 1] is '"' or '\'' or '`' ? _text[start - 1] : '\0';
        foreach (var word in FixedWords.AuthSchemes)
        {
            if (Rest(start).StartsWith(word)) (start, isPassword) = (start + word.Length, true);
        }

        if (!isPassword && !isUser) return;
        var end = start;
        while (end < _text.Length && end - start < 512 && (quote != '\0' ? _text[end] != quote && _text[end] != '\n' : !char.IsWhiteSpace(_text[end]) && _text[end] is not ('"' or '\'' or ',' or ';' or '<' or '&'))) end++;
        if (quote == '\0')
        {
            while (end > start && _text[end - 1] is '.' or ')' or ']' or '}' && end == _text.Length | char.IsWhiteSpace(CharAt(end))) end--;
        }

        var value = _text[start..end];
        // "credentials: ann@mail.example / ...": the secret is what stands behind the address.
        if (value.Length is < 3 or > 511 || IsPlaceholder(value) || value.Contains(' ') && quote == '\0' || lastWord is "credentials" && ContactShapes.IsEmail(value)) return;
        if (isUser)
        {
            if (value.Length < 3 || value.Contains('@') || value.Contains(' ')) return;
            Add(start, end, "account.username", 0.8, "the word in front says user name");
        }
        else
        {
            var number = lastWord is "code" or "pin" or "passcode" or "clave";
            if (number && !(value.Length >= 4 && BareText.CountDigits(value) >= 3) || value.Length < 4) return;
            // A word of prose behind a colon ("password: required") is no secret; a value of code has digits, marks or mixed case.
            if (quote == '\0' && value.IndexOfAnyExceptInRange('a', 'z') < 0 && lastWord is not ("password" or "passwd" or "pwd" or "passwort" or "kennwort" or "contrasena" or "senha" or "pass" or "mdp" or "passe" or "wachtwoord")) return;
            if (value.ContainsAny("(){}") && value.IndexOfAny('.', '(') > 0) return;
            Add(start, end, "account.password", 0.9, "the name in front says secret");
        }

        Pass(end);
    }

    // A login has a digit, a mark or no capital in it; a name has not.
    private readonly bool IsHandle(int at)
    {
        while (CharAt(at) is ' ' or '"' or '\'' && at < _text.Length) at++;
        var end = at;
        var marked = false;
        while (end < _text.Length && (IsWord(_text[end]) || _text[end] is '.' or '-' && IsWord(CharAt(end + 1))))
        {
            marked |= !char.IsLetter(_text[end]);
            end++;
        }

        return marked && end - at >= 3;
    }

    private static bool IsPlaceholder(ReadOnlySpan<char> value)
    {
        if (value.IndexOfAnyExcept("*x.•X-_") < 0 || value[0] is '<' or '$' or '{' or '%' or '[' && value[^1] is '>' or '}' or '%' or ']' || value.StartsWith("${") || value.StartsWith("{{") || value[0] == '$' && value.Length > 3 && char.IsAsciiLetterUpper(value[1]) && value.Contains('_')) return true;
        foreach (var word in FixedWords.Placeholders)
        {
            if (value.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return value.StartsWith("your", StringComparison.OrdinalIgnoreCase) || value.StartsWith("os.") || value.StartsWith("process.") || value.StartsWith("getenv");
    }

    /// <summary>A token whose first letters say that it is a secret, or a block of a private key.</summary>
    private bool ReadKnownSecret(int start)
    {
        var first = _text[start];
        if (first >= 128 || !StartsSecret[first]) return false;
        var rest = Rest(start);
        foreach (var (prefix, least, what) in SecretPrefixes)
        {
            if (prefix[0] != first || !rest.StartsWith(prefix)) continue;
            var end = start + prefix.Length;
            while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '-' or '.' or '/' or '+' or '=')) end++;
            while (_text[end - 1] is '.' or '-') end--;
            if (end - start < least || prefix == "eyJ" && !_text[start..end].Contains('.') || prefix is "AKIA" or "ASIA" or "ABIA" or "ACCA" && end - start != 20) continue;
            if (BareText.CountDigits(_text[start..end]) == 0 && prefix.Length < 5) continue;
            Add(start, end, "account.password", 0.97, "the token's form is that of a " + what);
            Pass(end);
            return true;
        }

        return false;
    }

    // "secret wJalrXUtnFEMI/K7MDENG": a long token of no pattern behind a word for a secret, without a mark between.
    private bool ReadLongSecret(int start, int wordEnd)
    {
        const int Shortest = 24, Longest = 120, FewestDigits = 2;
        if (CharAt(start - 1) != ' ') return false;
        var end = wordEnd;
        while (end < _text.Length && end - start <= Longest && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '/' or '+' or '=' or '_' or '-')) end++;
        var value = _text[start..end];
        if (value.Length is < Shortest or > Longest || value.IndexOfAnyInRange('a', 'z') < 0 || value.IndexOfAnyInRange('A', 'Z') < 0 || BareText.CountDigits(value) < FewestDigits) return false;
        return (Context(start, end).Nearest & Password) != 0 && Found(start, end, "account.password", 0.8, "a long token, and the words in front say secret");
    }

    // -----BEGIN ... PRIVATE KEY-----, found at its first capital.
    private bool ReadKeyBlock(int start)
    {
        if (start < 5 || _text[start - 1] != '-' || !Rest(start).StartsWith("BEGIN ")) return false;
        var head = _text.Slice(start, Math.Min(60, _text.Length - start));
        if (head.IndexOf("PRIVATE KEY") < 0) return false;
        var close = Rest(start).IndexOf("-----END ");
        var end = close < 0 ? Math.Min(_text.Length, start + head.IndexOf("PRIVATE KEY") + 16) : start + close + 9;
        if (close >= 0)
        {
            var line = Rest(end).IndexOf("-----");
            end = line < 0 ? _text.Length : Math.Min(_text.Length, end + line + 5);
        }

        Add(start - 5, end, "account.password", 0.99, "a private key");
        Pass(end);
        return true;
    }
}
