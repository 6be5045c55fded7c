using Lumos.Abstractions;
using Lumos.Core.Domains;

namespace Lumos.Core.Tests.Domains;

public sealed class SurroundingsTests
{
    [Fact]
    public void Write_ColumnsOfATable_SaysWhereEachStands()
    {
        var columns = Write(["1", "2", "3", "4", "5", "6"], ["4.1", "4.4", "4.9", "5.2", "4.8", "4.6"], ["4.3", "4.0", "5.1", "4.7", "4.5", "4.2"]);

        Assert.Equal((1, 0, 0), (Term(columns[0], "first_column"), Term(columns[0], "last_column"), Term(columns[0], "key_in_front")));
        Assert.Equal((1, 1, 0), (Term(columns[1], "second_column"), Term(columns[1], "like_after"), Term(columns[1], "like_before")));
        Assert.Equal((1, 1, 1), (Term(columns[2], "last_column"), Term(columns[2], "like_before"), Term(columns[2], "key_in_front")));
        Assert.Equal(1, Term(columns[2], "numeric_table"), 6);
        Assert.Equal(0.5, Term(columns[2], "fraction_table"), 6);
    }

    [Fact]
    public void Write_NeighbourOfAKnownKind_IsNamed()
    {
        var columns = Write(["ann@example.org", "bo@example.org", "cy@example.org", "di@example.org"], ["12", "40", "7", "33"]);

        Assert.Equal((1, 1), (Term(columns[1], "behind_person"), Term(columns[1], "with_person")));
        Assert.Equal(0, Term(columns[0], "behind_person"));
    }

    [Fact]
    public void Measure_AnyColumn_HasATermForEveryName()
    {
        Assert.Equal(ShapeTerms.Names.Count, ShapeTerms.Measure(ColumnEvidence.Collect("t", "c1", ColumnType.Text, [])).Length);
        Assert.Equal(ShapeTerms.Names.Count, ShapeTerms.Measure(ColumnEvidence.Collect("t", "c1", ColumnType.Text, ["a", "b"])).Length);
        Assert.Equal(ShapeTerms.Names.Count, ShapeTerms.Names.Distinct(StringComparer.Ordinal).Count());
    }

    private static double Term(ColumnEvidence column, string name) => column.Around[Surroundings.Names.ToList().IndexOf(name)];

    private static List<ColumnEvidence> Write(params string[][] values)
    {
        var columns = values.Select((v, i) => ColumnEvidence.Collect("t", $"c{i + 1}", ColumnType.Text, v)).ToList();
        var scorer = new DomainScorer(DomainCatalog.Default);
        Surroundings.Write(columns, [.. columns.Select(scorer.Rank)]);
        return columns;
    }
}
