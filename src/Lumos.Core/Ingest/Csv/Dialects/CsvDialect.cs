using System.Text;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>How records and fields are told apart. Bytes are those of the UTF-8 form of the text.</summary>
internal sealed record CsvDialect
{
    /// <summary>Delimiter bytes; empty when each record is one field.</summary>
    public required byte[] Delimiter { get; init; }

    /// <summary>Quote byte; 0 when fields are never quoted.</summary>
    public byte Quote { get; init; }

    /// <summary>Escape byte besides the doubled quote; 0 when there is none.</summary>
    public byte Escape { get; init; }

    /// <summary>The escape also stands before line ends inside unquoted fields, as database dumps write them.</summary>
    public bool EscapedLineEnds { get; init; }

    /// <summary>Spaces after a delimiter belong to the delimiter.</summary>
    public bool SkipInitialSpace { get; init; }

    /// <summary>A run of delimiters counts as one, and runs at the ends of a line count as none.</summary>
    public bool Collapse { get; init; }

    /// <summary>A delimiter at the start of a line stands before the first field, as bars around a drawn table do.</summary>
    public bool Leading { get; init; }

    /// <summary>A line starting with this byte is a comment; 0 when there are none.</summary>
    public byte Comment { get; init; }

    /// <summary>A lone CR ends a record.</summary>
    public bool CrEnds { get; init; } = true;

    /// <summary>A line of delimiters alone is a row.</summary>
    public bool KeepsBlankRows { get; init; }

    public static CsvDialect From(CsvLayout layout) => new()
    {
        Delimiter = Encoding.UTF8.GetBytes(layout.Delimiter),
        Quote = ByteOf(layout.Quote),
        Escape = layout.Escape is "\\" or CsvLayout.LineEndEscape ? (byte)'\\' : (byte)0,
        EscapedLineEnds = layout.Escape == CsvLayout.LineEndEscape,
        SkipInitialSpace = layout.SkipInitialSpace,
        Collapse = layout.CollapseDelimiters,
        Leading = layout.LeadingDelimiter,
        Comment = ByteOf(layout.Comment),
        CrEnds = layout.CarriageReturnEndsRecord,
        KeepsBlankRows = layout.KeepsBlankRows,
    };

    private static byte ByteOf(string? text) => string.IsNullOrEmpty(text) ? (byte)0 : checked((byte)text[0]);
}
