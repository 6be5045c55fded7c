using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;

namespace Lumos.Core.Tests.Ingest.Csv;

/// <summary>Small files in memory, and their rows as strings.</summary>
internal static class CsvTestText
{
    public static CsvInput Input(string text) => Input(Encoding.UTF8.GetBytes(text));

    public static CsvInput Input(byte[] bytes) => new("test.csv", () => new MemoryStream(bytes, writable: false));

    public static async Task<CsvTable> TableOf(string text) => (await CsvSniffer.SniffAsync(Input(text))).Table;

    public static async Task<CsvRead> ReadAsync(CsvInput input, SourceReadOptions? options = null, CsvSniffOptions? sniff = null)
    {
        await using var source = await CsvSource.OpenAsync(input, sniff);
        return await ReadAsync(source, options);
    }

    public static async Task<CsvRead> ReadAsync(CsvSource source, SourceReadOptions? options = null)
    {
        var read = new CsvRead(source.Layout);
        await foreach (var batch in source.ReadAsync(options ?? new SourceReadOptions()))
        {
            using (batch) read.Add(batch);
        }

        return read;
    }
}

/// <summary>Everything a read gave.</summary>
internal sealed class CsvRead(CsvLayout layout)
{
    public CsvLayout Layout { get; } = layout;

    public List<string?[]> Rows { get; } = [];

    public List<int> BatchRows { get; } = [];

    public List<long> Offsets { get; } = [];

    public List<long> Lines { get; } = [];

    public List<SourcePosition?> Next { get; } = [];

    public List<(long Row, string Code, string? Column)> Issues { get; } = [];

    public List<SkippedRange> Skipped { get; } = [];

    public void Add(ColumnBatch batch)
    {
        foreach (var issue in batch.Issues) Issues.Add((Rows.Count + issue.Row, issue.Code, issue.Column));
        Skipped.AddRange(batch.Skipped);
        BatchRows.Add(batch.RowCount);
        Offsets.AddRange(batch.Origin.ByteOffsets.Span);
        Lines.AddRange(batch.Origin.Lines.Span);
        Next.Add(batch.Origin.Next);
        for (var row = 0; row < batch.RowCount; row++)
        {
            Rows.Add([.. batch.Columns.Select(c => c.IsNull(row) ? null : Encoding.UTF8.GetString(c.GetUtf8(row)))]);
        }
    }
}
