using System.Buffers;

namespace Lumos.Core.Pii;

/// <summary>Passwords that prose gives away without a mark in front: "with password Qr7!dke", "his Passwort ist 'Sonne#9'", and the one behind an e-mail address, "ann@mail.example / W!nter24".</summary>
internal ref struct SpokenSecrets(ReadOnlySpan<char> text, List<PiiFinding> found)
{
    private const int Shortest = 6, Longest = 64;
    private const string Marks = "!@#$%^&*+=~?";

    // Pieces of the words for password, in ASCII and as they are spelled: only such a search is fast.
    private static readonly SearchValues<string> Pieces = SearchValues.Create(
        ["assword", "assphrase", "asscode", "asswort", "ennwort", "de passe", "ontrase", "achtwoord", "senha", "senord", "adgangskode", "passord", "salasana"], StringComparison.Ordinal);

    private readonly ReadOnlySpan<char> _text = text;
    private readonly List<PiiFinding> _found = found;
    private List<PiiFinding>? _secrets;

    /// <summary>Adds what it finds in its place; where it reads other data in a secret, the secret stays.</summary>
    public void Run()
    {
        for (var at = 0; _text[at..].IndexOfAny(Pieces) is var step && step >= 0;)
        {
            at += step;
            while (at < _text.Length && (char.IsLetter(_text[at]) || _text[at] == ' ' && _text[at..].StartsWith(" de "))) at++;
            at = ReadBehindName(at);
        }

        foreach (var finding in _found)
        {
            if (finding.Label == "contact.email") ReadBehindAddress(finding.End);
        }

        if (_secrets is not null) LaterFindings.Merge(_found, _secrets, static (found, secret) => found.Score <= secret.Score || found.Start >= secret.Start && found.End <= secret.End && found.Label is not ("account.password" or "contact.email"));
    }

    private int ReadBehindName(int nameEnd)
    {
        if (nameEnd >= _text.Length || _text[nameEnd] is not (' ' or ':' or '=')) return nameEnd;
        var start = nameEnd;
        while (start < _text.Length && start - nameEnd < 4 && _text[start] is ' ' or ':' or '=') start++;
        foreach (var word in FixedWords.Being)
        {
            if (!_text[start..].StartsWith(word, StringComparison.OrdinalIgnoreCase)) continue;
            start += word.Length;
            break;
        }

        Take(start, 0.75, "the word in front says password");
        return start;
    }

    private void ReadBehindAddress(int end)
    {
        foreach (var joint in FixedWords.CredentialJoints)
        {
            if (!_text[end..].StartsWith(joint)) continue;
            Take(end + joint.Length, 0.6, "behind an e-mail address, and written like a password");
            return;
        }
    }

    private void Take(int start, double score, string why)
    {
        if (start >= _text.Length) return;
        var quote = _text[start] is '\'' or '"' or '`' or '“' or '‘' ? _text[start] switch { '“' => '”', '‘' => '’', var q => q } : '\0';
        if (quote != '\0') start++;
        var end = start;
        while (end < _text.Length && end - start <= Longest && !char.IsWhiteSpace(_text[end]) && (quote == '\0' || _text[end] != quote)) end++;
        if (quote != '\0' && (end == _text.Length || _text[end] != quote)) return;
        if (quote == '\0')
        {
            while (end > start && _text[end - 1] is '.' or ',' or ';' or ':' or ')' or ']' or '"' or '\'' or '?') end--;
        }

        if (!IsWrittenLikeASecret(_text[start..end])) return;
        (_secrets ??= []).Add(new PiiFinding(start, end - start, "account.password", score, why));
    }

    // Letters and a mark, or capital and small letters and digits in eight characters and more. Names of algorithms ("SHA256", "OAuth2") are shorter or have no small letters.
    private static bool IsWrittenLikeASecret(ReadOnlySpan<char> value)
    {
        if (value.Length is < Shortest or > Longest || value[0] is '(' or '<' or '[' or '{' || value.ContainsAny('/', '\\', '|') || value.Contains('@') && value.Contains('.')) return false;
        bool upper = false, lower = false, digit = false, mark = false;
        foreach (var c in value)
        {
            upper |= char.IsUpper(c);
            lower |= char.IsLower(c);
            digit |= char.IsAsciiDigit(c);
            mark |= Marks.Contains(c);
        }

        return mark && (upper || lower) && (digit || upper && lower || value[..^1].ContainsAny(Marks)) || upper && lower && digit && value.Length >= 8 && !value.ContainsAny('.', '-', '_');
    }
}
