using System.Reflection;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;
using Lumos.Dsl.Tests.Properties;
using Lumos.Dsl.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lumos.Dsl.Tests.Fluent;

public sealed class FluentTests
{
    [Fact]
    public void Pipe_TheDesignExample_EqualsItsText()
    {
        var plan = new PlanBuilder()
            .Set("full_name", Pipe.Concat(NullRule.Skip, " ", Pipe.Column("first"), Pipe.Column("last")).CollapseWhitespace())
            .Set("signup_date", Pipe.Column("created").DateParse("MM/DD/YYYY"))
            .Set("weight_kg", Pipe.Column("weight_lb").TypeCast(ColumnType.Decimal(12, 3)).UnitConvert("lb", "kg", ColumnType.Decimal(12, 3)))
            .Set("price", Pipe.Column("qty").TypeCast(ColumnType.Int64).SafeMath(MathFunction.Mul, Pipe.Column("unit_price").TypeCast(ColumnType.Decimal(9, 2)), ColumnType.Decimal(18, 2)))
            .Set("country", Pipe.Column("c").MapDict([new("DE", "Germany"), new("FR", "France")], MissingRule.Keep))
            .Build();

        Assert.Equal(
            DslText.Parse("""
                full_name   = concat(first, last, separator: " ", nulls: skip) | collapse_whitespace
                signup_date = created | date_parse("MM/DD/YYYY")
                weight_kg   = weight_lb | type_cast(decimal(12,3)) | unit_convert("lb", "kg", result: decimal(12,3))
                price       = safe_math(mul, qty | type_cast(int64), unit_price | type_cast(decimal(9,2)), result: decimal(18,2))
                country     = c | map_dict({"DE": "Germany", "FR": "France"}, on_missing: keep)
                """),
            plan);
    }

    [Theory]
    [InlineData("a | trim")]
    [InlineData("a | case(upper)")]
    [InlineData("a | collapse_whitespace")]
    [InlineData("a | regex_extract(\"x\")")]
    [InlineData("a | regex_split(\"x\", 3)")]
    [InlineData("a | map_dict({})")]
    [InlineData("a | date_parse(\"YYYY\")")]
    [InlineData("a | date_format(\"YYYY\")")]
    [InlineData("a | type_cast(int64)")]
    [InlineData("a | unit_convert(\"m\", \"km\", result: int64)")]
    [InlineData("safe_math(add, a, \"x\", result: int64)")]
    public void Pipe_Defaults_AreThoseOfTheText(string text)
    {
        var a = Pipe.Column("a");
        Pipe[] all =
        [
            a.Trim(), a.Case(CaseMode.Upper), a.CollapseWhitespace(), a.RegexExtract("x"), a.RegexSplit("x", 3), a.MapDict([]), a.DateParse("YYYY"), a.DateFormat("YYYY"),
            a.TypeCast(ColumnType.Int64), a.UnitConvert("m", "km", ColumnType.Int64), a.SafeMath(MathFunction.Add, Pipe.Text("x"), ColumnType.Int64),
        ];

        Assert.Contains(DslText.ParseExpression(text), all.Select(pipe => pipe.Expression));
    }

    [Fact]
    public void FluentPrinter_RandomPlans_CompileToEqualPlans()
    {
        var plans = PlanGenerator.Plan.Sample(30, 120).ToArray();
        var methods = plans.Select((plan, i) => $"public static TransformPlan Plan{i}() => {FluentPrinter.Print(plan)};");
        var code = "#nullable enable\nusing System.Collections.Generic;\nusing Lumos.Abstractions;\nusing Lumos.Dsl.Fluent;\nusing Lumos.Dsl.Model;\npublic static class Plans\n{\n" + string.Join("\n", methods) + "\n}";

        var type = Compile(code).GetType("Plans")!;

        for (var i = 0; i < plans.Length; i++)
        {
            Assert.Equal(plans[i], type.GetMethod("Plan" + i)!.Invoke(null, null));
        }
    }

    private static Assembly Compile(string code)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Error);
        var compilation = CSharpCompilation.Create("plans", [CSharpSyntaxTree.ParseText(code)], references, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()));
        return Assembly.Load(image.ToArray());
    }
}
