using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Supervision.Incremental;

/// <summary>Which tables of a source are read from where, as the contract asks and the runs before have it.</summary>
/// <param name="wanted">What the contract asks, by table or <c>*</c>; null for nothing.</param>
/// <param name="since">Where the run begins; null to read everything.</param>
internal sealed class IncrementalSources(IReadOnlyDictionary<string, IncrementalRead>? wanted, RunSince? since)
{
    private const string Every = "*";

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>What a migration reads of a table; null for all of it.</summary>
    /// <param name="name">Name in the catalog.</param>
    /// <param name="sourceName">Name in the source.</param>
    /// <param name="columns">Columns as the source spells them.</param>
    /// <exception cref="LumosException"><c>INCREMENTAL_UNKNOWN</c>, <c>INCREMENTAL_COLUMN_UNFIT</c>.</exception>
    public CatalogIncrement? Of(string name, string sourceName, IReadOnlyList<string> columns)
    {
        if (Find(name, sourceName) is not ({ } key, { Watermark: { } watermark } read)) return null;
        if (!columns.Contains(watermark, StringComparer.Ordinal))
        {
            return key == Every ? null : throw IncrementalErrors.UnknownColumn(name, watermark, columns);
        }

        _used.Add(key);
        if (since?.Marks.GetValueOrDefault(name) is not { } mark || mark.Column != watermark) return new CatalogIncrement { Column = watermark };
        var from = Watermark.Parse(mark.Value);
        if (from is { } value && read.Overlap is { } text && Overlap.Parse(text) is { } overlap) from = value.Back(overlap) ?? throw IncrementalErrors.Unfit(name, watermark, null);
        return new CatalogIncrement { Column = watermark, From = from?.ToString(), To = mark.Value };
    }

    /// <summary>What a migration reads by the log of the source's server; null for nothing.</summary>
    /// <param name="names">Names in the catalog by names in the source.</param>
    /// <param name="contract">The run's contract.</param>
    /// <param name="keysFolderOf">Folder of the keys of a run's changed rows.</param>
    /// <exception cref="LumosException"><c>INCREMENTAL_SLOTS</c>.</exception>
    public ReplicationRequest? Replicated(IReadOnlyDictionary<string, string> names, RunContract contract, Func<string, string> keysFolderOf)
    {
        var reads = new Dictionary<string, IncrementalRead>(StringComparer.Ordinal);
        foreach (var (sourceName, name) in names)
        {
            if (Find(name, sourceName) is not ({ } key, { By: IncrementalBy.LogicalReplication } read)) continue;
            _used.Add(key);
            reads[sourceName] = read;
        }

        if (reads.Count == 0) return null;
        var slots = reads.Values.Select(static read => read.Slot).Distinct(StringComparer.Ordinal).ToList();
        var publications = reads.Values.Select(static read => read.Publication).Distinct(StringComparer.Ordinal).ToList();
        if (slots.Count > 1 || publications.Count > 1) throw IncrementalErrors.SeveralSlots();
        var before = since?.Replication is { } kept && (slots[0] ?? kept.Slot) == kept.Slot ? kept : null;
        var slot = slots[0] ?? before?.Slot ?? ReplicationNames.SlotOf(contract.RunId);
        return new ReplicationRequest
        {
            Slot = slot,
            Publication = publications[0] ?? before?.Publication ?? slot,
            Tables = reads.Keys.ToDictionary(static table => table, table => before?.Tables.GetValueOrDefault(names[table]) ?? new ReplicationBeginning(null, []), StringComparer.Ordinal),
            MayCreate = contract.Overrides?.DryRun != true,
            KeysFolder = keysFolderOf(contract.RunId),
            KeysOf = before?.KeysOf is { } run ? keysFolderOf(run) : null,
        };
    }

    /// <summary>What the contract wants of a table, and under which name.</summary>
    private (string Key, IncrementalRead Read)? Find(string name, string sourceName)
    {
        if (wanted is null) return null;
        var key = wanted.ContainsKey(name) ? name : wanted.ContainsKey(sourceName) ? sourceName : Every;
        return wanted.TryGetValue(key, out var read) ? (key, read) : null;
    }

    /// <summary>Makes sure that no table is to be read by a log that its source does not have.</summary>
    /// <exception cref="LumosException"><c>INCREMENTAL_NO_LOG</c>.</exception>
    public void CheckNoLog(string source)
    {
        if (wanted?.FirstOrDefault(static item => item.Value.By == IncrementalBy.LogicalReplication) is { Key: { } table }) throw IncrementalErrors.NoLog(source, table);
    }

    /// <summary>Makes sure that everything the contract names was found.</summary>
    /// <exception cref="LumosException"><c>INCREMENTAL_UNKNOWN</c>.</exception>
    public void CheckUsed(IReadOnlyList<string> tables)
    {
        if (wanted?.Keys.FirstOrDefault(key => !_used.Contains(key)) is { } unknown) throw IncrementalErrors.UnknownTable(unknown, tables);
    }
}
