using System.Globalization;
using System.Text;

namespace Lumos.Core.Configuration;

/// <summary>
/// Reads the members of an object one after the other, and reports every mistake instead of stopping at the first. A member that is missing or
/// wrong reads as null.
/// </summary>
internal sealed class ConfigObject
{
    private readonly List<string> _known = [];
    private readonly ConfigMap? _map;
    private readonly string _path;
    private readonly ConfigProblems _problems;

    public ConfigObject(ConfigNode? node, string path, ConfigProblems problems)
    {
        _path = path;
        _problems = problems;
        _map = node as ConfigMap;
        if (node is not null and not ConfigMap and not ConfigScalar { Type: ScalarKind.Null }) problems.Add(node, path, $"an object is wanted, not {node.Kind}.");
    }

    /// <summary>Whether there is an object at all.</summary>
    public bool Exists => _map is not null;

    public int Line => _map?.Line ?? 1;

    public int Column => _map?.Column ?? 1;

    /// <summary>Path of a member.</summary>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    /// <summary>Reports a mistake at a member, or at the object when the member is not there.</summary>
    public void Report(string key, string message)
    {
        var member = _map?.Members.FirstOrDefault(member => member.Key == key);
        if (member is not null) _problems.Add(member.Value, PathOf(key), message);
        else _problems.Add(Line, Column, PathOf(key), message);
    }

    /// <summary>A member's node; null when it is missing or null.</summary>
    public ConfigNode? Node(string key, bool required = false)
    {
        _known.Add(key);
        var value = _map?.Members.FirstOrDefault(member => member.Key == key)?.Value;
        if (value is ConfigScalar { Type: ScalarKind.Null }) value = null;
        if (value is null && required && _map is not null) Report(key, "it is required.");
        return value;
    }

    public ConfigObject Object(string key, bool required = false) => new(Node(key, required), PathOf(key), _problems);

    /// <summary>The members of an object whose keys are free.</summary>
    public IReadOnlyList<ConfigMember> Members(string key)
    {
        var node = Node(key);
        if (node is null) return [];
        if (node is ConfigMap map) return map.Members;
        _problems.Add(node, PathOf(key), $"an object is wanted, not {node.Kind}.");
        return [];
    }

    public string? Text(string key, bool required = false) => AsText(Node(key, required), PathOf(key));

    public string? AsText(ConfigNode? node, string path)
    {
        switch (node)
        {
            case null: return null;
            case ConfigScalar { Type: ScalarKind.Null }: return null;
            case ConfigScalar { Text: var text } when !string.IsNullOrWhiteSpace(text): return text;
            case ConfigScalar: _problems.Add(node, path, "it is empty."); return null;
            default: _problems.Add(node, path, $"a text is wanted, not {node.Kind}."); return null;
        }
    }

    public bool? Bool(string key)
    {
        var node = Node(key);
        if (node is null) return null;
        if (node is ConfigScalar { Type: ScalarKind.Bool, Text: var text }) return text[0] is 't' or 'T';
        _problems.Add(node, PathOf(key), $"true or false is wanted, not {node.Kind}.");
        return null;
    }

    public long? Integer(string key, long min, long max)
    {
        var node = Node(key);
        if (node is null) return null;
        if (node is ConfigScalar { Type: ScalarKind.Number, Text: var text }
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        _problems.Add(node, PathOf(key), string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max} is wanted."));
        return null;
    }

    public decimal? Number(string key, decimal min)
    {
        var node = Node(key);
        if (node is null) return null;
        if (node is ConfigScalar { Type: ScalarKind.Number, Text: var text }
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min) return value;
        _problems.Add(node, PathOf(key), string.Create(CultureInfo.InvariantCulture, $"a number of {min} or more is wanted."));
        return null;
    }

    /// <summary>One of the enum's members, spelled in lower snake case.</summary>
    public T? Choice<T>(string key, bool required = false) where T : struct, Enum
    {
        var node = Node(key, required);
        if (node is null) return null;
        var names = Enum.GetNames<T>().Select(SnakeCase).ToArray();
        var text = (node as ConfigScalar)?.Text;
        var at = Array.IndexOf(names, text);
        if (at >= 0) return Enum.GetValues<T>()[at];
        var guess = text is null ? null : Suggestion.For(text, names);
        _problems.Add(node, PathOf(key), $"one of {string.Join(", ", names)} is wanted{(guess is null ? "." : $"; did you mean {guess}?")}");
        return null;
    }

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public IReadOnlyList<string>? Texts(string key, bool required = false) => AsTexts(Node(key, required), PathOf(key));

    public IReadOnlyList<string>? AsTexts(ConfigNode? node, string path)
    {
        switch (node)
        {
            case null: return null;
            case ConfigScalar: return AsText(node, path) is { } one ? [one] : null;
            case ConfigList { Items.Count: 0 }: return [];
            case ConfigList list:
                var texts = list.Items.Select((item, i) => AsText(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))).OfType<string>().ToArray();
                return texts.Length == 0 ? null : texts;
            default: _problems.Add(node, path, $"a text or a list of texts is wanted, not {node.Kind}."); return null;
        }
    }

    /// <summary>Reports members no one asked for.</summary>
    public void Done(bool ignoreUnknown = false)
    {
        if (_map is null || ignoreUnknown) return;
        foreach (var member in _map.Members.Where(member => !_known.Contains(member.Key)))
        {
            var guess = Suggestion.For(member.Key, _known);
            _problems.Add(member.Line, member.Column, PathOf(member.Key), guess is null
                ? $"the key is not known; known are {string.Join(", ", _known.Distinct(StringComparer.Ordinal))}."
                : $"the key is not known; did you mean {guess}?");
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }

    /// <summary>Reads the members of a mapping whose keys are names; null when there are none.</summary>
    /// <param name="key">Key of the mapping.</param>
    /// <param name="read">Reads a member, given its path; null for one that is left out.</param>
    public IReadOnlyDictionary<string, T>? Map<T>(string key, Func<ConfigMember, string, T?> read) where T : class
    {
        var members = Members(key);
        if (members.Count == 0) return null;
        var map = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (read(member, $"{PathOf(key)}.{member.Key}") is { } value) map[member.Key] = value;
        }

        return map;
    }
}
