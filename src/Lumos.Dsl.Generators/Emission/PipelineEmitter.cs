using Lumos.Dsl.Generators.Compiling;
using Lumos.Dsl.Generators.Models;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>Writes the body of a method that wears <c>[Pipeline]</c>.</summary>
internal static class PipelineEmitter
{
    public static SourceFile Emit(PipelineModel model, CheckedPipeline pipeline)
    {
        var result = model.Result;
        var inner = model.Name + "Pipeline_" + Fingerprint.Of(model.Parameters);
        var code = SourceFile.Open(model.Shell);

        // No mark of generated code here: it would be the whole method's, and analyzers pass over what is generated.
        code.Open($"{model.Modifiers}partial {(model.Form == PipelineForm.Value ? result.ClrText : "bool")} {SymbolReader.Escape(model.Name)}({model.Parameters})");
        if (model.Form != PipelineForm.TryWithFailure) code.Line("global::Lumos.Dsl.CompileTime.PlanFailure failure;");
        if (model.Form == PipelineForm.Value)
        {
            foreach (var member in model.Source.Where(member => member is { Clr: ClrType.String, Nullable: false })) code.Line($"global::System.ArgumentNullException.ThrowIfNull({SymbolReader.Escape(member.Name)});");
        }

        var failure = model.Form == PipelineForm.TryWithFailure ? model.FailureName : "failure";
        var value = model.Form == PipelineForm.Value ? "out var result" : "out " + SymbolReader.Escape(result.Name);
        code.Line($"{failure} = default;");
        code.Line("var scratch = global::Lumos.Dsl.Kernels.TextScratch.Acquire();");
        code.Line("scratch.Clear();");
        code.Line($"var mapped = {inner}.TryCompute({string.Concat(model.Source.Select(member => SymbolReader.Escape(member.Name) + ", "))}scratch, {value}, ref {failure});");
        code.Line("scratch.Release();");
        code.Line(model.Form == PipelineForm.Value ? "return result;" : "return mapped;");
        code.Close();
        code.Line();

        code.Line(SourceFile.GeneratedCode);
        code.Open($"private static class {inner}");
        var statics = new PlanStatics();
        var parameters = string.Concat(model.Source.Select(member => $"{member.ClrText.Replace("string?", "string")} {SymbolReader.Escape(member.Name)}, "));
        code.Open($"public static bool TryCompute({parameters}global::Lumos.Dsl.Kernels.TextScratch scratch, out {result.ClrText.Replace("string?", "string")} value, ref global::Lumos.Dsl.CompileTime.PlanFailure failure)");
        code.Line("value = default;");
        new ColumnEmitter(code, statics, result.DefaultColumn, pipeline.Find, "").EmitColumn(pipeline.Value, result);
        code.Close();
        code.Line();
        statics.WriteTo(code);
        code.Close();
        return new($"{model.Shell.HintName}.{model.Name}_{Fingerprint.Of(model.Parameters)}.g.cs", SourceFile.Close(code, model.Shell));
    }
}
