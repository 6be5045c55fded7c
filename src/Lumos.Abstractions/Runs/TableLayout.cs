using System.Globalization;

namespace Lumos.Abstractions;

/// <summary>
/// How the rows of a table lie in Parquet files. A table that is partitioned, or cut into files of a size, is a folder; one that is only sorted is a file.
/// </summary>
/// <remarks>The files follow from the rows alone: neither the number of threads nor the engine changes a byte.</remarks>
public sealed record TableLayout
{
    private static readonly string[] Units = ["", "KB", "KIB", "MB", "MIB", "GB", "GIB", "TB", "TIB"];

    /// <summary>
    /// Columns whose values name the folders rows lie in, outermost first, as <c>country=DE/year=2024</c>; they are not in the files then. Texts, whole numbers,
    /// decimals, bools and dates can be such columns. Null for none.
    /// </summary>
    public IReadOnlyList<string>? PartitionBy { get; init; }

    /// <summary>Columns rows are sorted by within a folder, each as <c>column</c> or <c>column desc</c>; NULL comes last. Rows that tie keep the order of the source. Null for that order alone.</summary>
    public IReadOnlyList<string>? SortBy { get; init; }

    /// <summary>Most rows of a file; a folder's rows are shared evenly among its files. Null for no limit.</summary>
    /// <value>1 or more.</value>
    public long? RowsPerFile { get; init; }

    /// <summary>About how many bytes a file should have, told from the bytes the same rows take in staging. Null for no limit.</summary>
    /// <value>1 or more.</value>
    public long? TargetFileSize { get; init; }

    /// <summary>Whether the table is a folder of files.</summary>
    /// <returns>False for a single file.</returns>
    public bool MakesFolder() => PartitionBy is { Count: > 0 } || RowsPerFile is not null || TargetFileSize is not null;

    /// <summary>The layout in words, such as <c>partitioned by country, sorted by id</c>.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (PartitionBy is { Count: > 0 }) parts.Add("partitioned by " + string.Join(", ", PartitionBy));
        if (SortBy is { Count: > 0 }) parts.Add("sorted by " + string.Join(", ", SortBy));
        if (RowsPerFile is { } rows) parts.Add(string.Create(CultureInfo.InvariantCulture, $"at most {rows:#,0} rows a file"));
        if (TargetFileSize is { } bytes) parts.Add(string.Create(CultureInfo.InvariantCulture, $"about {bytes:#,0} bytes a file"));
        return parts.Count == 0 ? "one file" : string.Join(", ", parts);
    }

    /// <summary>Bytes of a size such as <c>128MB</c> (steps of 1,000) or <c>128MiB</c> (of 1,024); null when it is none.</summary>
    public static long? ParseSize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var size = text.Trim().ToUpperInvariant();
        var digits = size.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(size[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return null;
        var unit = Array.IndexOf(Units, size[digits..].Trim());
        if (unit < 0) return null;
        long step = unit % 2 == 1 ? 1000 : 1024;
        for (var power = (unit + 1) / 2; power > 0; power--)
        {
            if (number > long.MaxValue / step) return null;
            number *= step;
        }

        return number;
    }
}
