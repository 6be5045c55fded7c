using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Migration;
using Lumos.Core.Migration.Edits;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.Core.Tests.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Migration.Model;

/// <summary>The real engine over two source files and a target. Only the mapping is given, and a run may end at any place of its migration.</summary>
internal sealed class ModelWorld : IDisposable
{
    private const string Profile = "tp_model";
    private static readonly RbacActor Actor = new("model", Role.Operator);
    private static readonly Dictionary<string, string> Versions = new() { [ModelSource.Items] = "scd2(qty, until)", [ModelSource.Lines] = "scd2(item, until)" };
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedStages _given = new();
    private readonly SwitchedFailpoints _failpoints = new();
    private readonly RunSettings _settings;
    private readonly bool _hasKey;
    private readonly bool _hasVersions;
    private readonly IReadOnlyDictionary<string, TableLayout>? _layouts;
    private DuplicateKeyRule _rule;
    private int _runs;

    public ModelWorld(ModelPlace target, bool hasKey)
    {
        (Target, _layouts, _hasKey, _hasVersions) = (target.Location, target.Layouts, hasKey, target.HasVersions);
        var key = hasKey ? " PRIMARY KEY" : " NOT NULL";
        _folder.Write("target.sql", _hasVersions
            ? "CREATE TABLE items (id BIGINT, name TEXT, qty BIGINT, until BIGINT, PRIMARY KEY (id, qty)); CREATE TABLE lines (line BIGINT, item BIGINT, note TEXT, until BIGINT, PRIMARY KEY (line, item))"
            : $"CREATE TABLE items (id BIGINT{key}, name TEXT, qty BIGINT); CREATE TABLE lines (line BIGINT{key}, item BIGINT REFERENCES items (id), note TEXT)");
        var options = new LumosOptions { StateFolder = _folder["state"] };
        options.ThresholdProfiles.Add(new ThresholdProfile { ProfileId = Profile, MigrationBatchSize = 3 });
        Engine = LumosEngine.Create(options, Compose);
        _settings = new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };
    }

    public LumosEngine Engine { get; }

    /// <summary>Location of the target.</summary>
    public string Target { get; }

    public void Write(ModelSource source)
    {
        foreach (var file in new[] { ModelSource.Items, ModelSource.Lines }) _folder.Write(file + ".csv", source.Csv(file));
    }

    /// <summary>Begins a run.</summary>
    /// <returns>Its id, and its end or why it has none.</returns>
    public async Task<ModelEnd> RunAsync(ModelLoad load, string? crashAt, int time)
    {
        _rule = load.Rule;
        var id = string.Create(CultureInfo.InvariantCulture, $"01K00000000000000000{_runs++:D6}");
        var contract = new RunContractBuilder().From("items.csv", "lines.csv").ToSchema("target.sql").Into(Target).As(Actor.UserId, Actor.Role).WithRunId(id).WithThresholds(Profile)
            .WithOverrides(new RunOverrides { Load = load.HasVersions ? Versions : new Dictionary<string, string> { ["*"] = load.Strategy }, MaxQuarantineRate = load.Budget, Layout = _layouts, Workers = 1 + (_runs % 3) }).Build();
        return await EndAsync(id, crashAt, time, async () => await Engine.RunAsync(contract, _settings));
    }

    /// <summary>Goes on with a run.</summary>
    public Task<ModelEnd> ResumeAsync(string id, DuplicateKeyRule rule, string? crashAt, int time)
    {
        _rule = rule;
        return EndAsync(id, crashAt, time, async () => await Engine.ResumeAsync(id, _settings));
    }

    /// <summary>Tries the quarantine of a run again.</summary>
    public async Task<ModelEnd> ReleaseAsync(string id, DuplicateKeyRule rule, string? crashAt, int time)
    {
        _rule = rule;
        QuarantineRelease? release = null;
        var end = await EndAsync(id, crashAt, time, async () => (release = await Engine.ReleaseQuarantineAsync(id, new Dictionary<string, string>(), Actor, _settings)).Run);
        return end with { Release = release, Id = end.Crashed ? (await Engine.ListRunsAsync())[^1].RunId : release?.Run.RunId ?? id };
    }

    public Task EditAsync(string id, ModelEdit edit) => Engine.EditQuarantineAsync(
        id, record => record.Source == edit.File && record.Row == edit.Row, new Dictionary<string, string?> { [edit.Column] = edit.Value }, Actor);

    public Task<long> DecideAsync(string id, string table, long row, QuarantineStatus status) => Engine.DecideQuarantineAsync(id, record => record.Table == table && record.Row == row, status, Actor);

    public async Task<LumosException?> RollBackAsync(string id)
    {
        try
        {
            await Engine.RollBackAsync(id, Actor);
            return null;
        }
        catch (LumosException refused)
        {
            return refused;
        }
    }

    public async Task<List<QuarantineRecord>> QuarantineAsync(string id)
    {
        var records = new List<QuarantineRecord>();
        await foreach (var record in Engine.ReadQuarantineAsync(id)) records.Add(record);
        return records;
    }

    /// <summary>The final tables, the runs whose replaced tables and rows are kept, and what is left of staging, by name.</summary>
    public (ModelTables Tables, List<string> Kept, string Staging) Look()
    {
        var isDatabase = Target.EndsWith(".duckdb", StringComparison.Ordinal);
        if (isDatabase && !File.Exists(_folder[Target])) return (ModelTables.None, [], "");
        using var connection = new DuckDbConnection(isDatabase ? $"Data Source={_folder[Target]};threads=1" : "threads=1");
        connection.Open();
        var tables = new ModelTables(Rows(ModelSource.Items, "id", "name", "qty"), Rows(ModelSource.Lines, "line", "item", "note"));
        if (!isDatabase) return (tables, Hidden(".lumos-kept-"), string.Join(' ', Hidden(".lumos-staging-")));
        var names = Query(connection, "SELECT schema_name || '.' || table_name FROM duckdb_tables()");
        var kept = names.Contains("lumos_kept.versions") ? Query(connection, "SELECT DISTINCT run_id FROM lumos_kept.versions") : [];
        return (tables, [.. kept.Order(StringComparer.Ordinal)], string.Join(' ', names.Where(static name => name.Contains("lumos_staging", StringComparison.Ordinal))));

        List<ModelRow>? Rows(string table, string key, string first, string second)
        {
            var file = _folder[$"{Target}{table}{(_layouts is null ? ".parquet" : "")}"];
            if (isDatabase ? Query(connection, $"SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = '{table}'").Count == 0 : !Path.Exists(file)) return null;
            var rows = Query(connection, $"SELECT concat_ws('|', {key}, coalesce({first}::VARCHAR, ''), coalesce({second}::VARCHAR, ''){(_hasVersions ? ", coalesce(until::VARCHAR, '')" : "")}) FROM {(isDatabase ? table : _layouts is null ? $"read_parquet('{file}')" : $"read_parquet('{file}/**/*.parquet', hive_partitioning = true)")}");
            return [.. rows.Select(static text => text.Split('|')).Select(static cells => new ModelRow(Cell(cells[0]), Cell(cells[1]), Cell(cells[2]), cells.Length > 3 ? Cell(cells[3]) : null))];
        }

        List<string> Hidden(string mark) => [.. Directory.GetDirectories(_folder.Path, $".*{mark}*").Select(path => path[(path.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..]).Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _folder.Dispose();

    private static string? Cell(string text) => text.Length == 0 ? null : text;

    private async Task<ModelEnd> EndAsync(string id, string? crashAt, int time, Func<Task<RunResult>> run)
    {
        _failpoints.Next = crashAt is null ? NoFailpoints.Instance : new CrashFailpoints(crashAt, time);
        try
        {
            return new ModelEnd(id, await run(), null, Crashed: false);
        }
        catch (CrashException)
        {
            return new ModelEnd(id, null, null, Crashed: true);
        }
        catch (LumosException refused)
        {
            return new ModelEnd(id, null, refused, Crashed: false);
        }
        finally
        {
            _failpoints.Next = NoFailpoints.Instance;
        }
    }

    private StageSet Compose(StageServices services)
    {
        var (masker, verifier) = (new PiiMasker(), new SourceVerifier());
        var reader = new CatalogReader(services.Resolve, verifier);
        var edits = new EditedRows(services.Edits, services.SettleEdits) { Sought = services.Sought };
        var migration = new MigrationStage(
            services.Edits.Count + services.Sought.Count == 0 ? reader : new CatalogReader(services.Resolve, verifier, over: edits.OverAsync), masker, services.State, _failpoints, new TargetOpener(services.Resolve, []), new MigrationOptions { SegmentChunks = 2, EngineThreads = 1 })
        {
            Release = services.Released is { } released ? new RowRelease(released, edits, services.SettleReleased) { CheckAsync = services.CheckRelease } : null,
        };
        return new StageSet(new IngestStage(masker, verifier), _given.Domains, new GivenMapping(this), _given.Analysis, migration, reader);
    }

    private static List<string> Query(DuckDbConnection connection, string sql)
    {
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>Both tables, column by column.</summary>
    private sealed class GivenMapping(ModelWorld world) : IStage<MappingInput, MappingPlanArtifact>
    {
        private static readonly (string Table, string Key, (string Column, ColumnType Type)[] Columns)[] Tables =
        [
            (ModelSource.Items, "id", [("id", ColumnType.Int64), ("name", ColumnType.Text), ("qty", ColumnType.Int64)]),
            (ModelSource.Lines, "line", [("line", ColumnType.Int64), ("item", ColumnType.Int64), ("note", ColumnType.Text)]),
        ];

        public StageName Name => StageName.Mapping;

        public Task<StageOutcome<MappingPlanArtifact>> RunAsync(MappingInput input, StageContext context, CancellationToken cancellationToken = default)
        {
            var tables = Tables.Select(table => new TableMapping
            {
                Target = table.Table, Key = world._hasVersions ? [table.Key, table.Table == ModelSource.Items ? "qty" : "item"] : world._hasKey ? [table.Key] : [], KeyStrategy = "natural", OnDuplicateKey = world._rule,
                Inputs = [new SourceMapping { Source = input.Catalog.Tables.First(source => source.Name.StartsWith(table.Table, StringComparison.Ordinal)).Name, Columns = [.. table.Columns.Select(Map)] }],
            });
            var plan = new MappingPlanArtifact { Header = input.Domains.Header with { Kind = ArtifactKind.MappingPlan }, TargetSchemaHash = input.TargetSchemaHash, Tables = [.. tables] };
            return Task.FromResult(new StageOutcome<MappingPlanArtifact>(plan, GateDecision.Accept, []));
        }

        private static ColumnMapping Map((string Column, ColumnType Type) column)
        {
            var dsl = column.Type == ColumnType.Int64 ? column.Column + " | type_cast(int64)" : column.Column;
            return new ColumnMapping
            {
                Target = column.Column, Type = column.Type, Dsl = dsl, DslHash = CanonicalJson.Hash(System.Text.Encoding.UTF8.GetBytes(dsl)), Sources = [column.Column],
                Strategy = "cast", Confidence = 1, Decision = GateDecision.Accept,
            };
        }
    }

    /// <summary>Does what the next run is to do.</summary>
    private sealed class SwitchedFailpoints : IFailpoints
    {
        public IFailpoints Next { get; set; } = NoFailpoints.Instance;

        public void Hit(string point, CancellationToken cancellationToken) => Next.Hit(point, cancellationToken);
    }
}

/// <summary>Where rows go, and how they lie there.</summary>
internal sealed record ModelPlace(string Location, IReadOnlyDictionary<string, TableLayout>? Layouts = null)
{
    /// <summary>Whether its tables keep versions.</summary>
    public bool HasVersions { get; init; }

    public override string ToString() => Layouts is null ? Location : Location + " by folders";
}

/// <summary>How a run ended: with a result, with a refusal, or not at all.</summary>
internal sealed record ModelEnd(string Id, RunResult? Result, LumosException? Refusal, bool Crashed)
{
    public QuarantineRelease? Release { get; init; }

    public override string ToString() => Crashed ? "crashed" : Refusal?.Reason ?? Result!.Status.ToString();
}
