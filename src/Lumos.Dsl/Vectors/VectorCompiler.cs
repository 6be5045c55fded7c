using System.Globalization;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Vectors;

/// <summary>A vector as a checked expression over columns c1, c2, ...</summary>
/// <param name="Expression">The operation.</param>
/// <param name="Source">One nullable column per input.</param>
public sealed record CompiledVector(TypedExpression Expression, ColumnSchema Source)
{
    /// <summary>A plan whose only column, <c>value</c>, is the expression.</summary>
    public TypedPlan ToPlan() =>
        new(new TransformPlan([new Pipeline("value", Expression.Type, Expression.Expression)]), Source, [new TypedPipeline("value", Expression)]);
}

/// <summary>
/// Makes expressions of vectors. Arguments left out of a vector take the defaults of the language's definition (ASCII sets), not those of
/// the text form.
/// </summary>
public static class VectorCompiler
{
    /// <summary>The checked expression, or null with the reasons for its refusal.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="diagnostics">Why it is refused; empty when it is not.</param>
    /// <param name="flags">Parts of the language to allow beyond version 1.</param>
    public static CompiledVector? Compile(DslVector vector, out IReadOnlyList<DslDiagnostic> diagnostics, DslFlags flags = DslFlags.None)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var found = new List<DslDiagnostic>();
        diagnostics = found;
        if (!OperationNames.TryParse(vector.Operation, out var kind))
        {
            found.Add(UnknownOperation.Of(vector.Operation, default));
            return null;
        }

        // "types" says what the operands are where the operation itself declares nothing.
        var declared = kind is OperationKind.Concat or OperationKind.SelectWhen && vector.Args.TryGetProperty("types", out var types) ? types : (JsonElement?)null;
        var args = declared is null ? vector.Args : Without(vector.Args, "types");
        var arguments = JsonArguments.Read(Signature.Of(kind), args, defaults: true, found);
        if (arguments is null) return null;
        var source = SourceOf(kind, arguments, declared, vector.Inputs.Count);
        if (Signature.Of(kind).CountProblem(source.Fields.Count) is { } problem)
        {
            found.Add(kind == OperationKind.SelectWhen && (flags & DslFlags.SelectWhen) == DslFlags.None ? UnknownOperation.Of(vector.Operation, default) : problem);
            return null;
        }

        var inputs = ValueList.From(source.Fields.Select(field => (Expression)new ColumnReference(field.Name)).ToArray());
        var typed = new ExpressionChecker(source, found, flags).Check(OperationAssembly.Build(kind, arguments, inputs));
        return typed is null ? null : new(typed, source);
    }

    private static ColumnSchema SourceOf(OperationKind kind, Dictionary<string, Argument> arguments, JsonElement? declared, int inputs)
    {
        ColumnType[] types = kind switch
        {
            OperationKind.TypeCast => [(arguments["from"] as TypeArgument)?.Type ?? ColumnType.Text],
            OperationKind.UnitConvert => [(arguments["input"] as TypeArgument)?.Type ?? ColumnType.Decimal(18, 6)],
            OperationKind.DateFormat => [(arguments["input"] as TypeArgument)?.Type ?? ColumnType.Date],
            OperationKind.SafeMath => arguments["inputs"] is TypeListArgument list ? [.. list.Types] : [.. Enumerable.Repeat(ColumnType.Int64, Math.Max(1, inputs))],
            OperationKind.Concat or OperationKind.SelectWhen when declared is { ValueKind: JsonValueKind.Array } list
                => [.. list.EnumerateArray().Select(type => ColumnType.TryParse(JsonArguments.TextOf(type), out var known) ? known : ColumnType.Text)],
            _ => [.. Enumerable.Repeat(ColumnType.Text, Math.Max(1, inputs))],
        };
        if (Signature.Of(kind).Operands == Operands.One) types = types[..1];
        return new([.. types.Select((type, i) => new ColumnField("c" + (i + 1).ToString(CultureInfo.InvariantCulture), type))]);
    }

    private static JsonElement Without(JsonElement args, string key)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var property in args.EnumerateObject())
            {
                if (!property.NameEquals(key)) property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }
}
