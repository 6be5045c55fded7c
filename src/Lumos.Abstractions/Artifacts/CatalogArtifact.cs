namespace Lumos.Abstractions;

/// <summary>Standard schema catalog: what the source holds, as found over its whole length. Holds no cell value.</summary>
public sealed record CatalogArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>SHA-256 over the hashes of all source objects: the snapshot every later stage works on.</summary>
    public required string SnapshotHash { get; init; }

    /// <summary>Tables in order of name.</summary>
    public required IReadOnlyList<CatalogTable> Tables { get; init; }

    /// <summary>References between tables that were found, best first.</summary>
    public IReadOnlyList<CatalogForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Hash of the standardisation plan.</summary>
    public string? StandardizationPlanHash { get; init; }

    /// <summary>Hash of the sample pack; null in metadata_only.</summary>
    public string? SamplePackHash { get; init; }

    /// <summary>Hash of the distributions of values; null in metadata_only.</summary>
    public string? DistributionsHash { get; init; }
}

/// <summary>One table of the source.</summary>
public sealed record CatalogTable
{
    /// <summary>Table name, unique in the catalog.</summary>
    public required string Name { get; init; }

    /// <summary>File or table it was read from.</summary>
    public required CatalogSource Source { get; init; }

    /// <summary>Data rows; null when they were not counted.</summary>
    public long? RowCount { get; init; }

    /// <summary>Columns in order.</summary>
    public required IReadOnlyList<CatalogColumn> Columns { get; init; }

    /// <summary>Candidate keys, best first.</summary>
    public IReadOnlyList<CatalogKey> Keys { get; init; } = [];

    /// <summary>Everything skipped, padded, repaired or odd, with where and why.</summary>
    public IReadOnlyList<IngestNote> Notes { get; init; } = [];

    /// <summary>Tables looked up for each row, whose columns stand behind the table's own; null for a table as the source has it.</summary>
    public IReadOnlyList<CatalogJoin>? Joins { get; init; }

    /// <summary>Which of the rows a migration reads; null for all of them.</summary>
    public CatalogIncrement? Increment { get; init; }
}

/// <summary>The rows of a table that changed since an earlier run. Rows without a value, or with one that cannot be read, are always among them.</summary>
public sealed record CatalogIncrement
{
    /// <summary>Column that tells, as the source spells it; null where the server's log does.</summary>
    public string? Column { get; init; }

    /// <summary>Expression of the transform language that reads the column's raw text; null when no row was read.</summary>
    public string? Dsl { get; init; }

    /// <summary>Lowest value, or position in the log, that is read; null for all.</summary>
    public string? From { get; init; }

    /// <summary>Rows that are read; null when they were not counted.</summary>
    public long? Rows { get; init; }

    /// <summary>Highest value there is, or was in an earlier run, or position in the log; null for none. The one value of a cell a catalog holds.</summary>
    public string? To { get; init; }

    /// <summary>What the server's log says; null where a column tells.</summary>
    public SourceReplication? Replication { get; init; }

    /// <summary>Copy of the keys of rows that are there no more; null for none.</summary>
    public CatalogSource? Gone { get; init; }
}

/// <summary>A table looked up for each row of another one.</summary>
/// <param name="Table">The table.</param>
/// <param name="Join">By what, and which of its columns are read.</param>
public sealed record CatalogJoin(CatalogTable Table, SourceJoin Join);

/// <summary>Where a table was read from.</summary>
public sealed record CatalogSource
{
    /// <summary>Location as the contract names it, resolved to one file or table, with forward slashes.</summary>
    public required string Location { get; init; }

    /// <summary><c>csv</c>, <c>json</c>, <c>ndjson</c>, <c>parquet</c>, <c>duckdb</c>.</summary>
    public required string Format { get; init; }

    /// <summary>
    /// File below the run's work folder that holds a database table as the run saw it, with forward slashes; null when <see cref="Location"/> is the file. Gone
    /// when the run is over.
    /// </summary>
    public string? Snapshot { get; init; }

    /// <summary>Bytes of the file as stored.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 of the stored bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary><c>none</c>, <c>gzip</c>, <c>zstd</c>.</summary>
    public string Compression { get; init; } = "none";

    /// <summary>How the text file is written; null for other formats.</summary>
    public CsvDialectReport? Dialect { get; init; }

    /// <summary>Which table of the file this is, 0-based, when a file holds several.</summary>
    public int TableIndex { get; init; }

    /// <summary>
    /// The files in the order they are read, when the table is spread over numbered or dated files; empty when it is one file. Location is then
    /// their common pattern, bytes their sum and the hash that of their hashes.
    /// </summary>
    public IReadOnlyList<CatalogPart> Parts { get; init; } = [];
}

/// <summary>One file of a table that is spread over several.</summary>
public sealed record CatalogPart
{
    /// <summary>Location of the file, with forward slashes.</summary>
    public required string Location { get; init; }

    /// <summary>Bytes of the file as stored.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the stored bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Data rows.</summary>
    public required long Rows { get; init; }

    /// <summary>How the text file is written; null for other formats.</summary>
    public CsvDialectReport? Dialect { get; init; }
}

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

/// <summary>One column of the source.</summary>
public sealed record CatalogColumn
{
    /// <summary>Standard name: trimmed, lower snake case, unique in the table.</summary>
    public required string Name { get; init; }

    /// <summary>Name as the source spells it.</summary>
    public required string SourceName { get; init; }

    /// <summary>0-based position.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Type all values fit, after the standardisation plan.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>How text becomes that type: a date format such as <c>DD.MM.YYYY</c>, <c>decimal_comma</c>; null when it is plain.</summary>
    public IReadOnlyList<string>? Formats { get; init; }

    /// <summary>Spellings that stand for NULL here, such as <c>N/A</c>. A closed list of known tokens, never a cell value.</summary>
    public IReadOnlyList<string>? NullTokens { get; init; }

    /// <summary>Unit of measure found in the name, such as <c>kg</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether NULL occurs.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Counts over the whole column; null when not counted.</summary>
    public ColumnCounts? Counts { get; init; }

    /// <summary>Roles found: <c>key</c>, <c>foreign_key</c>, <c>constant</c>, <c>measure</c>, <c>category</c>, <c>text</c>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}

/// <summary>Counts over a whole column; none of them reveals a value.</summary>
public sealed record ColumnCounts
{
    /// <summary>Rows that are NULL.</summary>
    public long Nulls { get; init; }

    /// <summary>Different values, estimated (relative error about 2 %).</summary>
    public long Distinct { get; init; }

    /// <summary>Values that do not fit the column's type.</summary>
    public long Misfits { get; init; }

    /// <summary>Shortest value in code points.</summary>
    public int MinLength { get; init; }

    /// <summary>Longest value in code points.</summary>
    public int MaxLength { get; init; }

    /// <summary>How many values fit each type that was tried, by type or format name.</summary>
    public IReadOnlyDictionary<string, long> Fits { get; init; } = new Dictionary<string, long>();
}

/// <summary>Columns that identify a row.</summary>
/// <param name="Columns">Column names.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Duplicates">Rows whose key another row has too.</param>
public sealed record CatalogKey(IReadOnlyList<string> Columns, double Score, long Duplicates);

/// <summary>A reference between two source tables.</summary>
/// <param name="Table">Referring table.</param>
/// <param name="Column">Referring column.</param>
/// <param name="References">Table referred to.</param>
/// <param name="ReferencedColumn">Column referred to.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Orphans">Rows whose value the other table does not have.</param>
public sealed record CatalogForeignKey(string Table, string Column, string References, string ReferencedColumn, double Score, long Orphans);

/// <summary>One line of the ingest report: something was skipped, padded, repaired or is odd.</summary>
public sealed record IngestNote
{
    /// <summary>Stable code, such as <c>PREAMBLE_SKIPPED</c>, <c>RAGGED_ROW</c>, <c>FOOTER_SKIPPED</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What happened and why, without cell values.</summary>
    public required string Message { get; init; }

    /// <summary>How many rows or lines it concerns.</summary>
    public long Count { get; init; } = 1;

    /// <summary>First physical line, 1-based; null when unknown.</summary>
    public long? FirstLine { get; init; }

    /// <summary>Last physical line, 1-based; null when unknown.</summary>
    public long? LastLine { get; init; }

    /// <summary>First byte, 0-based; null when unknown.</summary>
    public long? FirstByte { get; init; }

    /// <summary>Byte after the last one; null when unknown.</summary>
    public long? EndByte { get; init; }
}
