using System.CommandLine;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>Option that says of which source tables only changed rows are read.</summary>
internal sealed class RunIncremental
{
    private const string OverlapWord = "overlap ";
    private const string LogWord = "logical_replication";
    private const string SlotWord = "slot ";
    private const string PublicationWord = "publication ";

    private readonly Option<string[]> _incremental = new("--incremental")
    {
        Description = "Read only rows that changed since the last run, told by a column that grows with every change, such as 'updated_at' or 'orders=updated_at, overlap 5m', or by the log of a PostgreSQL server: 'orders=logical_replication'", HelpName = "column",
    };

    public void AddTo(Command command)
    {
        command.Add(_incremental);
        command.Validators.Add(result =>
        {
            foreach (var item in (result.GetValue(_incremental) ?? []).Where(static item => Read(RunLimits.ByTable(item).Value) is null)) result.AddError($"--incremental takes a column such as updated_at, and perhaps ', overlap 5m' behind it, or logical_replication, and perhaps ', slot name, publication name' behind it, not '{item}'.");
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
            [LogWord, .. var more] => Log(more),
            [{ Length: > 0 } column] => new IncrementalRead(column),
            [{ Length: > 0 } column, var overlap] when overlap.StartsWith(OverlapWord, StringComparison.Ordinal) => new IncrementalRead(column, overlap[OverlapWord.Length..].Trim()),
            _ => null,
        };
    }

    private static IncrementalRead? Log(string[] parts)
    {
        var read = new IncrementalRead(null) { By = IncrementalBy.LogicalReplication };
        foreach (var part in parts)
        {
            if (part.StartsWith(SlotWord, StringComparison.Ordinal)) read = read with { Slot = part[SlotWord.Length..].Trim() };
            else if (part.StartsWith(PublicationWord, StringComparison.Ordinal)) read = read with { Publication = part[PublicationWord.Length..].Trim() };
            else return null;
        }

        return read;
    }
}
