using System.Text.RegularExpressions;
using Lumos.Core.Configuration;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains.Files;

/// <summary>Further header phrases of a domain that is there already.</summary>
internal sealed record DomainAlias(string Label, IReadOnlyList<string> Names, string? Source);

/// <summary>A file with domains of a user.</summary>
internal sealed record UserDomainFile(string Path, IReadOnlyList<DomainDefinition> Domains, IReadOnlyList<DomainAlias> Aliases);

/// <summary>Reads a file with domains of a user, JSON or YAML, and names every mistake with its line, column and key.</summary>
internal static partial class DomainFileReader
{
    /// <summary>Sub-code of a file with mistakes.</summary>
    public const string Invalid = "DOMAIN_FILE_INVALID";

    private const string What = "domain file";

    [GeneratedRegex("^[a-z]+([.][a-z0-9_]+)?$")]
    private static partial Regex LabelForm { get; }

    /// <summary>Reads a file; what does not end in <c>.json</c> is YAML.</summary>
    /// <exception cref="Abstractions.LumosException"><c>DOMAIN_FILE_INVALID</c> with every mistake.</exception>
    public static UserDomainFile Read(string path)
    {
        var problems = new ConfigProblems(path);
        var root = new ConfigObject(ConfigReader.ReadFile(path, Invalid, What), "", problems);
        root.Text("area");
        root.Text("version");
        List<DomainDefinition> domains = [.. Items(root, "domains", problems).Select((n, i) => Domain(new ConfigObject(n, $"domains[{i}]", problems), problems))];
        List<DomainAlias> aliases = [.. Items(root, "aliases", problems).Select((n, i) => Alias(new ConfigObject(n, $"aliases[{i}]", problems)))];
        if (domains.Count + aliases.Count == 0) root.Report("domains", "there is no domain and no alias in the file.");
        foreach (var twice in domains.GroupBy(static d => d.Label, StringComparer.Ordinal).Where(static g => g.Count() > 1)) root.Report("domains", $"'{twice.Key}' stands there twice.");
        root.Done();
        problems.ThrowIfAny(Invalid, What);
        return new UserDomainFile(path, domains, aliases);
    }

    private static IReadOnlyList<ConfigNode> Items(ConfigObject root, string key, ConfigProblems problems)
    {
        var node = root.Node(key);
        if (node is ConfigList list) return list.Items;
        if (node is not null) problems.Add(node, key, $"a list is wanted, not {node.Kind}.");
        return [];
    }

    private static DomainAlias Alias(ConfigObject node)
    {
        var alias = new DomainAlias(Label(node), node.Texts("names", required: true) ?? [], node.Text("source"));
        node.Done();
        return alias;
    }

    private static DomainDefinition Domain(ConfigObject node, ConfigProblems problems)
    {
        var definition = new DomainDefinition { Label = Label(node), Title = node.Text("title", required: true) ?? "", Names = Texts(node, "names", required: true) };
        definition.Kind = OneOf(node, "kind", "atomic", "composite") ?? "atomic";
        definition.AnySubject = node.Bool("any_subject") ?? false;
        definition.Not = Texts(node, "not");
        definition.Context = Texts(node, "context");
        if (Texts(node, "types") is { Length: > 0 } types) definition.Types = types;
        if (Array.Find(definition.Types, static t => t is not ("text" or "int64" or "decimal" or "float64" or "bool" or "date" or "timestamp")) is { } unknown) node.Report("types", $"there is no type '{unknown}'; known are text, int64, decimal, float64, bool, date and timestamp.");
        definition.Pattern = Pattern(node, "pattern");
        definition.Split = Pattern(node, "split");
        definition.Test = Check(node, "test");
        definition.Loose = Check(node, "loose");
        definition.Sketch = OneOf(node, "sketch", [.. SketchTests.Names]);
        definition.MostDistinct = (int?)node.Integer("most_distinct", 1, int.MaxValue);
        definition.Telling = Telling(node) ?? (definition.Pattern ?? definition.Test) switch { null => 0, _ => 0.6 };
        definition.Broader = node.Text("broader");
        definition.BroaderNumber = node.Text("broader_number");
        definition.Units = Texts(node, "units");
        definition.Pii = OneOf(node, "pii", "none", "quasi", "direct") ?? "none";
        definition.Role = OneOf(node, "role", "key", "category");
        definition.Source = node.Text("source");
        definition.Examples = Texts(node, "examples");
        definition.Wrong = Texts(node, "wrong");
        definition.Parts = [.. Items(node, "parts", problems).Select((n, i) => Part(new ConfigObject(n, node.PathOf($"parts[{i}]"), problems)))];
        node.Done();
        return definition;
    }

    private static DomainPart Part(ConfigObject node)
    {
        var part = new DomainPart { Name = node.Text("name", required: true) ?? "", Domain = node.Text("domain"), Repeats = node.Bool("repeats") ?? false };
        node.Done();
        return part;
    }

    private static string Label(ConfigObject node)
    {
        var label = node.Text("label", required: true);
        if (label is not null && !LabelForm.IsMatch(label)) node.Report("label", $"'{label}' is no label; write area.kind in lower case, such as 'shop.voucher'.");
        return label ?? "";
    }

    private static string[] Texts(ConfigObject node, string key, bool required = false) => [.. node.Texts(key, required) ?? []];

    private static string? OneOf(ConfigObject node, string key, params string[] known)
    {
        var text = node.Text(key);
        if (text is null || Array.IndexOf(known, text) >= 0) return text;
        node.Report(key, $"there is no '{text}'; known are {string.Join(", ", known)}.");
        return null;
    }

    private static double? Telling(ConfigObject node)
    {
        var value = node.Number("telling", 0);
        if (value > 1) node.Report("telling", "a share from 0 to 1 is wanted.");
        return (double?)value;
    }

    private static string? Pattern(ConfigObject node, string key)
    {
        var text = node.Text(key);
        try
        {
            if (text is not null) _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return text;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            node.Report(key, $"the pattern cannot be used: {wrong.Message}");
            return null;
        }
    }

    private static string? Check(ConfigObject node, string key)
    {
        var text = node.Text(key);
        try
        {
            if (text is not null) ValueTests.Get(text);
            return text;
        }
        catch (ArgumentException wrong)
        {
            node.Report(key, wrong.Message.Split(" (Parameter", 2)[0]);
            return null;
        }
    }
}
