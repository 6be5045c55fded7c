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

        Assert.Equal(0, comparison.Pipelines.Refused);
        Assert.True(comparison.Failed.Count >= 5, "Errors came only from " + string.Join(", ", comparison.Failed));
    }
}
