using System.CommandLine;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>Option that says of which source tables only changed rows are read.</summary>
internal sealed class RunIncremental
{
    private const string OverlapWord = "overlap ";

    private readonly Option<string[]> _incremental = new("--incremental")
    {
        Description = "Read only rows that changed since the last run, told by a column that grows with every change, such as 'updated_at' or 'orders=updated_at, overlap 5m'", HelpName = "column",
    };

    public void AddTo(Command command)
    {
        command.Add(_incremental);
        command.Validators.Add(result =>
        {
            foreach (var item in (result.GetValue(_incremental) ?? []).Where(static item => Read(RunLimits.ByTable(item).Value) is null)) result.AddError($"--incremental takes a column such as updated_at, and perhaps ', overlap 5m' behind it, not '{item}'.");
        });
    }

    /// <summary>The contract with what the option adds to it.</summary>
    public RunContract Apply(ParseResult parsed, RunContract contract)
    {
        if (parsed.GetValue(_incremental) is not { Length: > 0 } items) return contract;
        var reads = new SortedDictionary<string, IncrementalRead>(contract.Overrides?.Incremental?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var (table, value) in items.Select(RunLimits.ByTable)) reads[table] = Read(value)!;
        return contract with { Overrides = (contract.Overrides ?? new RunOverrides()) with { Incremental = reads } };
    }

    private static IncrementalRead? Read(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts switch
        {
            [{ Length: > 0 } column] => new IncrementalRead(column),
            [{ Length: > 0 } column, var overlap] when overlap.StartsWith(OverlapWord, StringComparison.Ordinal) => new IncrementalRead(column, overlap[OverlapWord.Length..].Trim()),
            _ => null,
        };
    }
}
