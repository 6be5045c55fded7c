using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Tests.Columns;

public sealed class SourceRegistrationTests
{
    [Fact]
    public void Sql_InAPreparedStatement_ReadsTheBatchesOfEveryRun()
    {
        using var connection = new DuckDbConnection();
        connection.Open();
        var values = new[] { 1, 2, 3 };
        using var registration = connection.RegisterSource(
            "numbers",
            new DuckDbBatchSource([new DuckDbField("n", DuckDbLogicalType.Of(DuckDbType.Integer))], () => [new DuckDbBatch([DuckDbColumnData.Of(DuckDbType.Integer, values)])]));
        using var command = connection.CreateCommand($"SELECT CAST(sum(n) AS BIGINT) FROM {registration.Sql}");
        command.Prepare();

        Assert.Equal(6L, command.ExecuteScalar());
        values = [10, 20];
        Assert.Equal(30L, command.ExecuteScalar());
    }
}
