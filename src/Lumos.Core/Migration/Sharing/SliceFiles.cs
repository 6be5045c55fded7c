using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Transform;

namespace Lumos.Core.Migration.Sharing;

/// <summary>
/// Raw rows on their way to another process, and what it made of them on their way back: files in the run's work folder, which nobody else may enter. A result is named by the token
/// it was made under, so that what two processes write never is one file.
/// </summary>
/// <param name="folder">The folder; only the owner of the run makes and removes it.</param>
internal sealed class SliceFiles(string folder)
{
    /// <summary>Makes the folder, or empties it.</summary>
    public void Clear()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes the raw rows of a slice.</summary>
    public void WriteRaw(string slice, ColumnBatch raw)
    {
        using var file = new BinaryWriter(File.Create(RawOf(slice), 1 << 20));
        BatchFile.Write(file, raw);
    }

    /// <summary>Reads the raw rows of a slice.</summary>
    public ColumnBatch ReadRaw(string slice)
    {
        using var file = new BinaryReader(new FileStream(RawOf(slice), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 20));
        return BatchFile.Read(file);
    }

    /// <summary>Writes what became of a slice, one result per table of its pass.</summary>
    public void WriteResult(string slice, long token, IReadOnlyList<TransformedBatch> results)
    {
        using var file = new BinaryWriter(File.Create(ResultOf(slice, token), 1 << 20));
        foreach (var result in results)
        {
            BatchFile.Write(file, result.Rows);
            BatchFile.WriteValues<ulong>(file, result.Hashes.Span);
            file.Write(result.Keys is not null);
            if (result.Keys is { } keys) BatchFile.WriteValues<ulong>(file, keys.Span);
            file.Write(result.RowsIn);
            file.Write(result.Quarantined.Count);
            foreach (var record in result.Quarantined) BatchFile.WriteValues<byte>(file, JsonSerializer.SerializeToUtf8Bytes(record, ArtifactJson.Default.QuarantineRecord));
        }
    }

    /// <summary>Reads what became of a slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="token">Token the result was made under.</param>
    /// <param name="tables">Tables of its pass.</param>
    public TransformedBatch[] ReadResult(string slice, long token, int tables)
    {
        using var file = new BinaryReader(new FileStream(ResultOf(slice, token), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 20));
        var results = new TransformedBatch[tables];
        for (var i = 0; i < tables; i++)
        {
            var rows = BatchFile.Read(file);
            var hashes = ReadHashes(file);
            var keys = file.ReadBoolean() ? ReadHashes(file) : null;
            var rowsIn = file.ReadInt32();
            var quarantined = new QuarantineRecord[file.ReadInt32()];
            for (var at = 0; at < quarantined.Length; at++) quarantined[at] = JsonSerializer.Deserialize(BatchFile.ReadValues<byte>(file), ArtifactJson.Default.QuarantineRecord)!;
            results[i] = new TransformedBatch(rows, hashes, keys, quarantined, rowsIn);
        }

        return results;
    }

    /// <summary>Removes the raw rows of a slice, and a result of it.</summary>
    public void Remove(string slice, long token)
    {
        if (!Directory.Exists(folder)) return;
        File.Delete(RawOf(slice));
        RemoveResult(slice, token);
    }

    /// <summary>Removes a result nobody wants.</summary>
    public void RemoveResult(string slice, long token)
    {
        if (Directory.Exists(folder)) File.Delete(ResultOf(slice, token));
    }

    private static RowHashes ReadHashes(BinaryReader file)
    {
        var values = BatchFile.ReadValues<ulong>(file);
        var hashes = new RowHashes(values.Length);
        values.CopyTo(hashes.Span);
        return hashes;
    }

    private string RawOf(string slice) => Path.Combine(folder, slice + ".raw");

    private string ResultOf(string slice, long token) => Path.Combine(folder, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{slice}.{token}.rows"));
}
