using System.Diagnostics;
using System.Globalization;
using Lumos.Connectors.Postgres;
using Lumos.Core;
using Lumos.DuckDb;
using Lumos.Testing;
using Lumos.Testing.Samples;

namespace Lumos.EndToEnd.Crashes;

/// <summary>
/// The folder all runs of a target work in, one after the other: a shop's source, contract and state. Chunks are of ten rows, so that a small source has
/// several segments. Folder and run id are always the same, so that what two runs leave can be held against each other as it is.
/// </summary>
internal sealed class CrashFolder : IDisposable
{
    /// <summary>Run that is killed.</summary>
    public const string Run = "01K0000000000000000000CRSH";

    /// <summary>Run before it, which filled the target.</summary>
    public const string EarlierRun = "01K0000000000000000000EAR1";

    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };
    private readonly string _path = Directory.CreateTempSubdirectory("lumos-crash-").FullName;
    private readonly List<string> _saved = [];

    /// <summary>The folder.</summary>
    public string Root => _path;

    /// <summary>Where the target is, when it is a file.</summary>
    public string Out => In("out");

    /// <summary>Writes a source of so many rows and the contract of a run.</summary>
    public void Prepare(string run, string location, CrashWay way, int rows, long seed)
    {
        SampleGenerator.Write("shop", _path, rows, seed);
        File.Copy(Path.Combine(RepositoryRoot.Find(), "samples", "shop", "target.schema.sql"), In("target.schema.sql"), overwrite: true);
        File.WriteAllText(In("thresholds.yaml"), "profile_id: tp_crash\nmigration.batch_size: 10\n");
        File.WriteAllText(In("contract.yaml"), $$"""
            run_id: {{run}}
            mode: data_mode
            lhs: { source: { type: file }, location: [{{LocationOf(way.Feed, location)}}] }
            rhs: { source: { type: file }, location: "{{location}}", schema_ref: target.schema.sql }
            sample_caps: { rows_max: 500, bytes_max: 1048576 }
            threshold_profile_id: tp_crash
            rbac_actor: { user_id: crash, role: operator }
            overrides: { workers: {{way.Workers}}, load: { "*": "{{way.Load}}" }{{(way.Layout is null ? "" : $", layout: {way.Layout}")}}{{OverridesOf(way.Feed)}} }

            """);
        if (way.Feed == CrashFeed.InEngine) PutIntoTarget(In(location));
    }

    private static string LocationOf(CrashFeed feed, string target) => feed switch
    {
        CrashFeed.Clean => "expected/orders.csv, expected/order_lines.csv",
        CrashFeed.InEngine => $"\"{target}#raw.order_export\"",
        _ => "order_export.csv",
    };

    private static string OverridesOf(CrashFeed feed) => feed switch
    {
        CrashFeed.Watermark => ", incremental: { order_export: { watermark: orderId } }",
        CrashFeed.InEngine => ", strategy: elt",
        _ => "",
    };

    private void PutIntoTarget(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var connection = new DuckDbConnection($"Data Source={file}");
        connection.Open();
        connection.Execute($"CREATE SCHEMA IF NOT EXISTS raw; CREATE OR REPLACE TABLE raw.order_export AS FROM read_csv('{In("order_export.csv")}', header = true, all_varchar = true, null_padding = true, parallel = false)");
    }

    /// <summary>Does all of a run, or only what comes before its migration.</summary>
    public async Task RunAsync(string command)
    {
        var ended = await LumosProcess.RunAsync(_path, [command, "contract.yaml", "--thresholds", "thresholds.yaml", "--quiet", .. command == "run" ? ["--yes"] : Array.Empty<string>()]);
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }

    /// <summary>Starts or resumes the run.</summary>
    public Process Start(string? failpoint)
    {
        string[] command = File.Exists(In($".lumos/runs/{Run}/run.json")) ? ["resume", Run] : ["run", "contract.yaml"];
        var environment = failpoint is null ? null : new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = failpoint };
        return LumosProcess.Start(_path, environment, [.. command, "--thresholds", "thresholds.yaml", "--yes"]);
    }

    /// <summary>Copies everything elsewhere.</summary>
    /// <returns>Where to.</returns>
    public string Save()
    {
        var path = Directory.CreateTempSubdirectory("lumos-saved-").FullName;
        _saved.Add(path);
        Copy(_path, path);
        return path;
    }

    /// <summary>Removes everything.</summary>
    public void Clear()
    {
        Directory.Delete(_path, recursive: true);
        Directory.CreateDirectory(_path);
    }

    /// <summary>Makes the folder what it was when it was saved.</summary>
    public void Restore(string saved)
    {
        Directory.Delete(_path, recursive: true);
        Copy(saved, _path);
    }

    /// <summary>An engine in this process that reads what the run left.</summary>
    public LumosEngine Open()
    {
        var options = new LumosOptions { StateFolder = In(".lumos") };
        options.Connectors.Add(new PostgresConnector());
        return LumosEngine.Create(options);
    }

    /// <summary>How far the run is, for the log.</summary>
    public string Progress()
    {
        var checkpoints = In($".lumos/runs/{Run}/checkpoints.jsonl");
        return File.Exists(checkpoints) ? string.Create(CultureInfo.InvariantCulture, $"{File.ReadLines(checkpoints).Count()} checkpoints") : "no checkpoint";
    }

    /// <summary>Names of all files there are, hidden ones too: nothing of what a dead process was writing. Artifacts are named by what is in them, which holds times.</summary>
    public IEnumerable<string> Files() => Directory.EnumerateFileSystemEntries(_path, "*", All).Select(file => Path.GetRelativePath(_path, file))
        .Where(static file => !file.StartsWith(Path.Combine(".lumos", "artifacts"), StringComparison.Ordinal) || file.EndsWith(".tmp", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var folder in _saved.Append(_path)) Directory.Delete(folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", All)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", All)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    private string In(string name) => Path.Combine(_path, name);
}
