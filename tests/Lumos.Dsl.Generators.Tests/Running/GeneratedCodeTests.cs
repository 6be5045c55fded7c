using System.Reflection;

namespace Lumos.Dsl.Generators.Tests.Running;

/// <summary>What the generated members do, seen from the program that calls them.</summary>
public sealed class GeneratedCodeTests
{
    private const string Types = CompiledText.Usings + """
        public readonly record struct Raw(string? FirstName, string? Age, [property: Column(6, 2)] decimal Price, string Code);
        public readonly record struct Row(string? Name, long? Years, decimal Price, string Code);

        [TransformPlan(Source = typeof(Raw), Target = typeof(Row), Text = "name = first_name | trim | case(upper)\nyears = age | type_cast(int64)\nprice = price\ncode = code | trim")]
        public static partial class RowMap;

        """;

    [Fact]
    public void TryMap_RowThatFails_SaysColumnOperationAndCode()
        => Assert.Equal("years: E_CAST in operation 1, type_cast", Run("RowMap.TryMap(new Raw(\"a\", \"x\", 1, \"c\"), out var row, out var failure); return failure.ToString();"));

    [Fact]
    public void TryMap_SourceValueBeyondItsDeclaration_FailsTheRow()
    {
        Assert.Equal("price: E_INEXACT", Run("RowMap.TryMap(new Raw(\"a\", \"1\", 1.234m, \"c\"), out var row, out var failure); return failure.ToString();"));
        Assert.Equal("price: E_RANGE", Run("RowMap.TryMap(new Raw(\"a\", \"1\", 10000m, \"c\"), out var row, out var failure); return failure.ToString();"));
        Assert.Equal("9999.90", Run("RowMap.TryMap(new Raw(\"a\", \"1\", 9999.9000m, \"c\"), out var row, out var failure); return row.Price.ToString(System.Globalization.CultureInfo.InvariantCulture);"));
    }

    [Fact]
    public void TryMap_NullWhereNoneMayBe_FailsTheRow()
        => Assert.Equal("code: E_NULL", Run("RowMap.TryMap(new Raw(\"a\", \"1\", 1, null!), out var row, out var failure); return failure.ToString();"));

    [Fact]
    public void MapRows_SomeRowsFail_LeavesTheOthersAtTheirPlaces()
        => Assert.Equal("1: A -  A", Run("""
            var source = new[] { new Raw(" a", "1", 1, "c"), new Raw("b", "?", 1, "c"), new Raw("A", null, 1, "c") };
            var rows = new Row[3];
            var failures = new PlanFailure[3];
            var failed = RowMap.MapRows(source, rows, failures);
            return failed + ": " + rows[0].Name + (failures[1].IsFailure ? " - " : " ? ") + rows[1].Name + " " + rows[2].Name;
            """));

    [Fact]
    public void MapRows_TooFewPlaces_Throws()
        => Assert.Equal("target", Run("try { RowMap.MapRows(new Raw[2], new Row[1], new PlanFailure[2]); return \"\"; } catch (ArgumentException error) { return error.ParamName!; }"));

    [Fact]
    public void TryMap_TextThatStays_IsTheSameString()
        => Assert.Equal("True", Run("var code = new string('c', 3); RowMap.TryMap(new Raw(null, null, 1, code), out var row, out _); return ReferenceEquals(code, row.Code).ToString();"));

    [Fact]
    public void TryMap_GetterThatMapsARowItself_DoesNotDisturb()
        => Assert.Equal("OUTER inner", Run(
            "Nested.TryMap(new Outer(), out var row, out _); return row.Name;",
            """
            public sealed class Outer
            {
                public string? First => "outer";
                public string? Second { get { RowMap.TryMap(new Raw("a very long other text", "1", 1, "c"), out var row, out _); return "inner"; } }
            }
            public readonly record struct One(string? Name);
            [TransformPlan(Source = typeof(Outer), Target = typeof(One), Text = "name = concat(first | case(upper), second, separator: ' ', nulls: skip)")]
            public static partial class Nested;
            """));

    [Fact]
    public void MapRows_WarmedUp_AllocatesNothingButTheNewTexts()
        => Assert.Equal("0", Run("""
            var source = new Raw[100];
            for (var i = 0; i < source.Length; i++) source[i] = new Raw(" name" + i, "12", 1.5m, "code");
            var rows = new Row[100];
            var failures = new PlanFailure[100];
            RowMap.MapRows(source, rows, failures);
            var before = GC.GetAllocatedBytesForCurrentThread();
            RowMap.MapRows(source, rows, failures);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            foreach (var row in rows) allocated -= (22 + 2L * row.Name!.Length + 7) / 8 * 8;
            return allocated.ToString();
            """));

    [Fact]
    public void Methods_OfEveryForm_DoWhatTheySay()
        => Assert.Equal("ANNA|12|False|E_DIV_ZERO|5", Run(
            """
            var tried = C.TryAge("x", out _);
            C.TryAge("12", out var age);
            C.TryShare(1, 0, out _, out var failure);
            C.Small("5", out var small, out _);
            return C.Upper(" Anna ") + "|" + age + "|" + tried + "|" + failure.Code + "|" + small;
            """,
            """
            public static partial class C
            {
                [Pipeline("name | trim | case(upper)")] public static partial string? Upper(string? name);
                [Pipeline("text | type_cast(int64)")] public static partial bool TryAge(ReadOnlySpan<char> text, out long age);
                [Pipeline("safe_math(div, a, b, result: int64, on_zero: error)")] public static partial bool TryShare(int a, int b, out long value, out PlanFailure failure);
                [Pipeline("text | type_cast(int64)")] public static partial bool Small(string text, out int value, out PlanFailure failure);
            }
            """));

    [Fact]
    public void Method_ResultBeyondInt_Fails()
        => Assert.Equal("value: E_RANGE", Run(
            "C.Small(\"3000000000\", out _, out var failure); return failure.ToString();",
            "public static partial class C { [Pipeline(\"text | type_cast(int64)\")] public static partial bool Small(string text, out int value, out PlanFailure failure); }"));

    private static string Run(string body, string more = "")
    {
        var text = CompiledText.Of(Types + more + "\npublic static class Harness { public static string Run() { " + body + " } }");
        using var assembly = new MemoryStream();
        var emitted = text.Complete.Emit(assembly);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return (string)Assembly.Load(assembly.ToArray()).GetType("Harness")!.GetMethod("Run")!.Invoke(null, null)!;
    }
}
