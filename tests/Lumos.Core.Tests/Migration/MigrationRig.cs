using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Migration;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Policy;
using Lumos.Core.Policy.Masking;
using Lumos.Core.State;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Migration;

/// <summary>A migration with everything real but ingest and mapping: CSV files in, a plan by hand, a target out.</summary>
internal sealed class MigrationRig : IDisposable
{
    private readonly List<CatalogTable> _sources = [];

    public TemporaryFolder Folder { get; } = new();

    public List<TargetTable> Tables { get; } = [];

    public List<TableMapping> Mappings { get; } = [];

    public List<DomainAssignment> Domains { get; } = [];

    public string Target { get; set; } = "out.duckdb";

    public string RunId { get; set; } = "01J0000000000000000000TEST";

    public int ChunkRows { get; set; } = 10;

    public int SegmentChunks { get; set; } = 2;

    public ulong KeyHashMask { get; set; } = ulong.MaxValue;

    public string? TransformEngine { get; set; }

    public string? Load { get; set; }

    public RunOverrides Overrides { get; set; } = new();

    public int Workers { get; set; } = 2;

    public bool ExchangesFolders { get; set; } = true;

    public bool TransformsHere { get; set; } = true;

    public RunMode Mode { get; set; } = RunMode.DataMode;

    public Role Role { get; set; } = Role.Operator;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public IFailpoints Failpoints { get; set; } = NoFailpoints.Instance;

    public string TargetPath => Folder[Target];

    public FileRunState State => new(new StatePaths(Folder["state"]));

    /// <summary>Writes a CSV file and puts it into the catalog.</summary>
    public void Source(string name, string csv, long? rows = null)
    {
        var path = Folder.Write(name + ".csv", csv);
        _sources.RemoveAll(source => source.Name == name);
        var header = csv[..csv.IndexOf('\n', StringComparison.Ordinal)].Split(',');
        _sources.Add(new CatalogTable
        {
            Name = name,
            Source = new CatalogSource { Location = path, Format = "csv", Sha256 = new string('0', 64) },
            RowCount = rows,
            Columns = [.. header.Select((column, ordinal) => new CatalogColumn { Name = column, SourceName = column, Ordinal = ordinal, Type = ColumnType.Text })],
        });
    }

    /// <summary>Adds a target table and how it is filled: target column, type, pipeline.</summary>
    public void Table(TargetTable table, string source, params (string Target, string Dsl)[] columns) => Table(table, DuplicateKeyRule.CollapseIdentical, (source, columns));

    public void Table(TargetTable table, DuplicateKeyRule rule, params (string Source, (string Target, string Dsl)[] Columns)[] inputs)
    {
        Tables.Add(table);
        Mappings.Add(new TableMapping
        {
            Target = table.Name,
            Key = table.PrimaryKey,
            OnDuplicateKey = rule,
            Inputs = [.. inputs.Select(input => new SourceMapping { Source = input.Source, Columns = [.. input.Columns.Select(column => Column(table, column.Target, column.Dsl))] })],
        });
    }

    /// <summary>What a run is made of.</summary>
    public (MigrationInput Input, RunContract Contract) Make()
    {
        var header = new ArtifactHeader
        {
            Kind = ArtifactKind.Catalog, RunId = RunId, ContractHash = new string('c', 64), PolicyVersion = "1.0.0", ThresholdProfileId = "tp", DslVersion = "1.0.0",
        };
        var catalog = new CatalogArtifact { Header = header, SnapshotHash = new string('5', 64), Tables = _sources };
        var input = new MigrationInput(
            catalog,
            new DomainAssignmentsArtifact { Header = header with { Kind = ArtifactKind.DomainAssignments }, Columns = Domains },
            new TargetSchemaArtifact { Header = header with { Kind = ArtifactKind.TargetSchema }, Tables = Tables },
            new MappingPlanArtifact { Header = header with { Kind = ArtifactKind.MappingPlan }, TargetSchemaHash = "", Tables = Mappings },
            new AnalysisReportArtifact { Header = header with { Kind = ArtifactKind.AnalysisReport }, Conclusion = GateDecision.Accept, Checks = [] });
        var contract = new RunContract
        {
            RunId = RunId,
            Mode = Mode,
            Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["."] },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = [Target] },
            RbacActor = new RbacActor("tester", Role),
            Overrides = Overrides with { TransformEngine = TransformEngine, Load = Load is null ? Overrides.Load : new Dictionary<string, string> { ["*"] = Load } },
        };
        return (input, contract);
    }

    public async Task<MigrationRunArtifact> RunAsync(CancellationToken cancellationToken = default)
    {
        var (input, contract) = Make();
        var context = new StageContext
        {
            Contract = contract,
            ContractHash = new string('c', 64),
            Policy = new PolicyEngine(PolicyManifestLoader.LoadDefault()),
            Thresholds = new ThresholdProfile { MigrationBatchSize = ChunkRows },
            Artifacts = new FileArtifactStore(Folder["artifacts"]),
            Lane = Lane.Batch,
            Seed = 0,
            Time = Time,
            WorkFolder = Folder["work"],
        };
        var stage = new MigrationStage(
            new CsvCatalogReader(), new PiiMasker(), State, Failpoints, new TargetOpener(location => Path.Combine(Folder.Path, location), []) { Failpoints = Failpoints },
            new MigrationOptions { SegmentChunks = SegmentChunks, KeyHashMask = KeyHashMask, EngineThreads = Workers, Workers = Workers, ExchangesFolders = ExchangesFolders, TransformsHere = TransformsHere });
        return (await stage.RunAsync(input, context, cancellationToken)).Output;
    }

    /// <summary>Opens the target as a rollback or a verification does.</summary>
    public async Task<ITarget> OpenAsync() =>
        await new TargetOpener(location => Path.Combine(Folder.Path, location), []) { Failpoints = Failpoints }.OpenAsync(
            new RunEndpoint { Source = new EndpointSource("file"), Location = [Target] }, "", Folder["work"], new MigrationOptions { ExchangesFolders = ExchangesFolders }, CancellationToken.None);

    public async Task<IReadOnlyList<RolledBackTable>> RollBackAsync(string runId)
    {
        await using var target = await OpenAsync();
        return await target.RollBackAsync(runId);
    }

    public async Task<List<QuarantineRecord>> QuarantineAsync(string? table = null)
    {
        var records = new List<QuarantineRecord>();
        await foreach (var record in State.ReadQuarantineAsync(RunId, table)) records.Add(record);
        return records;
    }

    /// <summary>Rows of a query on the target, values joined by <c>|</c>.</summary>
    public List<string> Query(string sql)
    {
        using var connection = new DuckDbConnection(Target.EndsWith(".duckdb", StringComparison.Ordinal) ? $"Data Source={TargetPath}" : "");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public void Execute(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={TargetPath}");
        connection.Open();
        connection.Execute(sql);
    }

    public void Dispose() => Folder.Dispose();

    private static ColumnMapping Column(TargetTable table, string target, string dsl) => new()
    {
        Target = target,
        Type = table.Columns.First(column => column.Name == target).Type,
        Dsl = dsl,
        DslHash = "",
        Sources = [dsl.Split(' ', '|')[0]],
        Strategy = "override",
        Confidence = 1,
        Decision = GateDecision.Accept,
    };

    private sealed class CsvCatalogReader : ICatalogReader
    {
        public async ValueTask<ISource> OpenAsync(CatalogTable table, CancellationToken cancellationToken = default) =>
            await CsvSource.OpenAsync(CsvInput.File(table.Source.Location), cancellationToken: cancellationToken);

        public ValueTask<ColumnBatch> ReadSampleAsync(CatalogTable table, TableSample sample, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
