using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>Fields and methods that stand beside the generated columns, each once.</summary>
internal sealed class PlanStatics
{
    private readonly Dictionary<(string Pattern, int Group), string> _regexes = [];
    private readonly Dictionary<string, string> _readers = new(StringComparer.Ordinal);
    private readonly CodeWriter _code = new();

    /// <summary>The field of a prepared pattern.</summary>
    public string Regex(string pattern, int group)
    {
        if (_regexes.TryGetValue((pattern, group), out var known)) return known;
        var name = "Pattern" + Literals.Integer(_regexes.Count + 1);
        _regexes.Add((pattern, group), name);
        _code.Line($"private static readonly global::Lumos.Dsl.Kernels.RegexKernel {name} = global::Lumos.Dsl.Kernels.RegexKernel.Create({Literals.Text(pattern)}, {group});");
        return name;
    }

    /// <summary>The method that reads a date by formats.</summary>
    public string DateReader(DateParse parse)
    {
        var key = parse.Target + "|" + (parse.Pivot ?? -1) + "|" + string.Join("|", parse.Formats);
        if (_readers.TryGetValue(key, out var known)) return known;
        var name = "ReadDate" + Literals.Integer(_readers.Count + 1);
        _readers.Add(key, name);
        DateReaderEmitter.Emit(_code, name, parse);
        return name;
    }

    /// <summary>Writes them all.</summary>
    public void WriteTo(CodeWriter code)
    {
        foreach (var line in _code.ToString().TrimEnd('\n').Split('\n'))
        {
            if (_regexes.Count + _readers.Count > 0) code.Line(line);
        }
    }
}
