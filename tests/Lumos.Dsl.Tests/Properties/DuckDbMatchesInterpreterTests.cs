using Lumos.Dsl.Sql;
using Lumos.Dsl.Vectors;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.Properties;

public sealed class DuckDbMatchesInterpreterTests
{
    [Fact]
    public void Compile_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        using var connection = new DuckDbConnection();
        connection.Open();
        var comparison = new SqlComparison(SqlEngine.DuckDb, SqlRows.Over(connection));

        comparison.Run(plans: 300);

        // Only steps on wide decimals that need more than 127 bits are refused.
        Assert.True(comparison.Pipelines.Refused * 10 < comparison.Pipelines.All, $"{comparison.Pipelines.Refused} of {comparison.Pipelines.All} pipelines were refused.");
        Assert.True(comparison.Failed.Count >= 5, "Errors came only from " + string.Join(", ", comparison.Failed));
    }
}
