using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;

namespace Lumos.Core.Ingest.Databases;

/// <summary>
/// Copies of database tables as the run saw them, in a folder below its work folder that nobody else may enter. From there on a table is read like any other
/// file: hashed, checked, resumed at a byte.
/// </summary>
internal sealed class DatabaseSnapshot
{
    /// <summary>Folder of the copies below the run's work folder.</summary>
    public const string Folder = "source";

    /// <summary>Folder of the keys of rows a server's log says changed; it stays, for the run that tries quarantined rows again.</summary>
    public const string KeysFolder = "keys";

    private const int HeaderBytes = 64 << 10;

    private readonly string _workFolder;

    public DatabaseSnapshot(string workFolder) => _workFolder = workFolder;

    /// <summary>One copied table.</summary>
    /// <param name="Table">As the database declares it.</param>
    /// <param name="Snapshot">File below the work folder, with forward slashes.</param>
    /// <param name="Path">The same as a path to open.</param>
    /// <param name="Rows">Rows copied.</param>
    internal sealed record Copy(DatabaseTable Table, string Snapshot, string Path, long Rows);

    /// <summary>Copies tables in turn. What an earlier try left is removed.</summary>
    public async Task<IReadOnlyList<Copy>> TakeAsync(IDatabaseSource source, IReadOnlyList<DatabaseTable> tables, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        Remove(_workFolder);
        var copies = new List<Copy>();
        try
        {
            MakeFolder(System.IO.Path.Combine(_workFolder, Folder));
            for (var i = 0; i < tables.Count; i++)
            {
                var name = $"{Folder}/{i.ToString("D4", CultureInfo.InvariantCulture)}.csv";
                var path = System.IO.Path.Combine(_workFolder, name);
                var table = tables[i];
                var told = progress is null ? null : new RowProgress(progress, $"copying {table.Table.Name}", table.EstimatedRows);
                var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
                await using (file.ConfigureAwait(false))
                {
                    copies.Add(new Copy(table, name, path, await source.CopyAsync(table, file, told, cancellationToken).ConfigureAwait(false)));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw IngestErrors.SnapshotUnwritable(source.Name, exception);
        }

        return copies;
    }

    /// <summary>How a copy is written, which is known and need not be guessed.</summary>
    public static async ValueTask<CsvLayout> LayoutOfAsync(Copy copy, CancellationToken cancellationToken)
    {
        var (end, lines) = await FindHeaderEndAsync(copy.Path, cancellationToken).ConfigureAwait(false);
        var names = copy.Table.Table.Columns.Select(column => column.Name).ToList();
        return new CsvLayout
        {
            Encoding = "utf-8",
            Newline = "lf",
            Delimiter = ",",
            Quote = "\"",
            QuoteSeen = true,
            CarriageReturnEndsRecord = false,
            KeepsBlankRows = true,
            Tables = [new CsvTable { Width = names.Count, ColumnNames = names, HeaderLines = 1, DataStart = end, DataStartLine = 1 + lines }],
        };
    }

    /// <summary>Removes the copies of a run.</summary>
    public static void Remove(string workFolder)
    {
        var folder = System.IO.Path.Combine(workFolder, Folder);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Makes a folder that nobody else may enter.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // A column's name may hold a line end, inside quotes.
    private static async ValueTask<(long End, long Lines)> FindHeaderEndAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        await using var opened = file.ConfigureAwait(false);
        var buffer = new byte[HeaderBytes];
        long at = 0, lines = 0;
        var isQuoted = false;
        while (await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            for (var i = 0; i < read; i++, at++)
            {
                if (buffer[i] == (byte)'"') isQuoted = !isQuoted;
                if (buffer[i] != (byte)'\n') continue;
                lines++;
                if (!isQuoted) return (at + 1, lines);
            }
        }

        return (at, lines);
    }

    private sealed class RowProgress(IProgress<StageProgress> progress, string activity, long? total) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new StageProgress(StageName.Ingest, activity, value, total is { } most && most >= value ? most : null, "rows"));
    }
}
