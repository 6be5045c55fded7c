using System.Buffers;
using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Targets.Parquet.Reading;

/// <summary>Hashes the rows of staged Parquet files from their pages on disk. Serves one thread.</summary>
internal sealed class ParquetHashes(TablePlan table, IReadOnlyList<StagedGroup> groups) : IStagedHashes
{
    private readonly ColumnLanes _lanes = new();
    private readonly bool[] _required = [.. table.Table.Columns.Select(table.IsRequired)];
    private readonly ColumnType[] _types = [.. table.Staging.Columns.Select(column => column.Type)];
    private readonly int[] _key = table.KeyColumns;
    private ulong[] _hashes = [];
    private ulong[] _keys = [];
    private long[] _numbers = [];

    /// <inheritdoc/>
    public ValueTask<long> ReadAsync(long first, long end, StagedRowsRead take, CancellationToken cancellationToken)
    {
        long nulls = 0;
        foreach (var group in groups)
        {
            if (group.Last < first || group.First >= end) continue;
            cancellationToken.ThrowIfCancellationRequested();
            nulls += Read(group);
            take(_numbers.AsSpan(0, group.Rows), _hashes.AsSpan(0, group.Rows), (_key.Length > 0 ? _keys : _hashes).AsSpan(0, group.Rows));
        }

        return ValueTask.FromResult(nulls);
    }

    public void Dispose() => _lanes.Dispose();

    private long Read(StagedGroup group)
    {
        if (group.Columns.Count != _types.Length || group.Rows < 0) throw new InvalidDataException("A staged Parquet file has other columns than its table.");
        if (_hashes.Length < group.Rows) (_hashes, _keys, _numbers) = (new ulong[group.Rows], new ulong[group.Rows], new long[group.Rows]);
        var bytes = ArrayPool<byte>.Shared.Rent(group.Length);
        try
        {
            using (var file = File.OpenHandle(group.Path))
            {
                for (var read = 0; read < group.Length;)
                {
                    var count = RandomAccess.Read(file, bytes.AsSpan(read, group.Length - read), group.Start + read);
                    if (count == 0) throw new InvalidDataException("A staged Parquet file is shorter than its footer says.");
                    read += count;
                }
            }

            return Hash(group, bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private long Hash(StagedGroup group, byte[] bytes)
    {
        var columns = _types.Length - 1;
        var hashes = _hashes.AsSpan(0, group.Rows);
        RowHasher.Begin(hashes, columns);
        var keys = _keys.AsSpan(0, group.Rows);
        RowHasher.Begin(keys, _key.Length);
        long nulls = 0;
        for (var i = 0; i < columns; i++)
        {
            var validity = _lanes.Read(PagesOf(group, i, bytes), group.Columns[i], _types[i], group.Rows);
            var second = _types[i].Precision > 18 ? _lanes.High : default;
            var missing = RowHasher.Fold(hashes, validity, _lanes.Lanes, second);
            if (_key.Contains(i)) RowHasher.Fold(keys, validity, _lanes.Lanes, second);
            if (_required[i]) nulls += missing;
        }

        RowHasher.End(hashes);
        RowHasher.End(keys);
        if (!_lanes.Read(PagesOf(group, columns, bytes), group.Columns[columns], ColumnType.Int64, group.Rows).IsEmpty) throw new InvalidDataException("A staged row has no number.");
        for (var row = 0; row < group.Rows; row++) _numbers[row] = (long)_lanes.Lanes[row];
        return nulls;
    }

    private static ReadOnlyMemory<byte> PagesOf(StagedGroup group, int column, byte[] bytes)
    {
        var pages = group.Columns[column];
        var start = pages.Start - group.Start;
        if (start < 0 || pages.Length < 0 || start + pages.Length > group.Length) throw new InvalidDataException("The footer of a staged Parquet file is damaged.");
        return bytes.AsMemory((int)start, (int)pages.Length);
    }
}
