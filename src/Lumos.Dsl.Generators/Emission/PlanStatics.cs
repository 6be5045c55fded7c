using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>Fields and methods that stand beside the generated columns, each once.</summary>
internal sealed class PlanStatics
{
    private readonly Dictionary<(string Pattern, int Group, bool FromEnd), string> _regexes = [];
    private readonly Dictionary<string, string> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _formats = new(StringComparer.Ordinal);
    private readonly CodeWriter _fields = new();
    private readonly CodeWriter _code = new();

    /// <summary>The field of a prepared pattern.</summary>
    public string Regex(string pattern, int group, bool fromEnd = false)
    {
        if (_regexes.TryGetValue((pattern, group, fromEnd), out var known)) return known;
        var name = "Pattern" + Literals.Integer(_regexes.Count + 1);
        _regexes.Add((pattern, group, fromEnd), name);
        _fields.Line($"private static readonly global::Lumos.Dsl.Kernels.RegexKernel {name} = global::Lumos.Dsl.Kernels.RegexKernel.Create({Literals.Text(pattern)}, {group}{(fromEnd ? ", true" : "")});");
        return name;
    }

    /// <summary>The field of a prepared date format.</summary>
    public string DateFormat(string format, int pivot, DateLanguage language, FractionRule fraction, DateTarget target)
    {
        const string Space = "global::Lumos.Dsl.Model.";
        var creation = $"global::Lumos.Dsl.Kernels.DatePatternKernel.Create({Literals.Text(format)}, {pivot}, {Space}DateLanguage.{language}, {Space}FractionRule.{fraction}, {Space}DateTarget.{target})";
        if (_formats.TryGetValue(creation, out var known)) return known;
        var name = "Format" + Literals.Integer(_formats.Count + 1);
        _formats.Add(creation, name);
        _fields.Line($"private static readonly global::Lumos.Dsl.Kernels.DatePatternKernel {name} = {creation};");
        return name;
    }

    /// <summary>The field of a prepared time zone: to UTC with a rule, from UTC without one.</summary>
    public string Zone(string zone, AmbiguousRule? rule)
    {
        var creation = $"global::Lumos.Dsl.Kernels.ZoneKernel.{(rule is { } known ? $"ToUtc({Literals.Text(zone)}, global::Lumos.Dsl.Model.AmbiguousRule.{known})" : $"FromUtc({Literals.Text(zone)})")}";
        if (_formats.TryGetValue(creation, out var name)) return name;
        name = "Zone" + Literals.Integer(_formats.Count + 1);
        _formats.Add(creation, name);
        _fields.Line($"private static readonly global::Lumos.Dsl.Kernels.ZoneKernel {name} = {creation};");
        return name;
    }

    /// <summary>The field of a prepared number format.</summary>
    public string NumberFormat(NumberFormat format)
    {
        const string Space = "global::Lumos.Dsl.Model.";
        var marks = $"DecimalMark = {Literals.Text(format.DecimalMark)}, GroupMarks = {(format.GroupMarks is { } group ? Literals.Text(group) : "null")}, Grouping = {Space}DigitGrouping.{format.Grouping}";
        var signs = $"Sign = {Space}SignPlace.{format.Sign}, UnicodeMinus = {Literals.Flag(format.UnicodeMinus)}, Parentheses = {Literals.Flag(format.Parentheses)}";
        var rest = $"Symbols = {Space}ValueList.From(new string[] {{ {string.Join(", ", format.Symbols.Select(Literals.Text))} }}), Percent = {Literals.Flag(format.Percent)}, Exponent = {Literals.Flag(format.Exponent)}";
        var creation = $"global::Lumos.Dsl.Kernels.NumberFormatKernel.Create(new {Space}NumberFormat {{ {marks}, {signs}, {rest} }})";
        if (_formats.TryGetValue(creation, out var known)) return known;
        var name = "Format" + Literals.Integer(_formats.Count + 1);
        _formats.Add(creation, name);
        _fields.Line($"private static readonly global::Lumos.Dsl.Kernels.NumberFormatKernel {name} = {creation};");
        return name;
    }

    /// <summary>The method that reads a date by formats.</summary>
    public string DateReader(DateParse parse)
    {
        var key = $"{parse.Target}|{parse.Pivot ?? -1}|{parse.Language}|{parse.Fraction}|{string.Join("|", parse.Formats)}";
        if (_readers.TryGetValue(key, out var known)) return known;
        var name = "ReadDate" + Literals.Integer(_readers.Count + 1);
        _readers.Add(key, name);
        DateReaderEmitter.Emit(_code, this, name, parse);
        return name;
    }

    /// <summary>Writes them all.</summary>
    public void WriteTo(CodeWriter code)
    {
        foreach (var part in (string[])[_fields.ToString(), _code.ToString()])
        {
            if (part.Length == 0) continue;
            foreach (var line in part.TrimEnd('\n').Split('\n')) code.Line(line);
        }
    }
}
