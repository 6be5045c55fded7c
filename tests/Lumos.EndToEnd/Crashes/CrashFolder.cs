using System.Diagnostics;
using System.Globalization;
using Lumos.Connectors.Postgres;
using Lumos.Core;
using Lumos.Testing;
using Lumos.Testing.Samples;

namespace Lumos.EndToEnd.Crashes;

/// <summary>
/// A shop's source, contract and state in a folder of their own. Chunks are of ten rows, so that a small source has several segments. The run has an
/// id of its own, so that what two of them leave can be held against each other as it is.
/// </summary>
internal sealed class CrashFolder : IDisposable
{
    public const string Run = "01K0000000000000000000CRSH";
    private const string EarlierRun = "01K0000000000000000000EAR1";
    private readonly string _path;
    private readonly string _location;

    private CrashFolder(string path, string location) => (_path, _location) = (path, location);

    /// <summary>Where the target of a folder is, when it is a file.</summary>
    public string Out => In("out");

    private string State => In(".lumos");

    /// <summary>Makes a folder whose target an earlier run of fewer rows has filled.</summary>
    public static async Task<CrashFolder> MakeEarlierAsync(string location)
    {
        var folder = new CrashFolder(Directory.CreateTempSubdirectory("lumos-earlier-").FullName, location);
        SampleGenerator.Write("shop", folder._path, rows: 150, seed: 3);
        File.Copy(Path.Combine(RepositoryRoot.Find(), "samples", "shop", "target.schema.sql"), folder.In("target.schema.sql"));
        File.WriteAllText(folder.In("thresholds.yaml"), "profile_id: tp_crash\nmigration.batch_size: 10\n");
        folder.WriteContract(EarlierRun, "replace", workers: 2);
        using var process = LumosProcess.Start(folder._path, environment: null, "run", "contract.yaml", "--thresholds", "thresholds.yaml", "--yes", "--quiet");
        var ended = await LumosProcess.EndAsync(process);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        return folder;
    }

    /// <summary>A copy with the larger source and the contract of the run that is going to be killed.</summary>
    /// <param name="location">Target of the copy.</param>
    /// <param name="load">Load strategy.</param>
    /// <param name="workers">Threads that transform.</param>
    public CrashFolder Copy(string location, string load, int workers)
    {
        var copy = new CrashFolder(Directory.CreateTempSubdirectory("lumos-crash-").FullName, location);
        foreach (var file in Directory.EnumerateFiles(_path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var to = copy.In(Path.GetRelativePath(_path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        SampleGenerator.Write("shop", copy._path, rows: 400, seed: CrashCase.SeriesSeed);
        copy.WriteContract(Run, load, workers);
        return copy;
    }

    /// <summary>Starts or resumes the run.</summary>
    public Process Start(string? failpoint)
    {
        string[] command = File.Exists(In($".lumos/runs/{Run}/run.json")) ? ["resume", Run] : ["run", "contract.yaml"];
        var environment = failpoint is null ? null : new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = failpoint };
        return LumosProcess.Start(_path, environment, [.. command, "--thresholds", "thresholds.yaml", "--yes"]);
    }

    /// <summary>An engine in this process that reads what the run left.</summary>
    public LumosEngine Open()
    {
        var options = new LumosOptions { StateFolder = State };
        options.Connectors.Add(new PostgresConnector());
        return LumosEngine.Create(options);
    }

    /// <summary>How far the run is, for the log.</summary>
    public string Progress()
    {
        var checkpoints = In($".lumos/runs/{Run}/checkpoints.jsonl");
        return File.Exists(checkpoints) ? string.Create(CultureInfo.InvariantCulture, $"{File.ReadLines(checkpoints).Count()} checkpoints") : "no checkpoint";
    }

    /// <summary>Names of all files of the run and beside its target, hidden ones too; what a dead process was writing to is not there.</summary>
    public IEnumerable<string> Files() => Directory
        .EnumerateFileSystemEntries(_path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(file => Path.GetRelativePath(_path, file))
        .Where(static file => !file.StartsWith(Path.Combine(".lumos", "artifacts"), StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private string In(string name) => Path.Combine(_path, name);

    private void WriteContract(string run, string load, int workers) => File.WriteAllText(In("contract.yaml"), $$"""
        run_id: {{run}}
        mode: data_mode
        lhs: { source: { type: file }, location: [order_export.csv] }
        rhs: { source: { type: file }, location: "{{_location}}", schema_ref: target.schema.sql }
        sample_caps: { rows_max: 500, bytes_max: 1048576 }
        threshold_profile_id: tp_crash
        rbac_actor: { user_id: crash, role: operator }
        overrides: { workers: {{workers}}, load: { "*": {{load}} } }

        """);
}
