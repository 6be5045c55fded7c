using Lumos.Abstractions;
using Lumos.Core.Mapping;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Transforms learnt from rows that stand in the database the target schema is read from.</summary>
public sealed class TargetRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TargetRowsTests()
    {
        _folder.Write("people.csv", "id,born,grp\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{500 + i},{1 + i % 28:00}/{1 + i % 12:00}/{1960 + i},{"ABC"[i % 3]}")) + "\n");
        using var connection = new DuckDbConnection($"Data Source={_folder["model.duckdb"]}");
        connection.Open();
        connection.Execute("CREATE TABLE people (id BIGINT PRIMARY KEY, born VARCHAR, level VARCHAR)");
        for (var i = 5; i < 40; i++) connection.Execute($"INSERT INTO people VALUES ({500 + i}, '{1960 + i}.{1 + i % 12:00}', '{(i % 3) switch { 0 => "gold", 1 => "silver", _ => "bronze" }}')");
    }

    [Fact]
    public async Task Run_SchemaOfADatabaseWithRows_LearnsFromThem()
    {
        var columns = await PlanAsync("out.duckdb");

        Assert.Contains("date_format(\"YYYY.MM\"", columns["born"].Dsl, StringComparison.Ordinal);
        Assert.Equal("value_map", columns["level"].Strategy);
        Assert.Contains(columns["level"].Rationale, r => r.Contains("Reproduces 35 of 35", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_IntoTheSameDatabase_LearnsNothingFromIt()
    {
        var columns = await PlanAsync("model.duckdb");

        Assert.DoesNotContain(columns.Values.SelectMany(c => c.Rationale), r => r.Contains("Reproduces", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Dictionary<string, ColumnMapping>> PlanAsync(string output)
    {
        var contract = new RunContractBuilder().From("people.csv").ToSchema("model.duckdb").Into(output).As("ann", Role.Operator).Build();
        var lumos = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
        var result = await lumos.PlanAsync(contract, new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path });
        var plan = (await lumos.GetArtifactsAsync(result.RunId)).Plan!;
        return plan.Tables.SelectMany(t => t.Inputs).SelectMany(i => i.Columns).ToDictionary(c => c.Target, StringComparer.Ordinal);
    }
}
