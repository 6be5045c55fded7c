using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary>How a run is described on the command line: a contract file, or the short form.</summary>
internal sealed class RunArguments
{
    private readonly Argument<string?> _contract = new("contract") { Description = "Contract file (YAML or JSON)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _from = new("--from", "-f") { Description = "Source files, folders or globs, or a database as postgres://user@host/database?schema=public&table=a,b", HelpName = "path", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _to = new("--to", "-t") { Description = "Target schema: JSON, SQL DDL, or a database that has the tables (a DuckDB file, sqlite:, postgres://, mysql://)", HelpName = "schema" };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "Where the tables go: a .duckdb file, a .parquet file, a folder of Parquet files, or a database as postgres://user@host/database", HelpName = "path" };
    private readonly Option<string[]> _tables = new("--tables") { Description = "Tables of the schema to fill; the others stay as they are", HelpName = "table", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _examples = new("--examples") { Description = "Example rows to learn transforms from: a .csv with target columns, or with old and new columns side by side; table=file names the target table", HelpName = "file" };
    private readonly Option<string> _mode = new("--mode", "-m") { Description = "data_mode moves rows; metadata_only plans without reading a row sample", DefaultValueFactory = _ => "data_mode" };
    private readonly RunLimits _limits = new();
    private readonly RunIncremental _incremental = new();
    private readonly RunLayout _layout = new();
    private readonly ActorOptions _actor = new();

    public RunArguments() => _mode.AcceptOnlyFromAmong("data_mode", "metadata_only");

    public void AddTo(Command command)
    {
        command.Add(_contract);
        foreach (var option in new Option[] { _from, _to, _out, _tables, _examples, _mode }) command.Add(option);
        _limits.AddTo(command);
        _incremental.AddTo(command);
        _layout.AddTo(command);
        _actor.AddTo(command);
        command.Validators.Add(result =>
        {
            var hasFile = result.GetValue(_contract) is not null;
            var hasShort = result.GetValue(_from) is { Length: > 0 } || result.GetValue(_to) is not null || result.GetValue(_out) is not null || result.GetValue(_examples) is { Length: > 0 } || result.GetValue(_tables) is { Length: > 0 };
            if (hasFile && hasShort) result.AddError("Give a contract file or --from/--to/--out, not both; tables and examples belong into the contract then, as rhs.tables and overrides.examples.");
            else if (!hasFile && (result.GetValue(_from) is not { Length: > 0 } || result.GetValue(_to) is null || result.GetValue(_out) is null))
                result.AddError("Give a contract file, or all of --from, --to and --out.");
        });
    }

    /// <summary>The contract, and the folder its relative locations start from.</summary>
    public (RunContract Contract, string BaseFolder) Read(ParseResult parsed)
    {
        if (parsed.GetValue(_contract) is { } path)
        {
            var file = RunContractFile.Load(path);
            return (Apply(parsed, file.Contract), file.BaseFolder);
        }

        var actor = _actor.Read(parsed);
        var builder = new RunContractBuilder();
        if (parsed.GetValue(_examples) is { Length: > 0 } examples) builder.WithOverrides(new RunOverrides { Examples = examples.Select(Split).ToDictionary(static e => e.Table, static e => e.File, StringComparer.Ordinal) });
        var contract = builder
            .From(parsed.GetRequiredValue(_from))
            .ToSchema(parsed.GetValue(_to)!)
            .Into(parsed.GetValue(_out)!)
            .InMode(parsed.GetRequiredValue(_mode) == "data_mode" ? RunMode.DataMode : RunMode.MetadataOnly)
            .As(actor.UserId, actor.Role)
            .Build();
        if (parsed.GetValue(_tables) is { Length: > 0 } tables) contract = contract with { Rhs = contract.Rhs with { Tables = [.. tables.SelectMany(static t => t.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] } };
        return (Apply(parsed, contract), Environment.CurrentDirectory);
    }

    private RunContract Apply(ParseResult parsed, RunContract contract) => _layout.Apply(parsed, _incremental.Apply(parsed, _limits.Apply(parsed, contract)));

    private static (string Table, string File) Split(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : ("*", text);
    }
}
