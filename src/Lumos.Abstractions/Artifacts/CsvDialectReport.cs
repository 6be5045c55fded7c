using System.Text.Json.Serialization;

namespace Lumos.Abstractions;

/// <summary>How a delimited text file is written, how sure that is, and what came second.</summary>
public sealed record CsvDialectReport
{
    /// <summary>IANA-like name: <c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c>, <c>windows-1252</c>, <c>iso-8859-1</c>.</summary>
    public required string Encoding { get; init; }

    /// <summary>Whether the file starts with a byte order mark.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>Field separator; empty for a single-column file.</summary>
    public required string Delimiter { get; init; }

    /// <summary>Quote character; empty for none.</summary>
    public required string Quote { get; init; }

    /// <summary>Escape inside quotes: the quote itself when doubled, <c>\</c>, or empty.</summary>
    public string Escape { get; init; } = "";

    /// <summary><c>lf</c>, <c>crlf</c>, <c>cr</c> or <c>mixed</c>.</summary>
    public required string Newline { get; init; }

    /// <summary>Whether the columns are named in the file.</summary>
    public bool Header { get; init; }

    /// <summary>Physical lines the header takes.</summary>
    public int HeaderLines { get; init; }

    /// <summary>Lines before the header that are not data.</summary>
    public int PreambleLines { get; init; }

    /// <summary>Lines after the data that are not data.</summary>
    public int FooterLines { get; init; }

    /// <summary>Start of a comment line; null when there are none.</summary>
    public string? Comment { get; init; }

    /// <summary>Blanks after a separator are not part of the field.</summary>
    public bool SkipInitialSpace { get; init; }

    /// <summary>A run of separators counts as one.</summary>
    public bool CollapseDelimiters { get; init; }

    /// <summary>A separator at the start of every line stands before the first field; left out when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LeadingDelimiter { get; init; }

    /// <summary>A lone carriage return ends a record.</summary>
    public bool CarriageReturnEndsRecord { get; init; } = true;

    /// <summary>A line of delimiters alone is a row of nothing but NULL.</summary>
    public bool KeepsBlankRows { get; init; }

    /// <summary>Byte (of the decompressed file) at which this table's first data row starts.</summary>
    public long DataStart { get; init; }

    /// <summary>1-based physical line of <see cref="DataStart"/>.</summary>
    public long DataStartLine { get; init; } = 1;

    /// <summary>Empty fields that may follow the last column in every row, from a delimiter at the end of each line.</summary>
    public int TrailingFields { get; init; }

    /// <summary>Byte just after this table's last data row; null when it runs to the end of the file.</summary>
    public long? DataEnd { get; init; }

    /// <summary>0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>The next best reading and its score; null when there was no other.</summary>
    public string? RunnerUp { get; init; }
}
