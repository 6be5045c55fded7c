extern alias generators;

using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lumos.Host.Cli;

/// <summary>Runs vectors on the C# the generator makes: writes a program around each plan, has it generated and compiled in memory, and calls it.</summary>
internal sealed class GeneratedBackend : IVectorBackend
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "Lumos.Dsl.dll" or "Lumos.Abstractions.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <inheritdoc/>
    public string Name => "generated";

    /// <inheritdoc/>
    public IReadOnlyList<VectorOutcome> Evaluate(CompiledVector vector, IReadOnlyList<ValueList<string?>> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(rows);
        var compilation = CSharpCompilation.Create(
            "Generated", [CSharpSyntaxTree.ParseText(Program(vector), cancellationToken: cancellationToken)], References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create(new generators::Lumos.Dsl.Generators.TransformGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _, cancellationToken);
        if (complete.SyntaxTrees.Count() == 1) throw DslReject.Exception(RejectCode.Backend, "Generated C# cannot do this exactly.");
        using var assembly = new MemoryStream();
        var emitted = complete.Emit(assembly, cancellationToken: cancellationToken);
        if (!emitted.Success) throw new InvalidOperationException("The generated C# does not compile: " + string.Join(" ", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + string.Join("\n", complete.SyntaxTrees));
        assembly.Position = 0;
        var context = new AssemblyLoadContext("generated", isCollectible: true);
        try
        {
            var run = context.LoadFromStream(assembly).GetType("Harness")!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<string?[], string?[]>>();
            return [.. rows.Select(row => run([.. row]) is var outcome ? new VectorOutcome(outcome[0], outcome[1]) : null!)];
        }
        finally
        {
            context.Unload();
        }
    }

    private static string Program(CompiledVector vector)
    {
        var members = new StringBuilder();
        var reads = new StringBuilder();
        for (var i = 0; i < vector.Source.Fields.Count; i++)
        {
            var field = vector.Source.Fields[i];
            members.Append(CultureInfo.InvariantCulture, $"    [Column({Digits(field.Name, field.Type)})] public {ClrOf(field.Type)}? P{i} {{ get; set; }}\n");
            reads.Append(CultureInfo.InvariantCulture, $"            P{i} = row[{i}] is null ? null : {Read($"row[{i}]", field.Type)},\n");
        }

        var type = vector.Expression.Type;
        return $$"""
            #nullable enable
            using System;
            using System.Globalization;
            using Lumos.Dsl.CompileTime;

            public sealed class Source
            {
            {{members}}}

            public sealed class Target
            {
                [Column({{Digits("value", type)}})] public {{ClrOf(type)}}? Value { get; set; }
            }

            [TransformPlan(Source = typeof(Source), Target = typeof(Target), Text = {{Literal(DslText.Print(vector.ToPlan().Plan))}})]
            public static partial class Mapper;

            public static class Harness
            {
                public static string?[] Run(string?[] row)
                {
                    var source = new Source
                    {
            {{reads}}        };
                    return Mapper.TryMap(source, out var target, out var failure) ? [{{Print("target!.Value", type)}}, null] : [null, failure.Code];
                }
            }
            """;
    }

    private static string Digits(string name, ColumnType type) => type.Kind == ColumnKind.Decimal
        ? string.Create(CultureInfo.InvariantCulture, $"{Literal(name)}, {type.Precision}, {type.Scale}")
        : Literal(name);

    private static string ClrOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "string",
        ColumnKind.Int64 => "long",
        ColumnKind.Decimal => "decimal",
        ColumnKind.Bool => "bool",
        ColumnKind.Date => "DateOnly",
        ColumnKind.Timestamp => "DateTime",
        _ => "double",
    };

    private static string Read(string text, ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => text,
        ColumnKind.Date => $"DateOnly.ParseExact({text}!, \"yyyy-MM-dd\", CultureInfo.InvariantCulture)",
        ColumnKind.Timestamp => $"DateTime.ParseExact({text}!, \"yyyy-MM-dd HH:mm:ss.ffffff\", CultureInfo.InvariantCulture)",
        ColumnKind.Bool => $"bool.Parse({text}!)",
        _ => $"{ClrOf(type)}.Parse({text}!, CultureInfo.InvariantCulture)",
    };

    private static string Print(string value, ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => value,
        ColumnKind.Date => $"{value}?.ToString(\"yyyy-MM-dd\", CultureInfo.InvariantCulture)",
        ColumnKind.Timestamp => $"{value}?.ToString(\"yyyy-MM-dd HH:mm:ss.ffffff\", CultureInfo.InvariantCulture)",
        ColumnKind.Bool => $"{value} switch {{ null => null, true => \"true\", _ => \"false\" }}",
        _ => $"{value}?.ToString(CultureInfo.InvariantCulture)",
    };

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
