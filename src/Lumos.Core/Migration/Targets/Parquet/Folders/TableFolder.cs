using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.State;
using Lumos.Dsl.DuckDb;

namespace Lumos.Core.Migration.Targets.Parquet.Folders;

/// <summary>A table that is a folder of Parquet files, with a file that says whose it is and what is in it.</summary>
internal static class TableFolder
{
    /// <summary>The file; readers of Parquet pass over names that begin so.</summary>
    public const string MarkFile = "_lumos.json";

    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    /// <summary>Parquet files of a folder, by their paths in it, in order.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.parquet", All).Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)];

    /// <summary>Whether a folder is a table: it holds a Parquet file, or the mark of one that has no row.</summary>
    public static bool Is(string folder) => Directory.Exists(folder) && (File.Exists(Path.Combine(folder, MarkFile)) || Directory.EnumerateFiles(folder, "*.parquet", All).Any());

    /// <summary>The mark a run left, and the rows there are. There is no mark when somebody added, removed or changed a file since.</summary>
    public static (TargetMark? Mark, long Rows) ReadMark(string folder)
    {
        var files = Files(folder);
        if (Read(folder) is { } mark && files.SequenceEqual(mark.Files.Select(static file => file.Path), StringComparer.Ordinal)
            && mark.Files.All(file => new FileInfo(Path.Combine(folder, file.Path)).Length == file.Bytes) && TargetMark.Parse(mark.Mark) is { } known) return (known, known.Rows);
        long rows = 0;
        foreach (var path in files)
        {
            using var file = new FileStream(Path.Combine(folder, path), FileMode.Open, FileAccess.Read, FileShare.Read);
            rows += ParquetFooter.RowsOf(ParquetFooter.Read(file).Metadata);
        }

        return (null, rows);
    }

    /// <summary>Types of the columns that are in the names of folders, as the run that made them had them; columns it does not know are texts.</summary>
    public static IReadOnlyList<TargetColumn> PartitionsOf(string folder)
    {
        var known = Read(folder)?.Partitions;
        return [.. (Files(folder) is [var first, ..] ? PartitionPath.ColumnsOf(first) : []).Select(name => new TargetColumn { Name = name, Type = EngineTypes.Read(known?.GetValueOrDefault(name) ?? "") ?? ColumnType.Text })];
    }

    /// <summary>Says whose the folder is, once all its files are there.</summary>
    public static void Mark(string folder, TargetMark mark, IReadOnlyList<TargetColumn> partitions)
    {
        var files = Files(folder).Select(path => new FolderFile(path, new FileInfo(Path.Combine(folder, path)).Length)).ToList();
        var text = new FolderMark(mark.ToString(), partitions.ToDictionary(static column => column.Name, static column => DuckDbTypes.NameOf(column.Type), StringComparer.Ordinal), files);
        AtomicFile.Write(Path.Combine(folder, MarkFile), JsonSerializer.SerializeToUtf8Bytes(text, FolderMarkJson.Default.FolderMark));
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", All)) AtomicFile.SyncFolder(inner);
        AtomicFile.SyncFolder(folder);
    }

    /// <summary>SQL of the rows.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="partitions">Columns in the names of folders, with their types.</param>
    public static string Relation(string folder, IReadOnlyList<TargetColumn> partitions)
    {
        var files = string.Join(", ", Files(folder).Select(path => EngineSql.Text(Path.Combine(folder, path))));
        var types = string.Join(", ", partitions.Select(static column => $"{EngineSql.Text(column.Name)}: {DuckDbTypes.NameOf(column.Type)}"));
        return partitions.Count == 0 ? $"read_parquet([{files}], hive_partitioning = false)" : $"read_parquet([{files}], hive_partitioning = true, hive_types = {{{types}}})";
    }

    /// <summary>Gives every file of a folder a second name in another one, which is made.</summary>
    public static void Link(string folder, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", All)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(folder, inner)));
        foreach (var file in Directory.EnumerateFiles(folder, "*", All)) HardLink.Make(file, Path.Combine(to, Path.GetRelativePath(folder, file)));
    }

    private static FolderMark? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, MarkFile)), FolderMarkJson.Default.FolderMark);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a folder says of itself.</summary>
/// <param name="Mark">Whose it is (<see cref="TargetMark"/>).</param>
/// <param name="Partitions">Types of the columns in the names of its folders, in the engine's words.</param>
/// <param name="Files">Its files in order.</param>
internal sealed record FolderMark(string Mark, IReadOnlyDictionary<string, string> Partitions, IReadOnlyList<FolderFile> Files);

/// <summary>A file of a folder.</summary>
/// <param name="Path">Its path in it.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record FolderFile(string Path, long Bytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FolderMark))]
internal sealed partial class FolderMarkJson : JsonSerializerContext;
