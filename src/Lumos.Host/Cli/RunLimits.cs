using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>Options that say how a run moves rows: into what is there, as a dry run, with a canary, an error budget, a rate, how many threads.</summary>
internal sealed class RunLimits
{
    private readonly Option<string[]> _load = new("--load") { Description = "How rows get into tables that are there: replace, insert, append, upsert (, delete missing), scd2; table=upsert for one table", HelpName = "strategy" };
    private readonly Option<bool> _additive = new("--allow-additive") { Description = "Add columns that may be NULL to tables that lack them, and leave those they have gained empty, instead of stopping" };
    private readonly Option<bool> _empty = new("--allow-empty") { Description = "Let a source without any row replace the rows of a target table by nothing" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Move and validate everything, then discard it: shows what a run would do and put to quarantine" };
    private readonly Option<string?> _canary = new("--canary") { Description = "Try this part of each source before anything is staged, such as 1%", HelpName = "part" };
    private readonly Option<string?> _budget = new("--max-quarantine") { Description = "Stop when more than this part of a table's rows goes to quarantine, such as 0.5%", HelpName = "part" };
    private readonly Option<int?> _rate = new("--max-rate") { Description = "Most source rows per second", HelpName = "rows" };
    private readonly Option<int?> _workers = new("--workers") { Description = "Threads that transform rows; one per processor when left out, eight at most", HelpName = "threads" };

    private readonly Option<string?> _strategy = new("--strategy") { Description = "Where rows are computed: etl (here) or elt (inside the DuckDB file that is source and target); the rows are the same", HelpName = "way" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _load, _additive, _empty, _dryRun, _canary, _budget, _rate, _workers, _strategy }) command.Add(option);
        command.Validators.Add(result =>
        {
            foreach (var option in new[] { _canary, _budget })
            {
                if (result.GetValue(option) is { } text && Part(text) is null) result.AddError($"{option.Name} takes a part such as 1% or 0.01, not '{text}'.");
            }

            if (result.GetValue(_rate) is < 1) result.AddError("--max-rate takes a number of rows, 1 or more.");
            if (result.GetValue(_workers) is < 1 or > 64) result.AddError("--workers takes a number of threads, 1 to 64.");
            if (result.GetValue(_strategy) is { } way and not ("etl" or "elt")) result.AddError($"--strategy takes etl or elt, not '{way}'.");
        });
    }

    /// <summary>The contract with what the options add to it.</summary>
    public RunContract Apply(ParseResult parsed, RunContract contract)
    {
        var overrides = contract.Overrides ?? new RunOverrides();
        var limited = overrides with
        {
            Load = Loads(parsed.GetValue(_load), overrides.Load),
            AllowAdditive = parsed.GetValue(_additive) ? true : overrides.AllowAdditive,
            AllowEmpty = parsed.GetValue(_empty) ? true : overrides.AllowEmpty,
            DryRun = parsed.GetValue(_dryRun) ? true : overrides.DryRun,
            Canary = Part(parsed.GetValue(_canary)) ?? overrides.Canary,
            MaxQuarantineRate = Part(parsed.GetValue(_budget)) ?? overrides.MaxQuarantineRate,
            MaxRowsPerSecond = parsed.GetValue(_rate) ?? overrides.MaxRowsPerSecond,
            Workers = parsed.GetValue(_workers) ?? overrides.Workers,
            Strategy = parsed.GetValue(_strategy) ?? overrides.Strategy,
        };
        return limited == overrides ? contract : contract with { Overrides = limited };
    }

    private static IReadOnlyDictionary<string, string>? Loads(string[]? items, IReadOnlyDictionary<string, string>? known)
    {
        if (items is not { Length: > 0 }) return known;
        var loads = new SortedDictionary<string, string>(known?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var (table, load) in items.Select(ByTable)) loads[table] = load;
        return loads;
    }

    /// <summary>Table and value of an item such as <c>orders=upsert</c>; <c>*</c> is every table.</summary>
    internal static (string Table, string Value) ByTable(string item)
    {
        var equals = item.IndexOf('=', StringComparison.Ordinal);
        return (equals > 0 ? item[..equals].Trim() : "*", item[(equals + 1)..].Trim());
    }

    internal static decimal? Part(string? text)
    {
        var isPercent = text?.EndsWith('%') == true;
        if (!decimal.TryParse(isPercent ? text![..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        var part = isPercent ? number / 100 : number;
        return part is >= 0 and <= 1 ? part : null;
    }
}
