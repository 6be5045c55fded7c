using System.CommandLine;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary>Options several commands share, spelled the same everywhere.</summary>
internal static class CommonOptions
{
    public const string DefaultState = ".lumos";

    public static Option<string> State() => new("--state")
    {
        Description = "Folder that remembers runs, artifacts and the ledger",
        HelpName = "folder",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("LUMOS_STATE") is { Length: > 0 } folder ? folder : DefaultState,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object for machines instead of text" };

    public static Argument<string?> RunId() => new("run") { Description = "Run id, or its first letters; the latest run when left out", Arity = ArgumentArity.ZeroOrOne };

    public static LumosEngine Open(ParseResult parsed, Option<string> state) => LumosEngine.Create(new LumosOptions
    {
        StateFolder = parsed.GetRequiredValue(state),
        // Crash tests name a place at which the process kills itself.
        Failpoint = Environment.GetEnvironmentVariable("LUMOS_FAILPOINT") is { Length: > 0 } place ? place : null,
    });
}
