using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Verification;

/// <summary>
/// Makes the manifest of a table and keeps the marks of its rows beside the run, so that a verification can say which row differs and not only in which
/// chunk. Marks hold hashes and row numbers, no values.
/// </summary>
/// <param name="folder">Folder of the marks.</param>
/// <param name="table">Table.</param>
/// <param name="marks">What each thread collected; disposed with this.</param>
internal sealed class ManifestFile(string folder, string table, IReadOnlyList<RowMarks> marks) : IDisposable
{
    /// <summary>Name of the folder in the run's work folder.</summary>
    public const string Folder = "marks";

    // 24 bytes each: half a gigabyte.
    private const long MostKept = 20_000_000;

    /// <summary>Whether two rows may have one key: their keys have one hash. Known when the manifest is made.</summary>
    public bool HasRepeatedKeys { get; private set; }

    /// <summary>File with the marks of a table.</summary>
    public static string PathOf(string folder, string table) => Path.Combine(folder, Uri.EscapeDataString(table) + ".marks");

    /// <summary>Makes the manifest, and the file unless the table is too large for it.</summary>
    /// <param name="plan">The table.</param>
    /// <param name="scope">What of the target's table the rows are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public TableManifest Make(TablePlan plan, ManifestScope scope, CancellationToken cancellationToken)
    {
        var sorted = new SortedMarks(marks);
        var manifest = Make(plan.Table, plan.Key, scope, sorted, cancellationToken);
        HasRepeatedKeys = sorted.HasRepeatedKeys;
        return scope == ManifestScope.Versions ? manifest with { ValidFrom = plan.Load.ValidFrom, ValidTo = plan.Load.ValidTo } : manifest;
    }

    private TableManifest Make(TargetTable target, IReadOnlyList<string> key, ManifestScope scope, SortedMarks sorted, CancellationToken cancellationToken)
    {
        var path = PathOf(folder, table);
        if (sorted.Count > MostKept)
        {
            File.Delete(path);
            return Manifests.Make(target, key, scope, sorted, keep: null, cancellationToken);
        }

        Directory.CreateDirectory(folder);
        var part = path + AtomicFile.TemporarySuffix;
        TableManifest manifest;
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)) manifest = Manifests.Make(target, key, scope, sorted, file, cancellationToken);
        File.Move(part, path, overwrite: true);
        return manifest;
    }

    /// <summary>Reads the marks of a run in order, some thousand at a time, which are good until the next ones are asked for; nothing when there is no such file.</summary>
    public static IEnumerable<ArraySegment<RowMark>> Read(string folder, string table)
    {
        var path = PathOf(folder, table);
        if (!File.Exists(path)) yield break;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20);
        var left = file.Length / Marshal.SizeOf<RowMark>();
        var buffer = new RowMark[Math.Min(left, 32_768)];
        while (left > 0)
        {
            var marks = new ArraySegment<RowMark>(buffer, 0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(MemoryMarshal.AsBytes(marks.AsSpan()));
            left -= marks.Count;
            yield return marks;
        }
    }

    /// <summary>Folder of the marks exported beside a manifest.</summary>
    public static string FolderBeside(string manifest) => manifest + ".rows";

    /// <summary>Copies the marks of a run's tables for another machine.</summary>
    /// <exception cref="LumosException"><c>MANIFEST_ROWS_MISSING</c>.</exception>
    public static void Export(string folder, IEnumerable<TableManifest> tables, string into)
    {
        Directory.CreateDirectory(into);
        foreach (var table in tables)
        {
            if (table.Rows == 0) continue;
            var path = PathOf(folder, table.Table);
            if (!File.Exists(path)) throw MigrationErrors.ManifestRowsMissing(table.Table);
            File.Copy(path, PathOf(into, table.Table), overwrite: true);
        }
    }

    public void Dispose()
    {
        foreach (var each in marks) each.Dispose();
    }
}
