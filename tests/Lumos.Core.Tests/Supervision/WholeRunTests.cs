using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Domains;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Migration;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>A messy file under the real supervisor, with real reading and real moving; only what is mapped is given by the test.</summary>
public sealed class WholeRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedStages _given = new();
    private readonly RunSettings _confirmed;

    public WholeRunTests()
    {
        _confirmed = new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };
        _folder.Write("people.csv", "Nr;Name;Since;Paid\n1; Åsa ;2024-01-02;1,50\n2;Bo;02.02.2024;2,00\n3;Cem;2024-13-01;3,25\n4;;2024-03-04;4,75\n");
        _folder.Write("target.sql", "CREATE TABLE people (id BIGINT PRIMARY KEY, name TEXT NOT NULL, since DATE, paid NUMERIC(9,2))");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_MessyFile_MovesGoodRowsAndPutsBadOnesAside()
    {
        var engine = Open();
        var result = await engine.RunAsync(Contract(), _confirmed);

        Assert.Equal(RunStatus.Completed, result.Status);
        var table = Assert.Single(result.Migration!.Tables);
        Assert.Equal((4L, 2L, 2L), (table.RowsIn, table.RowsOut, table.Quarantined));
        Assert.Equal("1|Åsa|2024-01-02|1.50\n2|Bo|2024-02-02|2.00", Rows());
        var bad = new List<QuarantineRecord>();
        await foreach (var row in engine.ReadQuarantineAsync()) bad.Add(row);
        Assert.Equal([2L, 3L], bad.Select(r => r.Row));

        Assert.Equal(2, await engine.ExportQuarantineAsync(null, null, _folder["bad.csv"], unmasked: true, new RbacActor("ann", Role.Operator)));
        Assert.Contains("3,Cem,2024-13-01,\"3,25\"", await File.ReadAllTextAsync(_folder["bad.csv"]));
        Assert.True((await engine.VerifyLedgerAsync()).Intact);
    }

    [Fact]
    public async Task Release_WithAMendedPipeline_BringsRowsHome()
    {
        var engine = Open();
        await engine.RunAsync(Contract(), _confirmed);
        var fixes = new Dictionary<string, string> { ["people.since"] = "Since | date_parse(\"YYYY-MM-DD\", \"DD.MM.YYYY\", \"YYYY-DD-MM\")" };
        var release = await engine.ReleaseQuarantineAsync(null, fixes, new RbacActor("ann", Role.Operator), _confirmed);

        Assert.Equal((1L, 1L), (release.Resolved, release.Open));
        Assert.Equal("1|Åsa|2024-01-02|1.50\n2|Bo|2024-02-02|2.00\n3|Cem|2024-01-13|3.25", Rows());
    }

    [Fact]
    public async Task Run_MetadataOnly_WritesNothing()
    {
        var result = await Open().RunAsync(Contract() with { Mode = RunMode.MetadataOnly }, _confirmed);
        Assert.Equal(RunStatus.Planned, result.Status);
        Assert.Equal("dry_run", result.Migration!.Strategy);
        Assert.False(File.Exists(_folder["out.duckdb"]));
    }

    [Theory]
    [InlineData(null, "columnar", null)]
    [InlineData("duckdb", "duckdb", "asked for by the contract")]
    public async Task Plan_ThenResume_MovesWithWhatThePlanNamed(string? wanted, string engine, string? reason)
    {
        var contract = Contract() with { Overrides = new RunOverrides { TransformEngine = wanted } };

        var planned = await Open().PlanAsync(contract, _confirmed);
        var moved = await Open().ResumeAsync(null, _confirmed);

        var table = Assert.Single(planned.Planned);
        var use = Assert.Single(table.Uses);
        Assert.Equal((engine, reason), (use.Engine, use.Reason));
        Assert.Equal([use], Assert.Single(moved.Migration!.Tables).Transforms);
        Assert.Empty(moved.Planned);
    }

    [Fact]
    public async Task Resume_SourceChangedMeanwhile_IsRefusedAndTargetUntouched()
    {
        var engine = Open();
        await engine.PlanAsync(Contract(), _confirmed);
        await File.AppendAllTextAsync(_folder["people.csv"], "5;Dan;2024-05-05;5,00\n");
        var error = await Assert.ThrowsAsync<LumosException>(() => Open().ResumeAsync(null, _confirmed));
        Assert.Equal("SOURCE_CHANGED", error.Reason);
        Assert.Equal(RunStatus.Failed, (await engine.GetStatusAsync()).Status);
    }

    private RunContract Contract() => new RunContractBuilder()
        .From("people.csv").ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).Build();

    private LumosEngine Open() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] }, Compose);

    private StageSet Compose(StageServices services)
    {
        var verifier = new SourceVerifier();
        var masker = new PiiMasker();
        var reader = new CatalogReader(services.Resolve, verifier);
        return new StageSet(
            new IngestStage(masker, verifier), new DomainsStage(reader, masker), new GivenMapping(), _given.Analysis,
            new MigrationStage(reader, masker, services.State, services.Failpoints, new TargetOpener(services.Resolve, [])), reader);
    }

    private string Rows()
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT string_agg(concat_ws('|', id, name, since, paid), chr(10) ORDER BY id) FROM people";
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>Maps what the test knows, with the contract's overrides on top.</summary>
    private sealed class GivenMapping : IStage<MappingInput, MappingPlanArtifact>
    {
        private static readonly (string Target, ColumnType Type, string Source, string Dsl)[] Columns =
        [
            ("id", ColumnType.Int64, "Nr", "Nr | type_cast(int64)"),
            ("name", ColumnType.Text, "Name", "Name | trim"),
            ("since", ColumnType.Date, "Since", "Since | date_parse(\"YYYY-MM-DD\", \"DD.MM.YYYY\")"),
            ("paid", ColumnType.Decimal(9, 2), "Paid", "concat(Paid | regex_split(\",\", index: 1), \".\", Paid | regex_split(\",\", index: 2), nulls: propagate) | type_cast(decimal(9,2))"),
        ];

        public StageName Name => StageName.Mapping;

        public Task<StageOutcome<MappingPlanArtifact>> RunAsync(MappingInput input, StageContext context, CancellationToken cancellationToken = default)
        {
            var plan = new MappingPlanArtifact
            {
                Header = input.Domains.Header with { Kind = ArtifactKind.MappingPlan },
                TargetSchemaHash = input.TargetSchemaHash,
                Tables =
                [
                    new TableMapping
                    {
                        Target = "people", Key = ["id"], KeyStrategy = "natural", OnDuplicateKey = DuplicateKeyRule.Quarantine,
                        Inputs = [new SourceMapping { Source = input.Catalog.Tables[0].Name, Columns = [.. Columns.Select(c => Map(c, context.Contract.Overrides))] }],
                    },
                ],
            };
            return Task.FromResult(new StageOutcome<MappingPlanArtifact>(plan, GateDecision.Accept, []));
        }

        private static ColumnMapping Map((string Target, ColumnType Type, string Source, string Dsl) column, RunOverrides? overrides)
        {
            var dsl = overrides?.Mappings?.GetValueOrDefault($"people.{column.Target}") ?? column.Dsl;
            return new ColumnMapping
            {
                Target = column.Target, Type = column.Type, Dsl = dsl, DslHash = CanonicalJson.Hash(System.Text.Encoding.UTF8.GetBytes(dsl)), Sources = [column.Source],
                Strategy = "cast", Confidence = 1, Decision = GateDecision.Accept,
            };
        }
    }
}
