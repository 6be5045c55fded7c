using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>One domain, ready to be matched.</summary>
internal sealed class DomainEntry
{
    private readonly CatalogPattern? _pattern;
    private readonly CatalogPattern? _split;
    private readonly NamedTest? _test;
    private readonly NamedTest? _loose;
    private (string Name, DomainEntry Domain)[] _checked = [];

    /// <summary>Prepares a definition.</summary>
    /// <exception cref="ArgumentException">A named check is wrong; a wrong pattern shows when it is first asked.</exception>
    public DomainEntry(DomainDefinition definition)
    {
        Definition = definition;
        Names = [.. definition.Names.Select(static n => HeaderWords.Parse(n, "en").Words).Where(static w => w.Count > 0).DistinctBy(static w => string.Join(' ', w))];
        if (definition.Pattern is { } pattern) _pattern = new CatalogPattern(pattern, !definition.OfUser);
        if ((definition.Split ?? definition.Pattern) is { } split && definition.Parts.Length > 0) _split = new CatalogPattern(split, !definition.OfUser);
        if (definition.Test is { } test) _test = ValueTests.Get(test);
        if (definition.Loose is { } loose) _loose = ValueTests.Get(loose);
        if (definition.Sketch is { } sketch) Sketch = SketchTests.Get(sketch);
        Examples = TextVector.Of(definition.Examples);
        Pii = definition.Pii switch { "direct" => PiiGrade.Direct, "quasi" => PiiGrade.Quasi, _ => PiiGrade.None };
    }

    /// <summary>As written.</summary>
    public DomainDefinition Definition { get; }

    /// <summary>Label.</summary>
    public string Label => Definition.Label;

    /// <summary>Header phrases as plain words.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Names { get; }

    /// <summary>Check of the column as a whole; null for none.</summary>
    public Func<ColumnSketch, double>? Sketch { get; }

    /// <summary>Whether values can be tested.</summary>
    public bool TestsValues => _pattern is not null || _test is not null;

    /// <summary>Whether the test is membership in a list: evidence of value rather than of form.</summary>
    public bool TestsByList => _pattern is null && Definition.Test?.StartsWith("list:", StringComparison.Ordinal) == true;

    /// <summary>Centroid of the examples.</summary>
    public TextVector Examples { get; }

    /// <summary>How personal values of the domain are.</summary>
    public PiiGrade Pii { get; }

    /// <summary>Whether a value proves the domain. The parts of a composite are checked too.</summary>
    public bool Proves(string value) => (_test?.Invoke(value) == true || _pattern?.Fits(value) == true) && (_checked.Length == 0 || PartsHold(value));

    /// <summary>Whether a value is one of the domain; the loose check counts only when the header agrees.</summary>
    public bool Accepts(string value, bool headerAgrees) => Proves(value) || headerAgrees && _loose?.Invoke(value) == true;

    /// <summary>The named parts of a composite value, in order; empty when the domain is atomic or the value cannot be split.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PartsOf(string value)
    {
        if (_split?.Match(value) is not { Success: true } match) return [];
        return [.. Definition.Parts.Where(p => match.Groups[p.Name].Success).Select(p => KeyValuePair.Create(p.Name, match.Groups[p.Name].Value.Trim()))];
    }

    /// <summary>Whether a column of this type can be of the domain. Text can hold anything.</summary>
    public bool Fits(ColumnType type) => type.Kind == ColumnKind.Text || Array.Exists(Definition.Types, t => t == type.Kind switch
    {
        ColumnKind.Int64 => "int64",
        ColumnKind.Decimal => "decimal",
        ColumnKind.Float64 => "float64",
        ColumnKind.Bool => "bool",
        ColumnKind.Date => "date",
        _ => "timestamp",
    });

    /// <summary>Finds the domains of its parts. Called once, before the entry is shared.</summary>
    internal void Resolve(Func<string, DomainEntry?> find) =>
        _checked = _split is null ? [] : [.. Definition.Parts.Where(static p => p.Domain is not null && !p.Repeats).Select(p => (p.Name, find(p.Domain!)!)).Where(static p => p.Item2?.Definition.Kind == "atomic")];

    private bool PartsHold(string value)
    {
        if (_split!.Match(value) is not { Success: true } match) return Definition.Split is not null;
        foreach (var (name, domain) in _checked)
        {
            var part = match.Groups[name];
            if (part.Success && domain.TestsValues && !domain.Accepts(part.Value.Trim(), headerAgrees: true)) return false;
        }

        return true;
    }
}
