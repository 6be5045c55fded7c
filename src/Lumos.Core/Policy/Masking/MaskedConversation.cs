using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lumos.Core.Pii;

namespace Lumos.Core.Policy.Masking;

/// <summary>
/// Replaces personal data in texts that leave for a model by placeholders such as <c>&lt;PERSON_1&gt;</c>, and puts the values back into the answers. The same value has
/// the same placeholder in all texts of the conversation, so the text keeps its meaning. The values stay in this object and are never written anywhere.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed partial class MaskedConversation
{
    private readonly Dictionary<(string Kind, string Value), string> _placeholders = [];
    // A model may write a placeholder in small letters.
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<PiiFinding> _found = [];

    /// <summary>Number of different values replaced so far.</summary>
    public int Count => _values.Count;

    /// <summary>The text with placeholders in the place of personal data.</summary>
    public string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Guarded(text);
        PiiText.Find(text, _found);
        if (_found.Count == 0) return text;
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var finding in _found)
        {
            masked.Append(text, at, finding.Start - at).Append(Placeholder(finding.Label, text.Substring(finding.Start, finding.Length), text));
            at = finding.End;
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>
    /// The text with the values in the place of the placeholders this conversation has given; other text in angle brackets stays. In an answer that is JSON the values are written as JSON strings hold them,
    /// and brackets written as JSON or HTML write them are understood.
    /// </summary>
    public string Unmask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_values.Count == 0) return text;
        var json = IsJson(text);
        text = EscapedBrackets().Replace(text, found => _values.ContainsKey($"<{found.Groups[1].Value}>") ? $"<{found.Groups[1].Value}>" : found.Value);
        var open = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var start = text.IndexOf('<', at);
            var end = start < 0 ? -1 : text.IndexOf('>', start);
            if (end < 0) break;
            // The innermost bracket: "<<PERSON_1>" holds one.
            start = text.LastIndexOf('<', end, end - start + 1);
            open.Append(text, at, start - at);
            var placeholder = text[start..(end + 1)];
            open.Append(!_values.TryGetValue(placeholder, out var value) ? placeholder : json ? JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value : value);
            at = end + 1;
        }

        return open.Append(text, at, text.Length - at).ToString();
    }

    // A text that holds a placeholder by itself must not receive another text's person when it comes back.
    private string Guarded(string text)
    {
        if (_values.Count == 0 || !text.Contains('<', StringComparison.Ordinal)) return text;
        return Placeholders().Replace(text, found => _values.TryGetValue(found.Value, out var value) && value != found.Value ? Placeholder("text.literal", found.Value, text) : found.Value);
    }

    private static bool IsJson(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{") && !text.AsSpan().TrimStart().StartsWith("[")) return false;
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("<[A-Z][A-Z_]*_[0-9]+>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"(?:\\u003[Cc]|&lt;)([A-Za-z][A-Za-z_]*_[0-9]+)(?:\\u003[Ee]|&gt;)", RegexOptions.CultureInvariant)]
    private static partial Regex EscapedBrackets();

    private string Placeholder(string label, string value, string text)
    {
        var kind = KindOf(label);
        if (_placeholders.TryGetValue((kind, value), out var known)) return known;
        string placeholder;
        do
        {
            var number = _numbers[kind] = _numbers.GetValueOrDefault(kind) + 1;
            placeholder = string.Create(CultureInfo.InvariantCulture, $"<{kind}_{number}>");
        }
        while (text.Contains(placeholder, StringComparison.OrdinalIgnoreCase));
        _placeholders[(kind, value)] = placeholder;
        _values[placeholder] = value;
        return placeholder;
    }

    // A name a model understands: the area of persons and places, the kind of everything else.
    private static string KindOf(string label) => label switch
    {
        "person.birth_date" => "BIRTH_DATE",
        "account.password" => "SECRET",
        "geo.full_address" or "geo.street_address" => "ADDRESS",
        _ when label.StartsWith("person.", StringComparison.Ordinal) => "PERSON",
        _ => label[(label.IndexOf('.', StringComparison.Ordinal) + 1)..].ToUpperInvariant(),
    };
}
