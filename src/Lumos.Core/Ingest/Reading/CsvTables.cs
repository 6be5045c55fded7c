using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Opens the tables of a delimited text file.</summary>
internal static class CsvTables
{
    private const double DoubtfulConfidence = 0.5;

    /// <summary>Sniffs the file; its bytes are added to the hash as they are read.</summary>
    public static async ValueTask<IReadOnlyList<OpenedTable>> OpenAsync(SourceFile file, FileHash hash, RunOverrides? overrides, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var options = CsvBridge.OptionsFor(file.Location, overrides, out var skipLines);
        Stream OpenText() => GzipFileStream.Wrap(file, OpenPlain(file));
        var layout = skipLines > 0
            ? await SkippedLines.SniffAsync(file, skipLines, OpenText, options, cancellationToken).ConfigureAwait(false)
            : await CsvSniffer.SniffAsync(Named(file, OpenText), options, cancellationToken).ConfigureAwait(false);
        var input = Named(file, () => GzipFileStream.Wrap(file, new HashingStream(file.Path, hash)));
        var tables = new List<OpenedTable>();
        for (var i = 0; i < layout.Tables.Count; i++)
        {
            var one = layout.WithTable(i);
            tables.Add(new OpenedTable
            {
                Source = new CsvSource(input, one),
                Name = Path.GetFileName(file.Location),
                Origin = new CatalogSource
                {
                    Location = file.Location,
                    Format = SourceFormats.Csv,
                    Sha256 = "",
                    Compression = file.Compression,
                    Dialect = CsvBridge.ToReport(one),
                    TableIndex = i,
                },
                Notes = [.. NotesOf(one)],
                CountsBytes = file.Compression == SourceFormats.NoCompression,
            });
        }

        return tables;
    }

    /// <summary>An input that says the location in messages.</summary>
    public static CsvInput Named(SourceFile file, Func<Stream> open) => new(file.Location, open);

    private static FileStream OpenPlain(SourceFile file) => new(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);

    private static IEnumerable<IngestNote> NotesOf(CsvLayout layout)
    {
        var table = layout.Table;
        if (table.HeaderLines == 0)
        {
            yield return new IngestNote { Code = "HEADER_MISSING", Message = "No line names the columns; they are called by their position." };
        }

        if (table.RenamedColumns.Count > 0)
        {
            yield return new IngestNote
            {
                Code = "HEADER_RENAMED",
                Message = $"Columns {string.Join(", ", table.RenamedColumns.Take(20).Select(c => c + 1))}{(table.RenamedColumns.Count > 20 ? " and more" : "")} had an empty name or that of another column and were renamed.",
                Count = table.RenamedColumns.Count,
            };
        }

        if (layout.LooksLike is { } other)
        {
            yield return new IngestNote
            {
                Code = "ENCODING_DOUBTFUL",
                Message = $"The file is read as {layout.Encoding}, as overrides.dialects states, but its bytes are {other}; letters beyond ASCII may be wrong.",
            };
        }

        if (layout.Confidence < DoubtfulConfidence)
        {
            yield return new IngestNote
            {
                Code = "DIALECT_DOUBTFUL",
                Message = FormattableString.Invariant($"How the file is written is not certain (confidence {layout.Confidence:0.##}); state delimiter, quote, encoding or header under overrides.dialects if it was read wrongly."),
            };
        }

        if (layout.Tables.Count > 1)
        {
            yield return new IngestNote
            {
                Code = "SEVERAL_TABLES",
                Message = FormattableString.Invariant($"The file holds {layout.Tables.Count} tables; this is number {layout.MainTable + 1}."),
            };
        }
    }
}
