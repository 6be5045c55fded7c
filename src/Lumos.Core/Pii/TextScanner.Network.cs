using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private static readonly string[] FileEndings = ["png", "jpg", "jpeg", "gif", "svg", "webp", "js", "ts", "css", "html", "json", "md", "py", "cs", "jar"];

    private void ReadEmail()
    {
        var at = _at;
        var start = at;
        while (start > _floor && at - start < 64 && (IsWord(_text[start - 1]) || "!#$%&'*+-/?^`{|}~.".Contains(_text[start - 1]))) start--;
        while (start < at && !IsWord(_text[start])) start++;
        var end = at + 1;
        while (end < _text.Length && (IsWord(_text[end]) || _text[end] is '.' or '-')) end++;
        while (end > at + 1 && !char.IsLetterOrDigit(_text[end - 1])) end--;
        Pass(at + 1);
        if (start == at || end < at + 4) return;
        var value = _text[start..end];
        // Words run on behind the host, such as "example.com.Please": the host ends at its last label in lower case.
        if (!ContactShapes.IsEmail(value)) return;
        var last = value[(value.LastIndexOf('.') + 1)..];
        foreach (var ending in FileEndings)
        {
            if (last.Equals(ending, StringComparison.OrdinalIgnoreCase)) return;
        }

        Pass(end);
        // A path behind a colon is a repository, not a person: git@host:path.
        if (value.StartsWith("git@") && CharAt(end) == ':') return;
        Add(start, end, "contact.email", 0.98, "written as an e-mail address");
    }

    private void ReadUrl(int scheme, int colon)
    {
        var end = colon + 3;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && !"\"<>|\\^`{}".Contains(_text[end])) end++;
        while (end > colon + 3 && ".,;:!?'".Contains(_text[end - 1])) end--;
        if (_text[end - 1] is ')' or ']' && !_text[colon..end].ContainsAny('(', '[')) end--;
        if (end < colon + 6) return;
        var rest = _text[(colon + 3)..end];
        var slash = rest.IndexOfAny('/', '?');
        var authority = slash < 0 ? rest : rest[..slash];
        var sign = authority.LastIndexOf('@');
        var mark = sign < 0 ? -1 : authority[..sign].IndexOf(':');
        if (mark >= 0 && sign - mark > 1 && !IsPlaceholder(authority[(mark + 1)..sign]))
        {
            Add(colon + 3 + mark + 1, colon + 3 + sign, "account.password", 0.95, "password inside a URL");
        }
        else
        {
            var host = sign < 0 ? authority : authority[(sign + 1)..];
            var port = host.LastIndexOf(':');
            if (port > 0 && !host.Contains(']')) host = host[..port];
            if (NetworkShapes.IsIpv4(host)) Add(colon + 3 + sign + 1, colon + 3 + sign + 1 + host.Length, "net.ip", 0.9, "host of a URL is an IP address");
            else if (scheme >= 0 && host.Contains('.')) Add(scheme, end, "web.url", 0.8, "written as a URL");
            ReadQuerySecrets(colon + 3, end);
        }

        Pass(end);
    }

    // key=value pairs of a query that name a secret.
    private readonly void ReadQuerySecrets(int start, int end)
    {
        var at = _text[start..end].IndexOf('?');
        while (at >= 0)
        {
            var from = start + at + 1;
            var stop = _text[from..end].IndexOf('&');
            var pair = _text[from..(stop < 0 ? end : from + stop)];
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair.Length - equals > 8 && IsSecretName(pair[..equals])) Add(from + equals + 1, from + pair.Length, "account.password", 0.9, "the parameter's name says secret");
            at = stop < 0 ? -1 : from + stop - start;
        }
    }

    // Hexadecimal groups with colons: a MAC or an IPv6 address.
    private bool ReadHexGroups(int start)
    {
        var end = start;
        while (end < _text.Length && end - start < 46 && (char.IsAsciiHexDigit(_text[end]) || _text[end] is ':' or '.')) end++;
        while (end > start && _text[end - 1] is '.' || end > start + 1 && _text[end - 1] == ':' && _text[end - 2] != ':') end--;
        if (end < _text.Length && IsWord(_text[end])) return false;
        var value = _text[start..end];
        if (value.Count(':') < 2) return false;
        if (NetworkShapes.IsMac(value))
        {
            Add(start, end, "net.mac", 0.95, "six hexadecimal octets");
            Pass(end);
            return true;
        }

        // A clock time has no double colon, and a real address more than three groups.
        if (value.Count(':') < 4 && value.IndexOf("::") < 0 || !NetworkShapes.IsIpv6(value) || value.Length < 3) return false;
        if (value.IndexOfAnyExcept(':') < 0) return false;
        Add(start, end, "net.ip", 0.9, "written as an IPv6 address");
        Pass(end);
        return true;
    }
}
