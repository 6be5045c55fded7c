using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Staging;

/// <summary>Writes what is remembered of the rows of a table into its logs as they are staged. Serves one thread.</summary>
/// <param name="logs">The logs.</param>
/// <param name="table">The table.</param>
internal sealed class RowLogger(RowLogs logs, TablePlan table)
{
    private readonly int[] _key = table.KeyColumns;
    private readonly int _numbers = table.Table.Columns.Count;
    private readonly bool[] _required = [.. table.Table.Columns.Select(table.IsRequired)];
    private ulong[] _keys = [];

    /// <summary>Rows are staged from a number on.</summary>
    public void Begin(long first)
    {
        logs.Of(table, late: false).Begin(first);
        logs.Of(table, late: true).Begin(first);
    }

    /// <summary>Rows were staged.</summary>
    public void Add(ColumnBatch rows, ReadOnlySpan<ulong> hashes, bool late)
    {
        var keys = hashes;
        if (_key.Length > 0)
        {
            if (_keys.Length < rows.RowCount) _keys = new ulong[rows.RowCount];
            RowHasher.Hash(rows, _key, _keys);
            keys = _keys;
        }

        logs.Of(table, late).Add(rows.Columns[_numbers].GetValues<long>()[..rows.RowCount], hashes, keys, CountNulls(rows));
    }

    private int CountNulls(ColumnBatch rows)
    {
        var nulls = 0;
        for (var i = 0; i < _required.Length; i++)
        {
            if (!_required[i] || rows.Columns[i].Validity.IsEmpty) continue;
            for (var row = 0; row < rows.RowCount; row++) nulls += rows.Columns[i].IsNull(row) ? 1 : 0;
        }

        return nulls;
    }
}
