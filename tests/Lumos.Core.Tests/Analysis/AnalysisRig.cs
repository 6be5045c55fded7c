using Lumos.Abstractions;
using Lumos.Core.Analysis;
using Lumos.Core.Policy;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.Core.Tests.Ingest;
using Lumos.Core.Tests.Supervision;

namespace Lumos.Core.Tests.Analysis;

/// <summary>An analysis with everything real but domains and mapping: CSV files in, a plan by hand, a report out.</summary>
internal sealed class AnalysisRig(RunMode mode = RunMode.DataMode, int sampleRows = 1000) : IDisposable
{
    private readonly IngestRun _ingest = new() { Mode = mode, Caps = new SampleCaps(sampleRows, 1 << 20) };
    private readonly List<string> _files = [];

    public List<TargetTable> Tables { get; } = [];

    public List<TableMapping> Mappings { get; } = [];

    public List<DomainAssignment> Domains { get; } = [];

    public List<string> Unused { get; } = [];

    public ThresholdProfile Thresholds { get; set; } = new();

    public PreviewLimits? Previews { get; set; }

    /// <summary>How the contract says all tables are loaded; null when it says nothing.</summary>
    public string? Load { get; init; }

    /// <summary>A column that allows NULL.</summary>
    public static TargetColumn Optional(string name, ColumnType type) => new() { Name = name, Type = type };

    /// <summary>A column that needs a value.</summary>
    public static TargetColumn Required(string name, ColumnType type) => new() { Name = name, Type = type, Nullable = false };

    public void Source(string name, params string[] lines)
    {
        _ingest.Write(name + ".csv", string.Join('\n', lines) + "\n");
        _files.Add(name + ".csv");
    }

    /// <summary>Adds a target table and how one source fills it.</summary>
    public void Table(TargetTable table, string source, params (string Target, string Dsl)[] columns) => Table(table, DuplicateKeyRule.CollapseIdentical, (source, columns));

    /// <summary>Adds a target table filled from a source and the tables it looks up.</summary>
    public void Joined(TargetTable table, string source, SourceJoin[] joins, params (string Target, string Dsl)[] columns)
    {
        Table(table, source, columns);
        Mappings[^1] = Mappings[^1] with { Inputs = [Mappings[^1].Inputs[0] with { Joins = joins }] };
    }

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

    public async Task<StageOutcome<AnalysisReportArtifact>> RunAsync(CancellationToken cancellationToken = default)
    {
        var catalog = (await _ingest.RunAsync([.. _files], cancellationToken)).Output;
        var sample = catalog.SamplePackHash is { } hash ? await _ingest.Store.GetAsync<SamplePackArtifact>(hash, cancellationToken) : null;
        var header = catalog.Header;
        var input = new AnalysisInput(
            catalog,
            sample,
            new DomainAssignmentsArtifact { Header = header with { Kind = ArtifactKind.DomainAssignments }, Columns = Domains },
            new TargetSchemaArtifact { Header = header with { Kind = ArtifactKind.TargetSchema }, Tables = Tables },
            new MappingPlanArtifact { Header = header with { Kind = ArtifactKind.MappingPlan }, TargetSchemaHash = new string('t', 64), Tables = Mappings, UnusedSources = Unused });
        var context = new StageContext
        {
            Contract = new RunContract
            {
                RunId = header.RunId,
                Mode = mode,
                Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = _files },
                Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"], SchemaRef = "target.sql" },
                Overrides = Load is null ? null : new RunOverrides { Load = new Dictionary<string, string> { ["*"] = Load } },
                RbacActor = new RbacActor("tester", Role.Operator),
            },
            ContractHash = header.ContractHash,
            Policy = new PolicyEngine(PolicyManifestLoader.LoadDefault()),
            Thresholds = Thresholds,
            Artifacts = _ingest.Store,
            Lane = Lane.Interactive,
            Seed = 7,
            Time = TimeProvider.System,
            WorkFolder = _ingest.Folder["work"],
        };

        // Without a sample nothing may be read: this reader throws when it is asked.
        ICatalogReader reader = sample is null ? new NoReader() : _ingest.Reader();
        return await new AnalysisStage(reader, new PiiMasker(previews: Previews)).RunAsync(input, context, cancellationToken);
    }

    /// <summary>Runs, and gives the report.</summary>
    public async Task<AnalysisReportArtifact> ReportAsync() => (await RunAsync()).Output;

    public void Dispose() => _ingest.Dispose();

    private static ColumnMapping Column(TargetTable table, string target, string dsl) => new()
    {
        Target = target,
        Type = table.Columns.FirstOrDefault(column => column.Name == target)?.Type ?? ColumnType.Text,
        Dsl = dsl,
        DslHash = "",
        Sources = [],
        Strategy = "override",
        Confidence = 1,
        Decision = GateDecision.Accept,
    };
}

internal static class ReportExtensions
{
    /// <summary>The one check of a code, for a column when one is named.</summary>
    public static AnalysisCheck The(this AnalysisReportArtifact report, string code, string? column = null) =>
        Assert.Single(report.Checks, check => check.Code == code && (column is null || check.Column == column));
}
