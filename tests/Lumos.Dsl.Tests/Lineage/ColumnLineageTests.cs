using Lumos.Dsl.Lineage;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Lineage;

public sealed class ColumnLineageTests
{
    [Fact]
    public void Of_NestedOperands_GivesEachColumnItsWay()
    {
        var lineage = Assert.Single(ColumnLineage.Of(DslText.Parse("name = concat(first | trim, \"-\", last, first, nulls: skip) | case(upper)")));

        Assert.Equal("name", lineage.Target);
        Assert.Equal(["first", "last"], lineage.Sources);
        Assert.Equal(
            ["first: trim > concat(nulls: skip) > case(upper)", "last: concat(nulls: skip) > case(upper)", "first: concat(nulls: skip) > case(upper)"],
            lineage.Paths.Select(path => path.Source + ": " + string.Join(" > ", path.Steps.Select(step => step.Text))));
        Assert.Equal([OperationKind.Trim, OperationKind.Concat, OperationKind.Case], lineage.Paths[0].Steps.Select(step => step.Operation));
    }

    [Fact]
    public void Of_CarriedAndConstantColumns_HasNoSteps()
    {
        var lineage = ColumnLineage.Of(DslText.Parse("a = b\nc = \"x\""));

        Assert.Empty(Assert.Single(lineage[0].Paths).Steps);
        Assert.Empty(lineage[1].Paths);
        Assert.Empty(lineage[1].Sources);
    }
}
