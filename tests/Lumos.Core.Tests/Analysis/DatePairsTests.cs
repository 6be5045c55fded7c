using Lumos.Abstractions;
using Lumos.Core.Analysis.Statistics;

namespace Lumos.Core.Tests.Analysis;

public sealed class DatePairsTests
{
    [Theory]
    [InlineData("start_date", "end_date", true)]
    [InlineData("visit_start_date", "visit_end_date", true)]
    [InlineData("validFrom", "validTo", true)]
    [InlineData("BIRTH_DATE", "DEATH_DATE", true)]
    [InlineData("visit_start_date", "stay_end_date", false)]
    [InlineData("start_date", "end", false)]
    [InlineData("start_date", "start_date", false)]
    public void Find_ByName_SeesPairs(string start, string end, bool expected)
    {
        var pairs = DatePairs.Find([new TargetColumn { Name = end, Type = ColumnType.Date }, new TargetColumn { Name = start, Type = ColumnType.Date }]);

        Assert.Equal(expected ? [(1, 0)] : [], pairs);
    }

    [Fact]
    public void Find_DifferentTypes_AreNoPair() =>
        Assert.Empty(DatePairs.Find([new TargetColumn { Name = "start", Type = ColumnType.Date }, new TargetColumn { Name = "end", Type = ColumnType.Timestamp }]));
}
