using System.Text;
using Lumos.Core.Ingest.Csv.Dialects;

namespace Lumos.Core.Ingest.Csv.Records;

/// <summary>Undoes doubled quotes and escapes.</summary>
internal static class CsvUnescape
{
    /// <summary>Writes the content of an escaped field.</summary>
    /// <returns>Bytes written; never more than the field is long.</returns>
    public static int Write(ReadOnlySpan<byte> field, bool quoted, byte quote, byte escape, byte delimiter, Span<byte> to)
    {
        var written = 0;
        for (var i = 0; i < field.Length; i++)
        {
            var b = field[i];
            if (i + 1 < field.Length)
            {
                // An escape before anything but what it protects is content: paths and markup stay whole.
                if (!quoted && escape != 0 && b == escape && field[i + 1] is (byte)'\n' or (byte)'\r') b = field[++i];
                else if (escape != 0 && b == escape && (field[i + 1] == quote || field[i + 1] == escape || field[i + 1] == delimiter)) b = field[++i];
                else if (quoted && b == quote && field[i + 1] == quote) i++;
            }

            to[written++] = b;
        }

        return written;
    }

    public static string ToText(CsvField field, ReadOnlySpan<byte> data, CsvDialect dialect)
    {
        var raw = field.Of(data);
        if (!field.IsEscaped) return Encoding.UTF8.GetString(raw);
        var buffer = new byte[raw.Length];
        var length = Write(raw, field.IsQuoted, dialect.Quote, dialect.Escape, dialect.Delimiter.Length == 0 ? (byte)0 : dialect.Delimiter[0], buffer);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
