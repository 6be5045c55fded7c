using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Quarantine;

namespace Lumos.Core.Migration.Transform;

/// <summary>Makes target rows with the columnar executor: the reader's columns go in and the computed ones out without being copied, unless rows are taken out.</summary>
internal sealed class ColumnarTransform : ITableTransform
{
    private readonly ColumnarProgram _program;
    private readonly QuarantineFactory _quarantine;
    private readonly Lazy<RowReasons> _explain;
    private readonly ColumnSchema _staging;
    private readonly int _columns;
    private readonly int[]? _key;
    private readonly ColumnCheck[] _checks;
    private readonly TextForms? _forms;
    private readonly List<int> _keep = [];
    private readonly List<int> _drop = [];
    private int[] _reasons = [];

    /// <param name="program">What is computed.</param>
    /// <param name="table">The table filled.</param>
    /// <param name="quarantine">Makes the records of bad rows.</param>
    /// <param name="reasons">Finds all that is wrong with bad rows.</param>
    /// <param name="withKeys">Whether key hashes are wanted.</param>
    public ColumnarTransform(ColumnarProgram program, TablePlan table, QuarantineFactory quarantine, Lazy<RowReasons> reasons, bool withKeys)
    {
        _explain = reasons;
        _program = program;
        _quarantine = quarantine;
        _staging = StagedRows.SchemaOf(table.Staging);
        _columns = table.Table.Columns.Count;
        _key = withKeys && table.Key.Count > 0 ? table.KeyPlaces : null;
        _checks = [.. program.Checks];
        _forms = TextForms.Of(table.Table);
    }

    /// <inheritdoc/>
    public TransformedBatch Run(ColumnBatch raw, long chunk, long firstRow, CancellationToken cancellationToken)
    {
        var made = _program.Plan.Execute(raw, cancellationToken);
        var columns = new Column[_columns + 1];
        for (var i = 0; i < _columns; i++) columns[i] = _program.Places[i] is >= 0 and var place ? made.Columns[place] : _program.Constants[i]!.Of(raw.RowCount);
        var all = StagedRows.Of(_staging, columns, raw.RowCount, firstRow, raw.Origin, made);
        var issues = IssueFailures.Of(raw);
        if (!Part(made.Columns[^1].GetValues<long>()[..raw.RowCount], columns.AsSpan(0, _columns), issues)) return TransformedBatch.Of(all, _forms, _columns, _key, [], raw.RowCount);
        using (all)
        {
            var quarantined = new List<QuarantineRecord>(_drop.Count);
            var first = _drop.ConvertAll(row => _reasons[row] == 0 ? null : _program.Failures[_reasons[row] - 1]);
            var reasons = _explain.Value.Find(raw, _drop, first, issues, cancellationToken);
            for (var i = 0; i < _drop.Count; i++) quarantined.Add(_quarantine.Make(chunk, raw, _drop[i], reasons[i], CellText.RowOf(all, _columns, _drop[i])));

            return TransformedBatch.Of(BatchSelection.Take(all, CollectionsMarshal.AsSpan(_keep)), _forms, _columns, _key, quarantined, raw.RowCount);
        }
    }

    public void Dispose()
    {
        // Nothing is held between batches.
    }

    /// <summary>Finds the rows that cannot go on.</summary>
    /// <returns>False when there are none.</returns>
    private bool Part(ReadOnlySpan<long> failures, ReadOnlySpan<Column> columns, IssueFailures issues)
    {
        if (_reasons.Length < failures.Length) _reasons = new int[failures.Length];
        var reasons = _reasons.AsSpan(0, failures.Length);
        for (var row = 0; row < failures.Length; row++) reasons[row] = (int)failures[row];
        foreach (var check in _checks) check.Ask(columns, reasons);
        if (!issues.Any && !reasons.ContainsAnyExcept(0)) return false;
        _keep.Clear();
        _drop.Clear();
        for (var row = 0; row < reasons.Length; row++) (reasons[row] == 0 && !issues.Has(row) ? _keep : _drop).Add(row);
        return _drop.Count > 0;
    }
}
