using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;

namespace Lumos.Core.Evaluation.Csv;

/// <summary>Sniffs and reads a file whole, as a run would, and states what came out.</summary>
internal static class CsvAnswering
{
    private const int FirstRows = 50;

    public static async Task<CsvAnswer> AnswerAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.GetFileName(path);
        try
        {
            var source = await CsvSource.OpenAsync(CsvInput.File(path), null, cancellationToken).ConfigureAwait(false);
            await using var _ = source.ConfigureAwait(false);
            return await ReadAsync(file, path, source, cancellationToken).ConfigureAwait(false);
        }
        catch (LumosException e)
        {
            return new CsvAnswer { File = file, Refused = e.Reason };
        }
    }

    private static async Task<CsvAnswer> ReadAsync(string file, string path, CsvSource source, CancellationToken cancellationToken)
    {
        var first = new List<IReadOnlyList<string?>>();
        var issues = 0L;
        var rows = 0L;
        var account = new CsvByteAccount(source.Layout);
        await foreach (var batch in source.ReadAsync(new SourceReadOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                for (var row = 0; row < batch.RowCount && first.Count < FirstRows; row++) first.Add(Row(batch, row));
                rows += batch.RowCount;
                issues += batch.Issues.Select(static issue => issue.Row).Distinct().Count();
                account.Add(batch);
            }
        }

        var layout = source.Layout;
        return new CsvAnswer
        {
            File = file,
            Encoding = layout.Encoding,
            Delimiter = layout.Delimiter,
            Quote = layout.Quote,
            QuoteSeen = layout.QuoteSeen,
            Escape = layout.Escape,
            HeaderLines = layout.Table.HeaderLines,
            PreambleLines = layout.Table.PreambleLines,
            FooterLines = layout.Table.FooterLines,
            Rows = rows,
            Columns = layout.Table.Width,
            Tables = layout.Tables.Count,
            ColumnNames = layout.Table.ColumnNames,
            FirstRows = first,
            RowsWithIssues = issues,
            BytesLost = await account.LostAsync(path, cancellationToken).ConfigureAwait(false),
            Confidence = layout.Confidence,
            RunnerUp = layout.RunnerUp is { } other ? $"'{other.Delimiter}' {other.Score.ToString(System.Globalization.CultureInfo.InvariantCulture)} {other.Reason}" : null,
        };
    }

    private static string?[] Row(ColumnBatch batch, int row)
    {
        var cells = new string?[batch.Columns.Count];
        for (var c = 0; c < cells.Length; c++) cells[c] = batch.Columns[c].IsNull(row) ? null : Encoding.UTF8.GetString(batch.Columns[c].GetUtf8(row));
        return cells;
    }
}
