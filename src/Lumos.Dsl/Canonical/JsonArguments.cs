using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Canonical;

/// <summary>Reads the <c>args</c> object of an operation by its signature.</summary>
internal static class JsonArguments
{
    /// <summary>Every parameter's argument, or null when something is wrong.</summary>
    /// <param name="signature">What to read.</param>
    /// <param name="json">The object.</param>
    /// <param name="defaults">Whether a missing parameter takes its default, as in vector files.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    public static Dictionary<string, Argument>? Read(Signature signature, JsonElement json, bool defaults, List<DslDiagnostic> diagnostics)
    {
        var before = diagnostics.Count;
        if (json.ValueKind != JsonValueKind.Object)
        {
            diagnostics.Add(new(RejectCode.Argument, $"The args of {signature.Name} are not an object."));
            return null;
        }

        var arguments = new Dictionary<string, Argument>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (signature.Find(property.Name) is not { } parameter)
            {
                diagnostics.Add(new(RejectCode.Argument, $"{signature.Name} has no argument '{property.Name}'.", Suggestion: NearestName.Suggest(property.Name, signature.Parameters.Select(known => known.Name).ToArray(), listOtherwise: true)));
            }
            else if (Read(signature, parameter, property.Value, diagnostics) is { } argument)
            {
                arguments[parameter.Name] = argument;
            }
        }

        foreach (var parameter in signature.Parameters)
        {
            if (json.TryGetProperty(parameter.Name, out _)) continue;
            if ((defaults || parameter.Extension) && parameter.VectorDefault is { } value) arguments[parameter.Name] = value;
            else diagnostics.Add(new(parameter.MissingCode, $"Argument {parameter.Name} of {signature.Name} is missing.", Suggestion: "Every choice is spelled out here. " + Expected(parameter)));
        }

        return diagnostics.Count == before && ArgumentRules.AreComplete(signature, arguments, default, diagnostics) ? arguments : null;
    }

    private static Argument? Read(Signature signature, Parameter parameter, JsonElement json, List<DslDiagnostic> diagnostics)
    {
        if (json.ValueKind == JsonValueKind.Null && parameter.Optional) return Argument.Absent;
        var argument = parameter.Kind switch
        {
            ParameterKind.Word when TextOf(json) is { } word && Array.IndexOf(parameter.Words, word) >= 0 => new WordArgument(word),
            ParameterKind.Text when TextOf(json) is { } text => new TextArgument(text),
            ParameterKind.WordOrText => WordOrText(parameter, json),
            ParameterKind.Integer when json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var integer) => new IntegerArgument(integer),
            ParameterKind.Flag when json.ValueKind is JsonValueKind.True or JsonValueKind.False => new FlagArgument(json.GetBoolean()),
            ParameterKind.TextList when json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(item => TextOf(item) is not null)
                => new TextListArgument(ValueList.From(json.EnumerateArray().Select(item => TextOf(item)!))),
            ParameterKind.Map => Map(json),
            ParameterKind.Type when TextOf(json) is { } name => TypeOf(name),
            ParameterKind.TypeList when json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(item => TextOf(item) is not null) => TypesOf(json),
            _ => (Argument?)null,
        };
        if (argument is null && parameter.Kind is not (ParameterKind.Type or ParameterKind.TypeList))
        {
            diagnostics.Add(new(parameter.RejectCode, $"Argument {parameter.Name} of {signature.Name} has a value it may not have.", Suggestion: Expected(parameter)));
        }
        else if (argument is null && diagnostics.Count == 0)
        {
            diagnostics.Add(new(parameter.RejectCode, $"Argument {parameter.Name} of {signature.Name} is not a type."));
        }

        return argument;

        TypeArgument? TypeOf(string name)
        {
            var type = TypeNames.Read(name, parameter.RejectCode, out var problem);
            if (problem is not null) diagnostics.Add(problem);
            return type is { } known ? new TypeArgument(known) : null;
        }

        TypeListArgument? TypesOf(JsonElement list)
        {
            var types = list.EnumerateArray().Select(item => TypeOf(TextOf(item)!)?.Type).ToArray();
            return types.All(type => type is not null) ? new TypeListArgument(ValueList.From(types.Select(type => (ColumnType)type!))) : null;
        }
    }

    private static Argument? WordOrText(Parameter parameter, JsonElement json)
    {
        if (TextOf(json) is { } word) return Array.IndexOf(parameter.Words, word) >= 0 ? new WordArgument(word) : null;
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Count() != 1) return null;
        return json.TryGetProperty(parameter.TextKey, out var value) && TextOf(value) is { } text ? new TextArgument(text) : null;
    }

    private static MapArgument? Map(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) return null;
        var entries = new List<MapEntry>();
        foreach (var pair in json.EnumerateArray())
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2 || TextOf(pair[0]) is not { } key) return null;
            var value = TextOf(pair[1]);
            if (value is null && pair[1].ValueKind != JsonValueKind.Null) return null;
            entries.Add(new(key, value));
        }

        return new(ValueList.From(entries));
    }

    private static string? Expected(Parameter parameter) => parameter.Kind switch
    {
        ParameterKind.Word => "Use one of: " + string.Join(", ", parameter.Words) + ".",
        ParameterKind.WordOrText => $"Use one of: {string.Join(", ", parameter.Words)}, or {{\"{parameter.TextKey}\": text}}.",
        ParameterKind.Map => "Use a list of [key, value] pairs.",
        _ => null,
    };

    /// <summary>The text of a JSON string, or null; a string with an unpaired surrogate is none.</summary>
    internal static string? TextOf(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String) return null;
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
