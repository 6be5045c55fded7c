using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Connectors.MySql;
using Lumos.Connectors.Postgres;
using Lumos.Connectors.Sqlite;
using Lumos.Core;
using Lumos.Storage.Postgres;

namespace Lumos.Host.Cli;

/// <summary>Options several commands share, spelled the same everywhere.</summary>
internal static class CommonOptions
{
    public const string DefaultState = ".lumos";

    /// <summary>Names the state server: a connection string.</summary>
    public const string StateServerVariable = "LUMOS_STATE_SERVER";

    private const int ShortestKey = 16;

    public static Option<string> State() => new("--state")
    {
        Description = "Folder that remembers runs, artifacts and the ledger",
        HelpName = "folder",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("LUMOS_STATE") is { Length: > 0 } folder ? folder : DefaultState,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object for machines instead of text" };

    public static Argument<string?> RunId() => new("run") { Description = "Run id, or its first letters; the latest run when left out", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>An engine that reads what the state folder remembers.</summary>
    public static LumosEngine Open(ParseResult parsed, Option<string> state) => LumosEngine.Create(Settings(parsed, state));

    /// <summary>An engine that runs contracts under the rules the options name.</summary>
    public static LumosEngine Open(ParseResult parsed, RunOutputs outputs)
    {
        var options = Settings(parsed, outputs.State);
        options.PolicyManifestFile = PolicyFile(parsed.GetValue(outputs.Policy));
        foreach (var file in parsed.GetValue(outputs.Thresholds) ?? []) options.ThresholdProfiles.Add(ThresholdProfileFile.Load(file));
        foreach (var file in parsed.GetValue(outputs.Domains) ?? []) options.DomainFiles.Add(file);
        return LumosEngine.Create(options);
    }

    /// <summary>An engine that knows the state folder's domains and those of further files.</summary>
    public static LumosEngine Open(ParseResult parsed, Option<string> state, Option<string[]> domains)
    {
        var options = Settings(parsed, state);
        foreach (var file in parsed.GetValue(domains) ?? []) options.DomainFiles.Add(file);
        return LumosEngine.Create(options);
    }

    /// <summary>The policy manifest an option names, which must be there.</summary>
    public static string? PolicyFile(string? manifest) => manifest is null || File.Exists(manifest) ? manifest
        : throw new LumosException(ErrorCode.DeterministicFailure, "FILE_UNREADABLE", "The policy manifest does not exist.", new ErrorLocation(File: manifest), "Check the name, or leave --policy out for the built-in one.");

    /// <summary>Connectors of every engine of the command line.</summary>
    public static IReadOnlyList<IConnector> Connectors() => [new PostgresConnector(), new MySqlDatabaseConnector(), new SqliteConnector()];

    /// <summary>The store on the state server that the environment names; null for none.</summary>
    /// <exception cref="LumosException"><c>STATE_SERVER_INVALID</c>.</exception>
    public static ICentroidStore? StateServer() => StateServer(Environment.GetEnvironmentVariable(StateServerVariable));

    /// <summary>The store on a state server; null for none.</summary>
    /// <param name="connection">Its connection string; null or empty for none.</param>
    /// <exception cref="LumosException"><c>STATE_SERVER_INVALID</c>.</exception>
    public static ICentroidStore? StateServer(string? connection)
    {
        if (string.IsNullOrEmpty(connection)) return null;
        try
        {
            return new PostgresCentroidStore(new PostgresStateOptions { ConnectionString = connection });
        }
        catch (ArgumentException mistake)
        {
            // The message names no part of the string, which may hold a password.
            throw new LumosException(ErrorCode.DeterministicFailure, "STATE_SERVER_INVALID", $"{StateServerVariable} does not name a server. {mistake.Message.Split(" (Parameter", 2)[0]}", nextStep: "Write Host=db.example.org;Database=lumos;Username=lumos, and leave the password to PGPASSWORD or PGPASSFILE.");
        }
    }

    // A file, not a value: what stands in the environment or on a command line is seen by others.
    private static ReadOnlyMemory<byte> MaskingKey(string? file)
    {
        if (string.IsNullOrEmpty(file)) return default;
        if (!File.Exists(file)) throw new LumosException(ErrorCode.DeterministicFailure, "FILE_UNREADABLE", "The file of the masking key does not exist.", new ErrorLocation(File: file), "Check LUMOS_MASKING_KEY_FILE, or unset it; keyed methods redact without a key.");
        var key = File.ReadAllBytes(file).AsMemory();
        while (key.Length > 0 && key.Span[^1] is (byte)'\n' or (byte)'\r' or (byte)' ') key = key[..^1];
        return key.Length >= ShortestKey ? key
            : throw new LumosException(ErrorCode.DeterministicFailure, "MASKING_KEY_SHORT", $"The file of the masking key holds fewer than {ShortestKey} bytes.", new ErrorLocation(File: file), "Write a longer secret into it, 32 random bytes say.");
    }

    private static LumosOptions Settings(ParseResult parsed, Option<string> state)
    {
        var options = new LumosOptions
        {
            StateFolder = parsed.GetRequiredValue(state),
            MaskingKey = MaskingKey(Environment.GetEnvironmentVariable("LUMOS_MASKING_KEY_FILE")),
            // Crash and interrupt tests name a place at which the process kills itself, or waits.
            Failpoint = Environment.GetEnvironmentVariable("LUMOS_FAILPOINT") is { Length: > 0 } place ? place : null,
            FailpointReached = static place => Console.Error.WriteLine("held at " + place),
            CentroidStore = StateServer(),
        };
        foreach (var connector in Connectors()) options.Connectors.Add(connector);
        return options;
    }
}
