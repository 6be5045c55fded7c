using System.Runtime.InteropServices;
using System.Text;

namespace Lumos.Testing.Servers;

/// <summary>
/// A SQLite database through the C library of this machine, for tests: <c>libsqlite3</c> (Debian: libsqlite3-0) or the one named by the environment
/// variable LUMOS_SQLITE_LIBRARY.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
public sealed unsafe class SqliteDatabase : IDisposable
{
    private const int Row = 100;
    private const int Done = 101;
    private const int Null = 5;

    private static readonly Lazy<Library?> Loaded = new(Library.Load);

    private readonly Library _library;
    private nint _database;

    private SqliteDatabase(Library library, nint database) => (_library, _database) = (library, database);

    /// <summary>Whether the library is on this machine.</summary>
    public static bool IsInstalled => Loaded.Value is not null;

    /// <summary>Why tests that need the library are skipped: null where there is one, and on a build machine (CI=true), where a missing one is to be a failure.</summary>
    public static string? WhyMissing => ServerPrograms.WhyMissing(IsInstalled, "SQLite 3.40 or newer", "libsqlite3-0");

    /// <summary>Version of the library.</summary>
    public string Version => Marshal.PtrToStringUTF8((nint)_library.Version())!;

    /// <summary>Opens a database.</summary>
    /// <param name="path">Its file, or <c>:memory:</c>.</param>
    /// <exception cref="InvalidOperationException">There is no library, or it cannot open the file.</exception>
    public static SqliteDatabase Open(string path = ":memory:")
    {
        ArgumentNullException.ThrowIfNull(path);
        var library = Loaded.Value ?? throw new InvalidOperationException("SQLite's library (libsqlite3.so.0) is needed: install SQLite 3.40 or newer (Debian: libsqlite3-0).");
        nint database;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            const int ReadWriteCreate = 2 | 4;
            var opened = new SqliteDatabase(library, library.Open(name, &database, ReadWriteCreate, null) == 0 ? database : 0);
            if (opened._database == 0) throw new InvalidOperationException($"SQLite cannot open '{path}'.");
            return opened;
        }
    }

    /// <summary>Runs one statement and gives its rows as text; null is NULL.</summary>
    /// <exception cref="InvalidOperationException">SQLite refused the statement, or it failed; the message is its own.</exception>
    public IReadOnlyList<string?[]> Query(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ObjectDisposedException.ThrowIf(_database == 0, this);
        nint statement;
        var text = Encoding.UTF8.GetBytes(sql + '\0');
        fixed (byte* start = text)
        {
            byte* rest;
            if (_library.Prepare(_database, start, text.Length, &statement, &rest) != 0) throw Failure();
            try
            {
                // What stands behind the first statement would not be run.
                if (rest < start + text.Length - 1) throw new InvalidOperationException("More than one statement: " + sql);
                return Rows(statement);
            }
            finally
            {
                _library.Finish(statement);
            }
        }
    }

    /// <summary>Closes the database.</summary>
    public void Dispose()
    {
        if (_database != 0) _library.Close(_database);
        _database = 0;
    }

    private List<string?[]> Rows(nint statement)
    {
        var rows = new List<string?[]>();
        for (int state; (state = _library.Step(statement)) != Done;)
        {
            if (state != Row) throw Failure();
            var row = new string?[_library.ColumnCount(statement)];
            for (var i = 0; i < row.Length; i++)
            {
                if (_library.ColumnType(statement, i) == Null) continue;
                var text = _library.ColumnText(statement, i);
                row[i] = Encoding.UTF8.GetString(text, _library.ColumnBytes(statement, i));
            }

            rows.Add(row);
        }

        return rows;
    }

    private InvalidOperationException Failure() => new(Marshal.PtrToStringUTF8((nint)_library.Error(_database)));

    /// <summary>The functions of the library's C interface.</summary>
    private sealed class Library
    {
        public required delegate* unmanaged<byte*> Version { get; init; }

        public required delegate* unmanaged<byte*, nint*, int, byte*, int> Open { get; init; }

        public required delegate* unmanaged<nint, int> Close { get; init; }

        public required delegate* unmanaged<nint, byte*> Error { get; init; }

        public required delegate* unmanaged<nint, byte*, int, nint*, byte**, int> Prepare { get; init; }

        public required delegate* unmanaged<nint, int> Step { get; init; }

        public required delegate* unmanaged<nint, int> Finish { get; init; }

        public required delegate* unmanaged<nint, int> ColumnCount { get; init; }

        public required delegate* unmanaged<nint, int, int> ColumnType { get; init; }

        public required delegate* unmanaged<nint, int, byte*> ColumnText { get; init; }

        public required delegate* unmanaged<nint, int, int> ColumnBytes { get; init; }

        public static Library? Load()
        {
            string?[] names = [Environment.GetEnvironmentVariable("LUMOS_SQLITE_LIBRARY"), "libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib", "sqlite3"];
            foreach (var name in names)
            {
                if (string.IsNullOrEmpty(name) || !NativeLibrary.TryLoad(name, out var library)) continue;
                return new Library
                {
                    Version = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "sqlite3_libversion"),
                    Open = (delegate* unmanaged<byte*, nint*, int, byte*, int>)NativeLibrary.GetExport(library, "sqlite3_open_v2"),
                    Close = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "sqlite3_close_v2"),
                    Error = (delegate* unmanaged<nint, byte*>)NativeLibrary.GetExport(library, "sqlite3_errmsg"),
                    Prepare = (delegate* unmanaged<nint, byte*, int, nint*, byte**, int>)NativeLibrary.GetExport(library, "sqlite3_prepare_v2"),
                    Step = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "sqlite3_step"),
                    Finish = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "sqlite3_finalize"),
                    ColumnCount = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "sqlite3_column_count"),
                    ColumnType = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(library, "sqlite3_column_type"),
                    ColumnText = (delegate* unmanaged<nint, int, byte*>)NativeLibrary.GetExport(library, "sqlite3_column_text"),
                    ColumnBytes = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(library, "sqlite3_column_bytes"),
                };
            }

            return null;
        }
    }
}
