using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Pii;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Scanning;

/// <summary>Personal data found in a file: a place in a text, or a column of a table.</summary>
/// <param name="File">File, or <c>-</c> for standard input.</param>
/// <param name="Line">Line of a text, 1 for the first; 0 for a column.</param>
/// <param name="Column">Column of a table, or the first character of a finding, 1 for the first.</param>
/// <param name="Label">What it is, such as <c>contact.email</c>.</param>
/// <param name="Grade">How personal it is.</param>
/// <param name="Score">How sure a finding in a text is, 0 to 1; 1 for a column.</param>
/// <param name="Masked">The value masked; empty for a column.</param>
/// <param name="Why">The evidence, without values.</param>
public sealed record PiiHit(string File, int Line, string Column, string Label, PiiGrade Grade, double Score, string Masked, string Why);

/// <summary>
/// Scans files for personal data: the columns of delimited tables by their first 10,000 rows, every line of other texts. Reads only, writes nothing.
/// </summary>
public static class PiiFileScan
{
    private const int MostRows = 10_000;

    private static readonly string[] TableEndings = [".csv", ".tsv", ".tab", ".psv"];

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };

    /// <summary>Scans a file, or all files of a folder in ordinal order of their names. Files that hold NUL bytes are no text and left out.</summary>
    /// <exception cref="LumosException"><c>FILE_UNREADABLE</c>: there is no such file or folder.</exception>
    public static IEnumerable<PiiHit> Scan(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) return Directory.EnumerateFiles(path, "*", Everywhere).Order(StringComparer.Ordinal).SelectMany(ScanFile);
        if (!File.Exists(path)) throw new LumosException(ErrorCode.DeterministicFailure, "FILE_UNREADABLE", "There is no such file or folder.", new ErrorLocation(File: path), "Check the name, or give - to read standard input.");
        return ScanFile(path);
    }

    /// <summary>Scans a text line by line.</summary>
    /// <param name="text">Text; read to its end.</param>
    /// <param name="name">Name shown in the hits.</param>
    public static IEnumerable<PiiHit> ScanText(TextReader text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<PiiFinding> found = [];
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            PiiText.Find(line, found);
            foreach (var finding in found.ToArray())
            {
                yield return new PiiHit(name, number, (finding.Start + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), finding.Label, PiiGrades.Of(finding.Label), finding.Score,
                    PiiMasker.MaskValue(finding.Label, line.Substring(finding.Start, finding.Length)), finding.Why);
            }
        }
    }

    private static IEnumerable<PiiHit> ScanFile(string path)
    {
        if (TableEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return ScanTable(path);
        return IsText(path) ? ScanLines(path) : [];
    }

    private static IEnumerable<PiiHit> ScanLines(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        foreach (var hit in ScanText(reader, path)) yield return hit;
    }

    private static List<PiiHit> ScanTable(string path)
    {
        try
        {
            return ScanTableAsync(path).AsTask().GetAwaiter().GetResult();
        }
        catch (LumosException refused) when (refused.Code == ErrorCode.DeterministicFailure)
        {
            // What is no table may still be a text.
            return IsText(path) ? [.. ScanLines(path)] : [];
        }
    }

    // As a run reads it: encoding, delimiter, lines before the header and after the last row are found, not assumed.
    private static async ValueTask<List<PiiHit>> ScanTableAsync(string path)
    {
        var source = await CsvSource.OpenAsync(CsvInput.File(path)).ConfigureAwait(false);
        await using var closed = source.ConfigureAwait(false);
        var names = source.Layout.Table.ColumnNames;
        List<string>[] values = [.. names.Select(static _ => new List<string>())];
        var rows = 0;
        await foreach (var batch in source.ReadAsync(new SourceReadOptions(), default).ConfigureAwait(false))
        {
            using (batch)
            {
                for (var row = 0; row < batch.RowCount && rows < MostRows; row++, rows++)
                {
                    for (var c = 0; c < values.Length; c++)
                    {
                        if (!batch.Columns[c].IsNull(row) && batch.Columns[c].GetUtf8(row) is { Length: > 0 } cell) values[c].Add(Encoding.UTF8.GetString(cell));
                    }
                }
            }

            if (rows == MostRows) break;
        }

        List<PiiHit> hits = [];
        var masker = new PiiMasker();
        for (var c = 0; c < names.Count; c++)
        {
            var mask = masker.Inspect(Path.GetFileNameWithoutExtension(path), names[c], PlainTypes.Of(values[c]), values[c], names);
            if (mask.Grade != PiiGrade.None) hits.Add(new PiiHit(path, 0, names[c], mask.Label!, mask.Grade, 1, "", string.Join("; ", mask.Evidence)));
        }

        return hits;
    }

    private static bool IsText(string path)
    {
        Span<byte> head = stackalloc byte[4096];
        using var stream = File.OpenRead(path);
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read].IndexOf((byte)0) < 0 || read >= 2 && (head[0], head[1]) is (0xFF, 0xFE) or (0xFE, 0xFF);
    }
}
