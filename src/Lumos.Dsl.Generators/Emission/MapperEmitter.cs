using Lumos.Dsl.Checking;
using Lumos.Dsl.Generators.Compiling;
using Lumos.Dsl.Generators.Models;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>Writes <c>TryMap</c> and <c>MapRows</c> of a type that wears <c>[TransformPlan]</c>.</summary>
internal static class MapperEmitter
{
    private const string Failure = "global::Lumos.Dsl.CompileTime.PlanFailure";
    private const string Scratch = "global::Lumos.Dsl.Kernels.TextScratch";

    public static SourceFile Emit(MapperModel model, CheckedPlan plan)
    {
        var code = SourceFile.Open(model.Shell);
        var source = model.Source.FullName;
        var target = model.Target.FullName;
        var pass = model.Source.IsReference ? "" : "in ";
        code.Line("/// <summary>Maps one row.</summary>");
        code.Line("/// <returns>False when a column failed; the first one is told.</returns>");
        code.Line(SourceFile.GeneratedCode);
        var mark = model.Target.IsReference ? "[global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] " : "";
        code.Open($"public static bool TryMap({pass}{source} source, {mark}out {target} target, out {Failure} failure)");
        code.Line("failure = default;");
        code.Line($"var scratch = {Scratch}.Acquire();");
        code.Line($"var mapped = LumosPlan.TryMap({pass}source, scratch, out target, ref failure);");
        code.Line("scratch.Release();");
        code.Line("return mapped;");
        code.Close();
        code.Line();
        if (!model.Source.IsSpanLike && !model.Target.IsSpanLike) EmitBatch(code, pass, source, target);

        code.Line(SourceFile.GeneratedCode);
        code.Open("private static class LumosPlan");
        EmitRow(code, model, plan, pass);
        var statics = new PlanStatics();
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            var (pipeline, member) = plan.Columns[i];
            code.Line();
            code.Line("// " + plan.Text[i]);
            code.Open($"private static bool {ColumnName(i)}({pass}{source} source, {Scratch} scratch, out {member.ClrText.Replace("string?", "string")} value, ref {Failure} failure)");
            code.Line("value = default;");
            code.Line("scratch.Clear();");
            new ColumnEmitter(code, statics, pipeline.Target, plan.Find, "source.").EmitColumn(pipeline.Value, member);
            code.Close();
        }

        code.Line();
        statics.WriteTo(code);
        code.Close();
        return new(model.Shell.HintName + ".g.cs", SourceFile.Close(code, model.Shell));
    }

    private static void EmitBatch(CodeWriter code, string pass, string source, string target)
    {
        code.Line("/// <summary>Maps rows. A row that failed has a failure at its place, and its target is default.</summary>");
        code.Line("/// <returns>How many rows failed.</returns>");
        code.Line(SourceFile.GeneratedCode);
        code.Open($"public static int MapRows(global::System.ReadOnlySpan<{source}> source, global::System.Span<{target}> target, global::System.Span<{Failure}> failures)");
        code.Line("if (target.Length < source.Length) throw new global::System.ArgumentException(\"There must be a place for every row.\", nameof(target));");
        code.Line("if (failures.Length < source.Length) throw new global::System.ArgumentException(\"There must be a place for every row.\", nameof(failures));");
        code.Line($"var scratch = {Scratch}.Acquire();");
        code.Line("var failed = 0;");
        code.Open("for (var i = 0; i < source.Length; i++)");
        code.Line("failures[i] = default;");
        code.Line($"if (!LumosPlan.TryMap({pass}source[i], scratch, out target[i], ref failures[i])) failed++;");
        code.Close();
        code.Line("scratch.Release();");
        code.Line("return failed;");
        code.Close();
        code.Line();
    }

    private static void EmitRow(CodeWriter code, MapperModel model, CheckedPlan plan, string pass)
    {
        code.Open($"public static bool TryMap({pass}{model.Source.FullName} source, {Scratch} scratch, out {model.Target.FullName} target, ref {Failure} failure)");
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            code.Open($"if (!{ColumnName(i)}({pass}source, scratch, out var column{i}, ref failure))");
            code.Line("target = default;");
            code.Line("return false;");
            code.Close();
        }

        var arguments = plan.Construction.Arguments.Select(pair => $"{SymbolReader.Escape(pair.Parameter)}: column{pair.Column}");
        var settings = plan.Construction.Settings.Select(pair => $"{SymbolReader.Escape(pair.Member)} = column{pair.Column}").ToArray();
        code.Line($"target = new {model.Target.FullName}({string.Join(", ", arguments)}){(settings.Length == 0 ? "" : $" {{ {string.Join(", ", settings)} }}")};");
        code.Line("return true;");
        code.Close();
    }

    private static string ColumnName(int i) => "TryColumn" + Literals.Integer(i);
}
