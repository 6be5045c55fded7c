using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Inventory;

/// <summary>Turns the locations of a contract into files: each file once, in ordinal order of location, hidden files left out.</summary>
internal sealed class SourceInventory
{
    private readonly Func<string, string> _resolve;
    private readonly Dictionary<string, SourceFile> _files = new(StringComparer.Ordinal);

    private SourceInventory(Func<string, string> resolve) => _resolve = resolve;

    /// <summary>What was left out and why, one sentence each.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Files, ordered.</summary>
    public IReadOnlyList<SourceFile> Files => [.. _files.Values.OrderBy(f => f.Location, StringComparer.Ordinal).ThenBy(f => f.Table, StringComparer.Ordinal)];

    /// <summary>Lists the files.</summary>
    /// <param name="locations">Locations of the contract.</param>
    /// <param name="resolve">Makes a location a path to open.</param>
    /// <exception cref="LumosException">A location names nothing, or cannot be listed.</exception>
    public static SourceInventory Take(IReadOnlyList<string> locations, Func<string, string> resolve)
    {
        ArgumentNullException.ThrowIfNull(locations);
        if (locations.Count == 0) throw IngestErrors.NoLocation();
        var inventory = new SourceInventory(resolve);
        foreach (var location in locations) inventory.Add(location.Replace('\\', '/'));
        return inventory;
    }

    private void Add(string location)
    {
        var path = _resolve(location);
        if (File.Exists(path))
        {
            Add(new SourceFile(location, path));
        }
        else if (Directory.Exists(path))
        {
            AddFolder(location, path);
        }
        else if (location.LastIndexOf('#') is var at and > 0 && File.Exists(_resolve(location[..at])))
        {
            Add(new SourceFile(location[..at], _resolve(location[..at])) { Table = location[(at + 1)..] });
        }
        else if (GlobPattern.IsPattern(location))
        {
            AddPattern(location);
        }
        else
        {
            throw Absent(location, path);
        }
    }

    private void AddFolder(string location, string path)
    {
        var names = List(location, path, deep: false, out var folders);
        foreach (var name in names) Add(new SourceFile($"{location.TrimEnd('/')}/{name}", Path.Combine(path, name)) { WasFound = true });
        if (folders > 0) Remarks.Add(FormattableString.Invariant($"{folders} sub-folder(s) of '{location}' were not searched; add /** to search them."));
        if (names.Count == 0) throw IngestErrors.NothingMatched(location);
    }

    private void AddPattern(string location)
    {
        var pattern = GlobPattern.Parse(location);
        var root = _resolve(pattern.Root.Length == 0 ? "." : pattern.Root);
        if (!Directory.Exists(root)) throw Absent(pattern.Root, root);
        var matched = 0;
        foreach (var name in List(pattern.Root, root, pattern.IsDeep, out _))
        {
            if (!pattern.Matches(name)) continue;
            var prefix = pattern.Root.Length == 0 ? "" : pattern.Root == "/" ? "/" : pattern.Root + "/";
            Add(new SourceFile(prefix + name, Path.Combine(root, name)) { WasFound = true });
            matched++;
        }

        if (matched == 0) throw IngestErrors.NothingMatched(location);
    }

    private void Add(SourceFile file)
    {
        if (!_files.TryAdd(file.Path + "#" + file.Table, file)) Remarks.Add($"'{file.Location}' is named more than once and was taken once.");
    }

    // Names below a folder with forward slashes, ordinal. Hidden files and empty ones of a folder are no data.
    private List<string> List(string location, string path, bool deep, out int folders)
    {
        folders = 0;
        var names = new List<string>();
        var options = new EnumerationOptions { RecurseSubdirectories = deep, IgnoreInaccessible = false, AttributesToSkip = 0, ReturnSpecialDirectories = false };
        try
        {
            foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos("*", options))
            {
                var name = Path.GetRelativePath(path, entry.FullName).Replace('\\', '/');
                if (name.StartsWith('.') || name.Contains("/.", StringComparison.Ordinal)) continue;
                if (entry is DirectoryInfo) folders++;
                else if (LeadsNowhere(entry)) Remarks.Add($"'{location}/{name}' leads nowhere and was left out.");
                else names.Add(name);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw IngestErrors.FolderUnreadable(location, e);
        }
        catch (IOException e)
        {
            throw IngestErrors.FolderUnreadable(location, e);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    // What lies in a folder that may not be entered looks missing too; the way to put it right is another one.
    private static LumosException Absent(string location, string path)
    {
        try
        {
            _ = File.GetAttributes(path);
        }
        catch (UnauthorizedAccessException e)
        {
            return IngestErrors.FileUnreadable(location, e);
        }
        catch (IOException)
        {
            // Not there, or the way to it leads through a file.
        }

        return IngestErrors.Missing(location);
    }

    private static bool LeadsNowhere(FileSystemInfo entry) => entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true };
}
