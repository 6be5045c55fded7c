using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest;

/// <summary>The failures of ingest, each with its reason sub-code and next step. Those of delimited text are in the Csv folder.</summary>
internal static class IngestErrors
{
    public static LumosException Missing(string location) =>
        Fail("INGEST_FILE_MISSING", "There is no file or folder at this location.", location, "Check the path and its spelling; locations in a contract file count from its folder.");

    public static LumosException NothingMatched(string pattern) =>
        Fail("INGEST_NOTHING_MATCHED", "No file matches this pattern or lies in this folder.", pattern, "Check the pattern; * stays within a folder, ** goes into sub-folders.");

    public static LumosException NoConnector(string place) => Fail(
        "INGEST_NO_CONNECTOR", "No connector of this engine opens the place, or files and databases are named together.", place, "Register the connector, check the scheme, or read files and databases in runs of their own.");

    public static LumosException SnapshotUnwritable(string place, Exception cause) => new(
        ErrorCode.TransientError, "INGEST_SNAPSHOT_UNWRITABLE", "The copy of the database's tables cannot be written into the run's work folder.", new ErrorLocation(place),
        "Give the state folder room and the right to write, then resume the run.", cause);

    public static LumosException OnlyOwn(string place) => Fail(
        "INGEST_DATABASE_OWN", "The database file is read and written, and has no table but those that runs made there.", place, "Name the table to read behind the #, or write into another file.");

    public static LumosException SnapshotRows(string place, long copied, long read) => Fail(
        "INGEST_SNAPSHOT_ROWS", FormattableString.Invariant($"Of {copied} rows copied from the database {read} were read back."), place, "Report it; nothing was moved.");

    public static LumosException SnapshotGone(string place) => Fail(
        "SOURCE_CHANGED", "The run's copy of the table is gone; it is removed when a run is over.", place, "Start a new run, which reads the database again.");

    public static LumosException NoLocation() =>
        new(ErrorCode.DeterministicFailure, "INGEST_NO_LOCATION", "The contract names no source.", new ErrorLocation(Key: "lhs.location"), "Name at least one file, folder or pattern.");

    public static LumosException FolderUnreadable(string folder, Exception cause) =>
        Fail("INGEST_FOLDER_UNREADABLE", "The folder cannot be listed.", folder, "Give this process permission to read it.", cause);

    public static LumosException FileUnreadable(string file, Exception cause) =>
        Fail("INGEST_FILE_UNREADABLE", "The file cannot be opened for reading.", file, "Give this process read permission on the file and its folders.", cause);

    public static LumosException Empty(string file) =>
        Fail("INGEST_FILE_EMPTY", "The file holds no data.", file, "Check how it was exported, or leave it out of the run.");

    public static LumosException NoTables(SourceFile file) =>
        Fail("INGEST_TABLE_MISSING", "Only tables of a database file and arrays of a JSON file are named behind a #; this file is neither.", $"{file.Location}#{file.Table}", "Leave out the # and what follows it.");

    public static LumosException IsMarkup(string file, string kind) => Fail(
        "INGEST_FILE_MARKUP", $"The file is {kind}, not a table.", file, "Save the table in it as CSV or JSON. A page in place of data is often the login or error page of the server it came from.");

    public static LumosException IsArchive(string file) => Fail("INGEST_FILE_BINARY", "The file is a tar archive, not delimited text.", file, "Unpack it first, then name the files in it.");

    public static LumosException Sqlite(string file) =>
        Fail("INGEST_SQLITE_FILE", "The file is a SQLite database, which a connector reads.", file, $"Name it sqlite:{file}, in a run of its own.");

    public static LumosException NoRows(string location) =>
        Fail("INGEST_NO_ROWS", "The source has columns but not a single row.", location, "Check how it was exported; there is nothing to move.");

    public static LumosException GzipTruncated(string file, Exception cause) =>
        Fail("INGEST_GZIP_TRUNCATED", "The gzip data ends too early or is damaged.", file, "Transfer the file again and compare its size with the original.", cause);

    public static LumosException ZstdDamaged(string file, Exception cause) =>
        Fail("INGEST_ZSTD_DAMAGED", "The zstd data ends too early, is damaged, or needs more memory than 128 MB to decompress.", file, "Transfer the file again and compare its size with the original, or decompress it first.", cause);

    public static LumosException JoinTooLarge(string location) =>
        Fail("JOIN_TOO_LARGE", "The table is looked up for each row of another one, and the columns needed hold more than 2 GB.", location, "Join the two tables before the run and give the result as the source.");

    public static LumosException Changed(string file) =>
        Fail("SOURCE_CHANGED", "The file is no longer the one that was ingested.", file, "Put the ingested file back, or start a new run on the new one.");

    public static LumosException Gone(string file) =>
        Fail("SOURCE_CHANGED", "The file that was ingested is gone.", file, "Put it back, or start a new run.");

    public static LumosException Read(string file, Exception cause) =>
        new(ErrorCode.TransientError, "INGEST_READ_FAILED", "Reading the file failed.", new ErrorLocation(file), "Try again; if it stays, check the disk or share.", cause);

    public static LumosException Fail(string reason, string problem, string where, string nextStep, Exception? cause = null) =>
        new(ErrorCode.DeterministicFailure, reason, problem, new ErrorLocation(where), nextStep, cause);
}
