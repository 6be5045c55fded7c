using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Core.Policy;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Mapping.Synthesis;

public sealed class ExampleBookTests : IDisposable
{
    private static readonly TargetTable People = new() { Name = "people", Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }] };
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("model.duckdb")]
    [InlineData("model.csv")]
    public void Of_SeveralSourceTables_ReadsTheFileOnce(string file)
    {
        if (file.EndsWith(".csv", StringComparison.Ordinal)) _folder.Write(file, "id\n7\n");
        else
        {
            using var connection = new DuckDbConnection($"Data Source={_folder[file]}");
            connection.Open();
            connection.Execute("CREATE TABLE people AS SELECT 7 AS id");
        }

        var book = new ExampleBook(Context(file));
        var first = book.Of(Source("a"), People)!;
        File.Delete(_folder[file]);
        var second = book.Of(Source("b"), People)!;

        Assert.Equal("7", Assert.Single(first.New["id"]));
        Assert.Equal("7", Assert.Single(second.New["id"]));
    }

    public void Dispose() => _folder.Dispose();

    private static CatalogTable Source(string name) => new() { Name = name, Source = new CatalogSource { Location = name, Format = "csv", Sha256 = "" }, Columns = [] };

    private StageContext Context(string examples) => new()
    {
        Contract = new RunContract
        {
            RunId = "01JD0000000000000000000000", Mode = RunMode.DataMode, Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["a.csv"] }, Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"] },
            RbacActor = new RbacActor("tester", Role.Operator), Overrides = new RunOverrides { Examples = new Dictionary<string, string> { ["people"] = examples } },
        },
        ContractHash = new string('c', 64), Policy = new PolicyEngine(PolicyManifestLoader.LoadDefault()), Thresholds = new ThresholdProfile(), Artifacts = new FileArtifactStore(_folder["state"]), Lane = Lane.Interactive,
        Seed = 7, Time = TimeProvider.System, WorkFolder = _folder["work"], BaseFolder = _folder.Path,
    };
}
