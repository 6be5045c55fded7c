using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Canonical;

/// <summary>Reads plans from JSON and reports every mistake at once.</summary>
internal sealed class JsonPlanReader
{
    private readonly List<DslDiagnostic> _diagnostics = [];
    private int _depth;

    private JsonPlanReader()
    {
    }

    public static TransformPlan? Read(string json, out IReadOnlyList<DslDiagnostic> diagnostics)
    {
        var reader = new JsonPlanReader();
        diagnostics = reader._diagnostics;
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = (ExpressionChecker.MaxDepth * 2) + 16, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(json, options);
            var plan = reader.ReadPlan(document.RootElement);
            return reader._diagnostics.Count == 0 ? plan : null;
        }
        catch (JsonException error)
        {
            var span = new SourceSpan((int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, 0, 0);
            reader._diagnostics.Add(new(RejectCode.Syntax, "The plan is not valid JSON, names a key twice or is nested too deep.", span));
            return null;
        }
    }

    private TransformPlan? ReadPlan(JsonElement json)
    {
        if (!HasKeys(json, "The plan", "dsl_version", "pipelines")) return null;
        var version = JsonArguments.TextOf(json.GetProperty("dsl_version"));
        if (version != TransformPlan.CurrentVersion)
        {
            _diagnostics.Add(new(RejectCode.Version, $"The plan is written in a version of the language other than {TransformPlan.CurrentVersion}."));
            return null;
        }

        if (json.GetProperty("pipelines") is not { ValueKind: JsonValueKind.Array } list)
        {
            _diagnostics.Add(new(RejectCode.Syntax, "The pipelines of the plan are not a list."));
            return null;
        }

        return new(ValueList.From(list.EnumerateArray().Select(ReadPipeline).OfType<Pipeline>().ToArray()), version);
    }

    private Pipeline? ReadPipeline(JsonElement json)
    {
        if (!HasKeys(json, "A pipeline", "expression", "target", "type")) return null;
        var target = JsonArguments.TextOf(json.GetProperty("target"));
        if (target is null) _diagnostics.Add(new(RejectCode.Syntax, "The target of a pipeline is not a text."));
        ColumnType? type = null;
        if (json.GetProperty("type") is { ValueKind: not JsonValueKind.Null } declared)
        {
            type = TypeNames.Read(JsonArguments.TextOf(declared) ?? "", RejectCode.Type, out var problem);
            if (problem is not null) _diagnostics.Add(problem with { Target = target });
        }

        var before = _diagnostics.Count;
        var expression = ReadExpression(json.GetProperty("expression"));
        for (var i = before; i < _diagnostics.Count; i++) _diagnostics[i] = _diagnostics[i] with { Target = target };
        return target is null || expression is null ? null : new(target, type, expression);
    }

    private Expression? ReadExpression(JsonElement json)
    {
        if (_depth >= ExpressionChecker.MaxDepth)
        {
            _diagnostics.Add(new(RejectCode.TooDeep, $"Operations are nested deeper than {ExpressionChecker.MaxDepth} levels."));
            return null;
        }

        if (json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Count() == 1)
        {
            var property = json.EnumerateObject().First();
            var text = JsonArguments.TextOf(property.Value);
            if (text is not null && property.NameEquals("column")) return new ColumnReference(text);
            if (text is not null && property.NameEquals("text")) return new Constant(text);
        }

        if (!HasKeys(json, "An expression", "args", "inputs", "op")) return null;
        _depth++;
        var operation = ReadOperation(json);
        _depth--;
        return operation;
    }

    private Operation? ReadOperation(JsonElement json)
    {
        var name = JsonArguments.TextOf(json.GetProperty("op")) ?? "";
        if (!OperationNames.TryParse(name, out var kind))
        {
            _diagnostics.Add(UnknownOperation.Of(name, default));
            return null;
        }

        var signature = Signature.Of(kind);
        var arguments = JsonArguments.Read(signature, json.GetProperty("args"), defaults: false, _diagnostics);
        if (json.GetProperty("inputs") is not { ValueKind: JsonValueKind.Array } list)
        {
            _diagnostics.Add(new(RejectCode.Syntax, $"The inputs of {name} are not a list."));
            return null;
        }

        var inputs = list.EnumerateArray().Select(ReadExpression).ToArray();
        if (signature.Operands == Operands.One && inputs.Length != 1)
        {
            _diagnostics.Add(new(RejectCode.Argument, $"{name} takes exactly one input, not {inputs.Length}."));
            return null;
        }

        if (signature.CountProblem(inputs.Length) is { } problem)
        {
            _diagnostics.Add(problem);
            return null;
        }

        return arguments is null || inputs.Any(input => input is null) ? null : OperationAssembly.Build(kind, arguments, ValueList.From(inputs.Select(input => input!)));
    }

    private bool HasKeys(JsonElement json, string what, params string[] keys)
    {
        if (json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Count() == keys.Length && keys.All(key => json.TryGetProperty(key, out _))) return true;
        _diagnostics.Add(new(RejectCode.Syntax, $"{what} must be an object with exactly these keys: {string.Join(", ", keys)}."));
        return false;
    }
}
