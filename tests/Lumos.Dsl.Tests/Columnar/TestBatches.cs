using System.Text;
using Lumos.Abstractions;

namespace Lumos.Dsl.Tests.Columnar;

/// <summary>Batches of text columns for tests, and their values as text.</summary>
internal static class TestBatches
{
    public static ColumnSchema Source { get; } = new([new("a", ColumnType.Text), new("b", ColumnType.Text)]);

    /// <summary>A batch with columns a and b.</summary>
    public static ColumnBatch Of(IReadOnlyList<string?> a, IReadOnlyList<string?> b, long firstRow = 0, IDisposable? owner = null) =>
        new(Source, a.Count, [Text(a), Text(b)], new RowOrigin("test", firstRow), owner);

    public static string? TextAt(ColumnBatch batch, int column, int row) => batch.Columns[column].IsNull(row) ? null : Encoding.UTF8.GetString(batch.Columns[column].GetUtf8(row));

    public static long FailureAt(ColumnBatch batch, int row) => batch.Columns[^1].GetValues<long>()[row];

    private static Column Text(IReadOnlyList<string?> cells)
    {
        var offsets = new int[cells.Count + 1];
        var validity = new byte[(cells.Count + 7) / 8];
        var values = new MemoryStream();
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i] is { } cell)
            {
                values.Write(Encoding.UTF8.GetBytes(cell));
                validity[i >> 3] |= (byte)(1 << (i & 7));
            }

            offsets[i + 1] = (int)values.Length;
        }

        return new Column(ColumnType.Text, cells.Count, values.ToArray(), offsets, validity);
    }
}

/// <summary>Counts how often it was disposed.</summary>
internal sealed class Owner : IDisposable
{
    private int _disposed;

    public int Disposed => Volatile.Read(ref _disposed);

    public void Dispose() => Interlocked.Increment(ref _disposed);
}
