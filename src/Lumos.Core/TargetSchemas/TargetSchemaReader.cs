using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>
/// Reads a target schema in any of its forms: JSON (Lumos's own, the evaluation shape, or JSON Schema), SQL DDL, or the tables
/// of an existing database file. The form is recognised by content.
/// </summary>
internal static class TargetSchemaReader
{
    private const int TextHead = 1024;

    /// <summary>Reads the tables of a target schema.</summary>
    /// <exception cref="LumosException">The file is missing (<c>TARGET_SCHEMA_MISSING</c>) or wrong (<c>TARGET_SCHEMA_INVALID</c>).</exception>
    public static async Task<IReadOnlyList<TargetTable>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        byte[] bytes;
        try
        {
            if (await IsDatabaseAsync(path, cancellationToken).ConfigureAwait(false)) return DatabaseSchema.Read(path);
            bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "TARGET_SCHEMA_MISSING", "The target schema file does not exist.", new ErrorLocation(File: path),
                "Give a JSON or SQL file that describes the target, or a database file that already has the tables.", missing);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "TARGET_SCHEMA_UNREADABLE", "The target schema file cannot be read: " + denied.Message, new ErrorLocation(File: path),
                "Give the process the right to read it.", denied);
        }

        if (bytes.AsSpan(0, Math.Min(bytes.Length, TextHead)).Contains((byte)0) && !bytes.AsSpan().StartsWith("\uFEFF"u8)) throw Binary(path, bytes);
        var problems = new SchemaProblems(path);
        var text = Encoding.UTF8.GetString(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes);
        var isJson = text.AsSpan().TrimStart() is ['{' or '[', ..];
        var tables = isJson ? JsonSchemaReader.Read(text, Path.GetFileNameWithoutExtension(path), problems) : DdlReader.Read(text, problems);
        problems.ThrowIfAny();
        problems.CheckWhole(tables);
        problems.ThrowIfAny();
        return tables;
    }

    private static LumosException Binary(string path, byte[] bytes) => new(
        ErrorCode.DeterministicFailure, "TARGET_SCHEMA_INVALID",
        bytes.AsSpan().StartsWith("SQLite format 3\0"u8) ? "The target schema is a SQLite database, named like a text file." : "The target schema is no text.", new ErrorLocation(File: path),
        bytes.AsSpan().StartsWith("SQLite format 3\0"u8) ? $"Name it as sqlite:{Path.GetFileName(path)}." : "Give JSON or SQL in UTF-8, or a database that has the tables; docs/targets.md shows the forms.");

    // A DuckDB file has its magic bytes after an eight-byte checksum.
    private static async Task<bool> IsDatabaseAsync(string path, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using (stream.ConfigureAwait(false))
        {
            var head = new byte[12];
            return await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == head.Length && head.AsSpan(8).SequenceEqual("DUCK"u8);
        }
    }
}
