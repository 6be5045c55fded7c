using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Quarantine;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Transform;

/// <summary>
/// Makes target rows with SQL of the embedded engine: what the columnar executor does not compute, or what the contract wants computed here.
/// </summary>
internal sealed class EngineTransform : ITableTransform
{
    private readonly RawRelation _raw;
    private readonly DuckDbCommand _command;
    private readonly CompiledTransform _compiled;
    private readonly QuarantineFactory _quarantine;
    private readonly Lazy<RowReasons> _explain;
    private readonly BatchCollector _good;
    private readonly BatchCollector _bad;
    private readonly int _columns;
    private readonly int[]? _key;
    private readonly TextForms? _forms;
    private readonly List<int> _badRows = [];
    private readonly List<RowFailure?> _badReasons = [];
    private int[] _keep = new int[DuckDbDataChunk.DefaultCapacity];
    private int[] _drop = new int[DuckDbDataChunk.DefaultCapacity];
    private long[] _numbers = [];

    /// <param name="raw">Where the raw rows are put for the statement to read.</param>
    /// <param name="compiled">Statement over <see cref="RawRelation.Name"/>.</param>
    /// <param name="table">The table filled.</param>
    /// <param name="quarantine">Makes the records of bad rows.</param>
    /// <param name="reasons">Finds all that is wrong with bad rows.</param>
    /// <param name="withKeys">Whether key hashes are wanted.</param>
    public EngineTransform(RawRelation raw, CompiledTransform compiled, TablePlan table, QuarantineFactory quarantine, Lazy<RowReasons> reasons, bool withKeys)
    {
        _explain = reasons;
        _key = withKeys && table.Key.Count > 0 ? table.KeyPlaces : null;
        _raw = raw;
        _compiled = compiled;
        _quarantine = quarantine;
        _columns = table.Table.Columns.Count;
        _forms = TextForms.Of(table.Table);
        _good = new BatchCollector(StagedRows.SchemaOf(table.Staging));
        _bad = new BatchCollector(StagedRows.SchemaOf(table.Table));
        _command = raw.Engine.CreateCommand(compiled.Sql);
        _command.Prepare();
    }

    /// <inheritdoc/>
    public TransformedBatch Run(ColumnBatch raw, long chunk, long firstRow, CancellationToken cancellationToken)
    {
        _badRows.Clear();
        _badReasons.Clear();
        if (_numbers.Length < raw.RowCount) _numbers = new long[raw.RowCount];
        var issues = IssueFailures.Of(raw);
        _raw.Load(raw);
        var row = 0;
        var kept = 0;
        using (var result = _command.ExecuteColumns(cancellationToken))
        {
            while (result.ReadChunk(cancellationToken) is { } read)
            {
                using (read) kept += Take(read, issues, row, firstRow, kept);
                row += read.RowCount;
            }
        }

        if (row != raw.RowCount) throw new InvalidOperationException("The transform did not give one row per source row.");
        _good.Append(_columns, _numbers.AsSpan(0, kept));
        var rows = _good.Take(raw.Origin);
        return TransformedBatch.Of(rows, _forms, _columns, _key, Quarantined(raw, chunk, issues, cancellationToken), raw.RowCount);
    }

    public void Dispose() => _command.Dispose();

    private int Take(DuckDbDataChunk read, IssueFailures issues, int first, long firstRow, int numbered)
    {
        var failure = read[_columns];
        var codes = failure.Values<int>();
        var keep = 0;
        var drop = 0;
        if (_keep.Length < read.RowCount) (_keep, _drop) = (new int[read.RowCount], new int[read.RowCount]);
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] == 0 && !issues.Has(first + i))
            {
                _numbers[numbered + keep] = firstRow + first + i;
                _keep[keep++] = i;
                continue;
            }

            _drop[drop++] = i;
            _badRows.Add(first + i);
            _badReasons.Add(codes[i] == 0 ? null : _compiled.Failures[codes[i] - 1]);
        }

        _good.Append(read, _columns, _keep.AsSpan(0, keep));
        if (drop > 0) _bad.Append(read, _columns, _drop.AsSpan(0, drop));
        return keep;
    }

    private List<QuarantineRecord> Quarantined(ColumnBatch raw, long chunk, IssueFailures issues, CancellationToken cancellationToken)
    {
        if (_badRows.Count == 0) return [];
        using var bad = _bad.Take(raw.Origin);
        var records = new List<QuarantineRecord>(_badRows.Count);
        var reasons = _explain.Value.Find(raw, _badRows, _badReasons, issues, cancellationToken);
        for (var i = 0; i < _badRows.Count; i++) records.Add(_quarantine.Make(chunk, raw, _badRows[i], reasons[i], CellText.RowOf(bad, _columns, i)));
        return records;
    }
}
