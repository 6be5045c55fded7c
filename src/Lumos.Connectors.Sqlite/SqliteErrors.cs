using System.Globalization;
using Lumos.Abstractions;
using Microsoft.Data.Sqlite;

namespace Lumos.Connectors.Sqlite;

/// <summary>The failures of the connector, each with its reason sub-code and next step. None holds a cell value.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, CannotOpen = 14, NotADatabase = 26;

    public static LumosException LocationInvalid(string problem, string place) =>
        Fail("DATABASE_LOCATION_INVALID", problem, new ErrorLocation(place), "Write sqlite:folder/file.db?table=a,b, or a path that ends in .sqlite, .sqlite3, .db3 or .s3db.");

    public static LumosException SeveralFiles(string place) => Fail("DATABASE_LOCATION_INVALID", "Several databases are named.", new ErrorLocation(place), "Name one.");

    public static LumosException FileMissing(string place) => Fail("DATABASE_MISSING", "There is no such file.", new ErrorLocation(place), "Check the path; it starts at the contract's folder.");

    public static LumosException TablesMissing(string place, IReadOnlyList<string> missing, IReadOnlyList<string> there) => Fail(
        "INGEST_TABLE_MISSING", $"There is no table {string.Join(", ", missing.Select(name => $"'{name}'"))}.", new ErrorLocation(place),
        there.Count == 0 ? "The file has no table at all." : $"The file has: {string.Join(", ", there.Take(20))}{(there.Count > 20 ? ", ..." : "")}.");

    public static LumosException NoTables(string place) => Fail("INGEST_DATABASE_EMPTY", "The file has no table.", new ErrorLocation(place), "Name a view with ?table=, or choose another file.");

    public static LumosException NotUtf8(string place, string table, string column, long row) => Fail(
        "DATABASE_VALUE_UNREADABLE", $"A text is not UTF-8 (row {row.ToString(CultureInfo.InvariantCulture)} in the order of the key).", new ErrorLocation(place, Column: column, Key: table),
        "Mend the text in the database, or leave the column out by reading a view.");

    /// <summary>What the library says, in the words of the taxonomy.</summary>
    public static LumosException Of(SqliteException exception, string place) => exception.SqliteErrorCode switch
    {
        Busy or Locked => new(ErrorCode.TransientError, "DATABASE_BUSY", "Another process is writing to the file and holds its lock.", new ErrorLocation(place), "Wait for it or end it, then try again.", exception),
        CannotOpen or ReadOnly => Fail("DATABASE_NOT_ALLOWED", "The file cannot be opened for reading, or was not closed properly and needs a writer to recover it.", new ErrorLocation(place), "Check its rights; open it once with the program that owns it.", exception),
        NotADatabase => Fail("DATABASE_FILE_INVALID", "The file is no SQLite database, or is encrypted.", new ErrorLocation(place), "Check the path; decrypt the file first.", exception),
        Corrupt => Fail("DATABASE_FILE_INVALID", "The file is damaged.", new ErrorLocation(place), "Restore it from a copy; sqlite3's .recover may save what is left.", exception),
        IoError => new(ErrorCode.TransientError, "DATABASE_CONNECTION_LOST", "The file could not be read.", new ErrorLocation(place), "Check the disk, then resume the run.", exception),
        _ => Fail("DATABASE_REFUSED", $"SQLite refused with {exception.SqliteExtendedErrorCode.ToString(CultureInfo.InvariantCulture)}.", new ErrorLocation(place), "Open the file with sqlite3 and run PRAGMA integrity_check.", exception),
    };

    private static LumosException Fail(string reason, string problem, ErrorLocation where, string nextStep, Exception? cause = null) => new(ErrorCode.DeterministicFailure, reason, problem, where, nextStep, cause);
}
