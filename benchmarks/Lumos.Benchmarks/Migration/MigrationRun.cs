using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
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

namespace Lumos.Benchmarks.Migration;

/// <summary>One measured migration, in a process of its own so that time and memory are its own too. Prints one line of JSON.</summary>
internal static class MigrationRun
{
    public static async Task<int> RunAsync(string way, string csv, string target, string work)
    {
        var clock = Stopwatch.StartNew();
        var rows = way switch
        {
            "plain" => Plain(csv, target),
            "ungoverned" => await UngovernedRun.RunAsync(csv, target),
            _ => await GovernedAsync(csv, target, work),
        };
        var process = Process.GetCurrentProcess();
        var line = new Measured(way, rows, clock.Elapsed.TotalSeconds, process.TotalProcessorTime.TotalSeconds, PeakBytes());
        Console.WriteLine(JsonSerializer.Serialize(line));
        return 0;
    }

    private static long Plain(string csv, string target)
    {
        var isFile = target.EndsWith(".parquet", StringComparison.Ordinal);
        using var connection = new DuckDbConnection(isFile ? "" : $"Data Source={target}");
        connection.Open();
        var sql = OrdersMapping.PlainSql(csv);
        connection.Execute(isFile ? $"COPY ({sql}) TO '{target}' (FORMAT PARQUET)" : $"CREATE TABLE orders AS {sql}; CHECKPOINT");
        using var command = connection.CreateCommand($"SELECT count(*) FROM {(isFile ? $"read_parquet('{target}')" : "orders")}");
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<long> GovernedAsync(string csv, string target, string work)
    {
        Directory.CreateDirectory(Path.Combine(work, "work"));
        var header = new ArtifactHeader { Kind = ArtifactKind.Catalog, RunId = "01J00000000000000000000000", ContractHash = "", PolicyVersion = "1.0.0", ThresholdProfileId = "tp_default_v1", DslVersion = "1.0.0" };
        var input = new MigrationInput(
            new CatalogArtifact { Header = header, SnapshotHash = "", Tables = [Catalog(csv)] },
            new DomainAssignmentsArtifact { Header = header with { Kind = ArtifactKind.DomainAssignments }, Columns = [] },
            new TargetSchemaArtifact { Header = header with { Kind = ArtifactKind.TargetSchema }, Tables = [OrdersMapping.Table] },
            new MappingPlanArtifact { Header = header with { Kind = ArtifactKind.MappingPlan }, TargetSchemaHash = "", Tables = [OrdersMapping.Mapping] },
            new AnalysisReportArtifact { Header = header with { Kind = ArtifactKind.AnalysisReport }, Conclusion = GateDecision.Accept, Checks = [] });
        var context = new StageContext
        {
            Contract = new RunContract
            {
                RunId = header.RunId,
                Mode = RunMode.DataMode,
                Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = [csv] },
                Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = [target] },
                RbacActor = new RbacActor("benchmark", Role.Operator),
            },
            ContractHash = "",
            Policy = new PolicyEngine(PolicyManifestLoader.LoadDefault()),
            Thresholds = new ThresholdProfile(),
            Artifacts = new FileArtifactStore(Path.Combine(work, "artifacts")),
            Lane = Lane.Batch,
            Seed = 0,
            Time = TimeProvider.System,
            WorkFolder = Path.Combine(work, "work"),
            Progress = Environment.GetEnvironmentVariable("LUMOS_BENCHMARK_PHASES") is null ? null : new Phases(),
        };
        var stage = new MigrationStage(new Reader(), new PiiMasker(), new FileRunState(new StatePaths(Path.Combine(work, "state"))), NoFailpoints.Instance, new TargetOpener(static location => location, [new Connectors.Postgres.PostgresConnector()]));
        return (await stage.RunAsync(input, context)).Output.Tables[0].RowsOut;
    }

    private static CatalogTable Catalog(string csv) => new()
    {
        Name = "orders_export",
        Source = new CatalogSource { Location = csv, Format = "csv", Sha256 = "" },
        Columns = [.. Testing.Data.CustomerOrdersCsv.Columns.Select((column, ordinal) => new CatalogColumn { Name = column, SourceName = column, Ordinal = ordinal, Type = ColumnType.Text })],
    };

    private static long PeakBytes()
    {
        const string peak = "VmHWM:";
        if (!File.Exists("/proc/self/status")) return Process.GetCurrentProcess().PeakWorkingSet64;
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith(peak, StringComparison.Ordinal));
        return long.Parse(line[peak.Length..^3], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
    }

    private sealed class Reader : ICatalogReader
    {
        public async ValueTask<ISource> OpenAsync(CatalogTable table, CancellationToken cancellationToken = default) =>
            await CsvSource.OpenAsync(CsvInput.File(table.Source.Location), cancellationToken: cancellationToken);

        public ValueTask<ColumnBatch> ReadSampleAsync(CatalogTable table, TableSample sample, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    /// <summary>Says on standard error when each activity begins.</summary>
    private sealed class Phases : IProgress<StageProgress>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private string? _last;
        private long _rows;

        public void Report(StageProgress value)
        {
            if (value.Activity == _last && value.Done - _rows < 500_000) return;
            _last = value.Activity;
            _rows = value.Done;
            Console.Error.Write($"{value.Done} rows  live {GC.GetTotalMemory(true) / 1_000_000} MB  rss {Environment.WorkingSet / 1_000_000} MB  ");
            Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:F2} s  {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F2} CPU s  {value.Activity}");
        }
    }
}

/// <summary>What one migration took.</summary>
internal sealed record Measured(string Way, long Rows, double Seconds, double CpuSeconds, long PeakBytes);
