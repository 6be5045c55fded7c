using System.IO.Enumeration;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>How large the source is, as far as names and the file system tell; ingest finds out the rest.</summary>
internal static class SourceSize
{
    /// <summary>Bytes of the files, folders and globs named; what cannot be seen counts as nothing.</summary>
    public static long Estimate(IReadOnlyList<string> locations, Func<string, string> resolve)
    {
        long bytes = 0;
        foreach (var location in locations)
        {
            try
            {
                bytes += Estimate(resolve(location));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // Ingest reports it, with what to do.
            }
        }

        return bytes;
    }

    private static long Estimate(string path)
    {
        if (File.Exists(path)) return new FileInfo(path).Length;
        if (Directory.Exists(path)) return Sum(path, "*");
        var folder = Path.GetDirectoryName(path);
        return folder is not null && Directory.Exists(folder) ? Sum(folder, Path.GetFileName(path)) : 0;
    }

    private static long Sum(string folder, string pattern)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        var files = new FileSystemEnumerable<long>(folder, static (ref FileSystemEntry entry) => entry.Length, options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName),
        };
        return files.Sum();
    }
}
