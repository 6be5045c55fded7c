using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Checking;

public sealed class TargetCheckTests
{
    private static readonly TargetTable Customers = new()
    {
        Name = "customers",
        Columns =
        [
            new() { Name = "id", Type = ColumnType.Int64, Nullable = false },
            new() { Name = "full_name", Type = ColumnType.Text },
            new() { Name = "balance", Type = ColumnType.Decimal(12, 2) },
            new() { Name = "status", Type = ColumnType.Text, Nullable = false, Default = "new" },
        ],
    };

    [Fact]
    public void Compile_PlanThatFillsTheTable_HasNoDiagnostics()
    {
        var result = DslText.Compile("id = j\nfull_name = t\nbalance: decimal(12,2) = n | type_cast(decimal(12,2))", CheckerTests.Source, Customers);

        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Plan);
    }

    [Fact]
    public void Compile_NullIntoNotNull_IsAWarning()
    {
        var result = DslText.Compile("id = i", CheckerTests.Source, Customers);

        Assert.NotNull(result.Plan);
        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal((RejectCode.NullableTarget, DslSeverity.Warning), (warning.Code, warning.Severity));
    }

    [Fact]
    public void Compile_WrongColumnsAndTypes_AreRefused()
    {
        var result = DslText.Compile("fullname = t\nbalance = n\nfull_name = t\nfull_name = u", CheckerTests.Source, Customers);

        Assert.Null(result.Plan);
        Assert.Equal(
            [("TARGET", "Did you mean 'full_name'?"), ("IMPLICIT_CAST", "Nothing is converted without being asked: add | type_cast(decimal(12,2))."), ("DUPLICATE_TARGET", null), ("TARGET", "Add a pipeline: id = ...")],
            result.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Suggestion)));
    }

    [Fact]
    public void Compile_DeclaredTypeThatIsNotGiven_IsRefused()
    {
        var result = DslText.Compile("x: int64 = n\ny: bool = d", CheckerTests.Source);

        Assert.Equal(["IMPLICIT_CAST", "TYPE"], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Contains("type_cast(int64, rounding: half_away)", result.Diagnostics[0].Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_UnreadablePipeline_IsNotCalledMissing()
    {
        var result = DslText.Compile("id = j |", CheckerTests.Source, Customers);

        Assert.Equal("SYNTAX", Assert.Single(result.Diagnostics).Code);
    }
}
