using System.Globalization;
using System.Text;

namespace Lumos.Core.Migration.Targets.Parquet.Folders;

/// <summary>Names of folders that say a value, as Hive, Spark, DuckDB and Arrow read them: <c>country=DE</c>.</summary>
internal static class PartitionPath
{
    /// <summary>What stands for NULL.</summary>
    public const string Null = "__HIVE_DEFAULT_PARTITION__";

    // File systems allow 255 bytes.
    private const int MostBytes = 240;

    /// <summary>The name of a folder; null when readers would read another value from it, or the name would be too long.</summary>
    /// <param name="column">Column.</param>
    /// <param name="value">Its value as canonical text; null for NULL.</param>
    public static string? Of(string column, string? value)
    {
        // Readers take these for NULL, in whatever case; an empty text some of them.
        if (value is not null && (value.Length == 0 || value.Equals(Null, StringComparison.OrdinalIgnoreCase) || value.Equals("NULL", StringComparison.OrdinalIgnoreCase))) return null;
        var name = $"{Escape(column)}={(value is null ? Null : Escape(value))}";
        return Encoding.UTF8.GetByteCount(name) <= MostBytes ? name : null;
    }

    /// <summary>Columns in the names of a file's folders.</summary>
    /// <param name="path">Path of the file in the table's folder.</param>
    public static IEnumerable<string> ColumnsOf(string path)
    {
        var parts = path.Split('/');
        foreach (var part in parts[..^1])
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) yield return Uri.UnescapeDataString(part[..equals]);
        }
    }

    /// <summary>Letters beyond ASCII stay as they are, since not every reader takes escapes for UTF-8.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPlain = c > 127 || char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '~' || (c is '.' or ' ' && i > 0 && i < text.Length - 1);
            if (isPlain) escaped.Append(c);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
        }

        return escaped.ToString();
    }
}
