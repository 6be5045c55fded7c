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
        if (wanted is null) return null;
        var key = wanted.ContainsKey(name) ? name : wanted.ContainsKey(sourceName) ? sourceName : Every;
        if (!wanted.TryGetValue(key, out var read)) return null;
        if (!columns.Contains(read.Watermark, StringComparer.Ordinal))
        {
            return key == Every ? null : throw IncrementalErrors.UnknownColumn(name, read.Watermark, columns);
        }

        _used.Add(key);
        if (since?.Marks.GetValueOrDefault(name) is not { } mark || mark.Column != read.Watermark) return new CatalogIncrement { Column = read.Watermark };
        var from = Watermark.Parse(mark.Value);
        if (from is { } value && read.Overlap is { } text && Overlap.Parse(text) is { } overlap) from = value.Back(overlap) ?? throw IncrementalErrors.Unfit(name, read.Watermark, null);
        return new CatalogIncrement { Column = read.Watermark, From = from?.ToString(), To = mark.Value };
    }

    /// <summary>Makes sure that everything the contract names was found.</summary>
    /// <exception cref="LumosException"><c>INCREMENTAL_UNKNOWN</c>.</exception>
    public void CheckUsed(IReadOnlyList<string> tables)
    {
        if (wanted?.Keys.FirstOrDefault(key => !_used.Contains(key)) is { } unknown) throw IncrementalErrors.UnknownTable(unknown, tables);
    }
}
