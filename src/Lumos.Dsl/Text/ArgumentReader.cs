using System.Globalization;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Text;

/// <summary>Sorts the arguments of a call into operands and parameters.</summary>
internal sealed class ArgumentReader(Signature signature, CallSyntax call, List<DslDiagnostic> diagnostics)
{
    private readonly Dictionary<string, Argument> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceSpan> _places = new(StringComparer.Ordinal);

    /// <summary>Where each argument that is given stands; texts of a list are <c>formats[0]</c>, <c>formats[1]</c>, ..., entries of a map likewise.</summary>
    public IReadOnlyDictionary<string, SourceSpan> Places => _places;

    /// <summary>Every parameter's argument, once reading found nothing wrong.</summary>
    public IReadOnlyDictionary<string, Argument> Values => _values;

    /// <summary>Fills <see cref="Values"/> and gives the arguments that are operands.</summary>
    /// <param name="isPiped">Whether the first operand comes through a pipe.</param>
    public IReadOnlyList<Syntax> Read(bool isPiped)
    {
        var positional = new Queue<Syntax>(call.Arguments.Where(argument => argument.Name is null).Select(argument => argument.Value));
        var operands = new List<Syntax>();
        if (signature.Operands == Operands.One && !isPiped && positional.Count > 0) operands.Add(positional.Dequeue());
        foreach (var argument in call.Arguments.Where(argument => argument.Name is not null)) ReadNamed(argument);
        foreach (var parameter in signature.Parameters.Where(parameter => parameter.Positional))
        {
            if (positional.Count == 0) break;
            if (!_given.Contains(parameter.Name)) ReadPositional(parameter, positional);
        }

        if (signature.Operands == Operands.Many) operands.AddRange(positional);
        else if (positional.Count > 0) diagnostics.Add(new(RejectCode.Argument, $"{call.Name} takes no further argument here.", positional.Peek().Span, Usage()));
        FillDefaults();
        return operands;
    }

    /// <summary>A type as written, or null with a diagnostic.</summary>
    public static Argument? ReadType(Syntax syntax, string rejectCode, List<DslDiagnostic> diagnostics)
    {
        var type = TypeNames.Read(Spell(syntax), rejectCode, out var problem);
        if (problem is not null) diagnostics.Add(problem with { Span = syntax.Span });
        return type is { } known ? new TypeArgument(known) : null;
    }

    private void ReadNamed(ArgumentSyntax argument)
    {
        if (signature.Find(argument.Name!) is not { } parameter)
        {
            diagnostics.Add(new(RejectCode.Argument, $"{call.Name} has no argument '{argument.Name}'.", argument.NameSpan, ForeignNames.ArgumentOf(argument.Name!, signature) ?? NearestName.Suggest(argument.Name!, signature.Parameters.Select(known => known.Name).ToArray(), listOtherwise: true)));
        }
        else if (!_given.Add(parameter.Name))
        {
            diagnostics.Add(new(RejectCode.Argument, $"Argument {parameter.Name} of {call.Name} is given twice.", argument.NameSpan));
        }
        else
        {
            Read(parameter, argument.Value);
        }
    }

    private void ReadPositional(Parameter parameter, Queue<Syntax> positional)
    {
        _given.Add(parameter.Name);
        if (parameter.Kind != ParameterKind.TextList || positional.Peek() is not TextSyntax || positional.Count == 1)
        {
            Read(parameter, positional.Dequeue());
            return;
        }

        // date_parse("DD.MM.YYYY", "YYYY-MM-DD"): the texts are the list.
        var items = new List<Syntax>();
        while (positional.Count > 0) items.Add(positional.Dequeue());
        Read(parameter, new ListSyntax(items, items[0].Span.To(items[^1].Span)));
    }

    private void FillDefaults()
    {
        foreach (var parameter in signature.Parameters)
        {
            if (_given.Contains(parameter.Name)) continue;
            if (parameter.TextDefault is { } value) _values[parameter.Name] = value;
            else diagnostics.Add(new(parameter.MissingCode, $"{call.Name} needs the argument {parameter.Name}.", call.Span, Usage()));
        }

        if (signature.Parameters.All(parameter => _values.ContainsKey(parameter.Name))) ArgumentRules.AreComplete(signature, _values, call.Span, diagnostics);
    }

    private void Read(Parameter parameter, Syntax value)
    {
        if (parameter.Optional && value is NameSyntax { Name: "null" } && Array.IndexOf(parameter.Words, "null") < 0)
        {
            _values[parameter.Name] = Argument.Absent;
            return;
        }

        _places[parameter.Name] = value.Span;
        if (value is ListSyntax items)
        {
            for (var i = 0; i < items.Items.Count; i++) _places[FormattableString.Invariant($"{parameter.Name}[{i}]")] = items.Items[i].Span;
        }

        var before = diagnostics.Count;
        var argument = parameter.Kind switch
        {
            ParameterKind.Word when value is NameSyntax name && Array.IndexOf(parameter.Words, name.Name) >= 0 => new WordArgument(name.Name),
            ParameterKind.WordOrText when value is NameSyntax name && Array.IndexOf(parameter.Words, name.Name) >= 0 => new WordArgument(name.Name),
            ParameterKind.Text or ParameterKind.WordOrText when value is TextSyntax text => new TextArgument(text.Text),
            ParameterKind.Integer when value is NumberSyntax number && int.TryParse(number.Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => new IntegerArgument(integer),
            ParameterKind.Flag when value is NameSyntax { Name: "true" or "false" } flag => new FlagArgument(flag.Name == "true"),
            ParameterKind.Type when value is NameSyntax or CallSyntax => ReadType(value, parameter.RejectCode, diagnostics),
            ParameterKind.TextList when value is TextSyntax text => new TextListArgument([text.Text]),
            ParameterKind.TextList when value is ListSyntax list && list.Items.All(item => item is TextSyntax) => new TextListArgument(ValueList.From(list.Items.Select(item => ((TextSyntax)item).Text))),
            ParameterKind.TypeList when value is ListSyntax list => ReadTypes(parameter, list),
            ParameterKind.Map when value is MapSyntax map => ReadMap(map),
            _ => (Argument?)null,
        };
        if (argument is not null) _values[parameter.Name] = argument;
        else if (diagnostics.Count == before) diagnostics.Add(new(parameter.RejectCode, $"Argument {parameter.Name} of {call.Name} cannot be this.", value.Span, Expected(parameter, value)));
    }

    private TypeListArgument? ReadTypes(Parameter parameter, ListSyntax list)
    {
        var types = list.Items.Select(item => ReadType(item, parameter.RejectCode, diagnostics)).OfType<TypeArgument>().ToArray();
        return types.Length == list.Items.Count ? new(ValueList.From(types.Select(type => type.Type))) : null;
    }

    private MapArgument? ReadMap(MapSyntax map)
    {
        var entries = new List<MapEntry>();
        foreach (var (key, value) in map.Entries)
        {
            if (key is TextSyntax keyText && value is TextSyntax or NameSyntax { Name: "null" })
            {
                _places[FormattableString.Invariant($"map[{entries.Count}]")] = key.Span;
                entries.Add(new(keyText.Text, (value as TextSyntax)?.Text));
            }
            else
            {
                diagnostics.Add(new(RejectCode.Argument, "Keys of a map are texts, values are texts or null.", key.Span.To(value.Span), "Write {\"DE\": \"Germany\", \"\": null}."));
            }
        }

        return entries.Count == map.Entries.Count ? new(ValueList.From(entries)) : null;
    }

    private static string Spell(Syntax syntax) => syntax switch
    {
        NameSyntax name => name.Name,
        NumberSyntax number => number.Digits,
        CallSyntax call => call.Name + "(" + string.Join(",", call.Arguments.Select(argument => Spell(argument.Value))) + ")",
        _ => "?",
    };

    private static string Expected(Parameter parameter, Syntax value)
    {
        var words = string.Join(", ", parameter.Words);
        if (value is TextSyntax text && Array.IndexOf(parameter.Words, text.Text) >= 0) return $"Write {text.Text} without quotes.";
        if (value is NameSyntax && parameter.Kind is ParameterKind.Text or ParameterKind.TextList) return "Put the text in quotes.";
        if (value is TextSyntax characters && parameter.Name == "side") return $"The characters to remove are the argument set: {Quoting.Text(characters.Text)}.";
        return parameter.Kind switch
        {
            ParameterKind.Word => value is NameSyntax name && NearestName.Find(name.Name, parameter.Words) is { } near ? $"Did you mean {near}?" : $"Use one of: {words}.",
            ParameterKind.WordOrText => $"Use one of: {words}, or a text in quotes.",
            ParameterKind.Text => "A text in quotes is needed.",
            ParameterKind.Integer => "A whole number is needed.",
            ParameterKind.Flag => "Use true or false.",
            ParameterKind.TextList => "A text in quotes, or several in [ ], is needed.",
            ParameterKind.Map => "A map is needed: {\"DE\": \"Germany\"}.",
            _ => "Types: text, int64, decimal(p,s), bool, date, timestamp, float64.",
        };
    }

    private string Usage() => "Write: " + SignatureText.Of(signature) + ".";
}
