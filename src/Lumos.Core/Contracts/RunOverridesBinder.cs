using Lumos.Abstractions;
using Lumos.Core.Configuration;
using Lumos.Core.Supervision.Incremental;
using Lumos.Dsl.Text;

namespace Lumos.Core.Contracts;

/// <summary>Reads what a contract says against the choices of Lumos: mappings, dialects, loads, layouts, limits.</summary>
internal sealed class RunOverridesBinder(ConfigProblems problems)
{
    private static readonly string[] DuplicateRules = ["quarantine", "keep_first", "keep_last", "collapse_identical"];
    private static readonly string[] DialectFacts = ["delimiter", "quote", "encoding", "header", "skip_lines"];

    /// <summary>Reads them; null when the file has none.</summary>
    public RunOverrides? Bind(ConfigObject node)
    {
        if (!node.Exists) return null;
        var overrides = new RunOverrides
        {
            Mappings = node.Map("mappings", (member, path) => Pipeline(member, path, node.AsText(member.Value, path))),
            Sources = node.Map("sources", (member, path) => node.AsTexts(member.Value, path)),
            OnDuplicateKey = node.Map("on_duplicate_key", (member, path) => Rule(member, path, node.AsText(member.Value, path))),
            Dialects = node.Map("dialects", Dialect),
            Examples = node.Map("examples", (member, path) => node.AsText(member.Value, path)),
            Strategy = Way(node, "strategy"),
            TransformEngine = Engine(node, "transform_engine"),
            Load = node.Map("load", (member, path) => Load(member, path, node.AsText(member.Value, path))),
            AllowAdditive = node.Bool("allow_additive"),
            AllowEmpty = node.Bool("allow_empty"),
            Incremental = node.Map("incremental", Incremental),
            Layout = node.Map("layout", Layout),
            DryRun = node.Bool("dry_run"),
            Canary = Part(node, "canary"),
            MaxQuarantineRate = Part(node, "max_quarantine_rate"),
            MaxRowsPerSecond = (int?)node.Integer("max_rows_per_second", 1, int.MaxValue),
            Workers = (int?)node.Integer("workers", 1, 64),
            KeepPreviousDays = (int?)node.Integer("keep_previous_days", 0, 3650),
            Seed = node.Integer("seed", long.MinValue, long.MaxValue),
        };
        node.Done();
        return overrides;
    }

    private static string? Way(ConfigObject node, string key)
    {
        var way = node.Text(key);
        if (way is not (null or MigrationWay.Etl or MigrationWay.Elt)) node.Report(key, "one of etl, elt is wanted.");
        return way;
    }

    private static string? Engine(ConfigObject node, string key)
    {
        var engine = node.Text(key);
        if (engine is not (null or "columnar" or "duckdb")) node.Report(key, "one of columnar, duckdb is wanted.");
        return engine;
    }

    private string? Pipeline(ConfigMember member, string path, string? pipeline)
    {
        if (!member.Key.Contains('.', StringComparison.Ordinal)) problems.Add(member.Line, member.Column, path, "a key is table.column of the target.");
        if (pipeline is null) return null;
        try
        {
            _ = DslText.ParseExpression(pipeline);
        }
        catch (LumosException e)
        {
            problems.Add(member.Value, path, $"{e.Problem}{(e.NextStep is { } next ? $" {next}" : "")} ({e.Reason})");
        }

        return pipeline;
    }

    private string? Rule(ConfigMember member, string path, string? rule)
    {
        if (rule is not null && !DuplicateRules.Contains(rule)) problems.Add(member.Value, path, $"one of {string.Join(", ", DuplicateRules)} is wanted.");
        return rule;
    }

    /// <summary>A part of a whole.</summary>
    private static decimal? Part(ConfigObject node, string key)
    {
        var part = node.Number(key, 0);
        if (part > 1) node.Report(key, "a part between 0 and 1 is wanted, such as 0.01 for one percent.");
        return part;
    }

    private string? Load(ConfigMember member, string path, string? rule)
    {
        if (rule is not null && LoadRules.Parse(rule) is null) problems.Add(member.Value, path, $"one of {LoadRules.Choices} is wanted.");
        return rule;
    }

    private IncrementalRead? Incremental(ConfigMember table, string path)
    {
        var node = new ConfigObject(table.Value, path, problems);
        var by = node.Choice<IncrementalBy>("by");
        var isLog = by == IncrementalBy.LogicalReplication;
        var (watermark, overlap) = (node.Text("watermark", required: !isLog), (node.Node("overlap") as ConfigScalar)?.Text);
        var (slot, publication) = (node.Text("slot"), node.Text("publication"));
        if (overlap is not null && Overlap.Parse(overlap) is null) node.Report("overlap", $"{Overlap.Form} is wanted.");
        foreach (var (key, value) in isLog ? new[] { ("watermark", watermark), ("overlap", overlap) } : [("slot", slot), ("publication", publication)])
        {
            if (value is not null) node.Report(key, isLog ? "logical_replication has no watermark and no overlap." : "it belongs to by: logical_replication.");
        }

        if (slot is not null && !ReplicationNames.IsSlot(slot)) node.Report("slot", $"{ReplicationNames.SlotForm} is wanted.");
        node.Done();
        return watermark is null && !isLog ? null : new IncrementalRead(watermark, overlap) { By = by, Slot = slot, Publication = publication };
    }

    private TableLayout? Layout(ConfigMember table, string path)
    {
        var node = new ConfigObject(table.Value, path, problems);
        var size = (node.Node("target_file_size") as ConfigScalar)?.Text;
        var bytes = size is null ? null : TableLayout.ParseSize(size);
        if (size is not null && bytes is null) node.Report("target_file_size", "a number of bytes is wanted, such as 134217728, 128MB or 128MiB.");
        var layout = new TableLayout
        {
            PartitionBy = node.Texts("partition_by"), SortBy = node.Texts("sort_by"), RowsPerFile = node.Integer("rows_per_file", 1, long.MaxValue), TargetFileSize = bytes,
        };
        if (layout is { RowsPerFile: not null, TargetFileSize: not null }) node.Report("target_file_size", "rows_per_file says the size already.");
        node.Done();
        return layout;
    }

    private IReadOnlyDictionary<string, string>? Dialect(ConfigMember file, string path)
    {
        var node = new ConfigObject(file.Value, path, problems);
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in DialectFacts)
        {
            // A tab or a blank is a good delimiter, so texts are taken as they are.
            if (node.Node(fact) is ConfigScalar { Text: var text }) facts[fact] = text;
        }

        if (facts.TryGetValue("quote", out var quote) && quote.Length > 1) node.Report("quote", "one character is wanted, or an empty text for none.");
        if (facts.TryGetValue("delimiter", out var delimiter) && delimiter.Length == 0) node.Report("delimiter", "a character is wanted, such as ; or tab.");

        node.Done();
        return facts;
    }
}
