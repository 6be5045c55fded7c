using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>Quarantined rows as a CSV file a person mends in a spreadsheet: place and reason first, then the masked values.</summary>
internal static class QuarantineFile
{
    private static readonly string[] Facts = ["table", "source", "row", "line", "byte_offset", "reasons", "column", "status"];

    /// <summary>Writes the rows; columns are those of any row, in ordinal order.</summary>
    /// <returns>Rows written.</returns>
    /// <exception cref="LumosException"><c>FILE_UNWRITABLE</c>.</exception>
    public static async Task<long> WriteAsync(IAsyncEnumerable<QuarantineRecord> rows, string path, CancellationToken cancellationToken)
    {
        var all = new List<QuarantineRecord>();
        await foreach (var row in rows.WithCancellation(cancellationToken)) all.Add(row);
        var names = all.SelectMany(r => r.MaskedPreviewBefore.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var text = new StringBuilder().AppendJoin(',', Facts.Concat(names).Select(n => Field(n))).Append('\n');
        foreach (var row in all)
        {
            string?[] facts =
            [
                row.Table, row.Source, Number(row.Row), Number(row.Line), Number(row.ByteOffset), string.Join(' ', row.ReasonCodes), row.Column, JsonOutput.Name(row.Status),
                .. names.Select(n => row.MaskedPreviewBefore.GetValueOrDefault(n)),
            ];
            text.AppendJoin(',', facts.Select(Field)).Append('\n');
        }

        try
        {
            await File.WriteAllTextAsync(path, text.ToString(), new UTF8Encoding(false), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "FILE_UNWRITABLE", "The file cannot be written: " + error.Message, new ErrorLocation(File: path), "Choose another place with --to-file.", error);
        }

        return all.Count;
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    // A cell that starts like a formula is made text, so that a spreadsheet does not run what came from a source.
    private static string Field(string? value)
    {
        if (value is null) return "";
        if (value is ['=' or '+' or '-' or '@', ..]) value = "'" + value;
        return value.AsSpan().IndexOfAny(",\"\r\n") >= 0 || value.Length == 0 ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : value;
    }
}
