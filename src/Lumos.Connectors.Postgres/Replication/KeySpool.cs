using System.Globalization;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>
/// Collects the keys of changed rows, each once, without holding more than a bound of them: what is over it goes into files by hash, so that each file's keys are
/// put in order by themselves. The order that comes out does not depend on the order they came in.
/// </summary>
internal sealed class KeySpool(string folder, string name, long mostBytes = 32 << 20) : IDisposable
{
    private const int Parts = 64;

    // What an entry of the set costs beside its text.
    private const int EntryBytes = 64;

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private BinaryWriter[]? _files;
    private long _bytes;

    /// <summary>Takes a key.</summary>
    public void Add(string key)
    {
        if (!_keys.Add(key)) return;
        _bytes += EntryBytes + (key.Length * sizeof(char));
        if (_bytes > mostBytes) Spill();
    }

    /// <summary>Forgets all keys.</summary>
    public void Clear()
    {
        _keys.Clear();
        _bytes = 0;
        CloseFiles();
    }

    /// <summary>Writes the keys, each once, to a file and forgets them.</summary>
    public void WriteTo(string path)
    {
        using (var file = new BinaryWriter(File.Create(path)))
        {
            if (_files is null)
            {
                Write(file);
            }
            else
            {
                Spill();
                foreach (var part in _files) part.Dispose();
                for (var i = 0; i < Parts; i++)
                {
                    foreach (var key in Read(PathOf(i))) _keys.Add(key);
                    Write(file);
                    _keys.Clear();
                }
            }
        }

        Clear();
    }

    /// <summary>Reads a file of keys.</summary>
    public static IEnumerable<string> Read(string path)
    {
        using var file = new BinaryReader(File.OpenRead(path));
        while (file.BaseStream.Position < file.BaseStream.Length) yield return file.ReadString();
    }

    /// <summary>Removes its files.</summary>
    public void Dispose() => CloseFiles();

    private void Write(BinaryWriter file)
    {
        foreach (var key in _keys.Order(StringComparer.Ordinal)) file.Write(key);
    }

    private void Spill()
    {
        _files ??= [.. Enumerable.Range(0, Parts).Select(i => new BinaryWriter(File.Create(PathOf(i))))];
        foreach (var key in _keys) _files[PartOf(key)].Write(key);
        _keys.Clear();
        _bytes = 0;
    }

    private void CloseFiles()
    {
        if (_files is null) return;
        foreach (var file in _files) file.Dispose();
        _files = null;
        for (var i = 0; i < Parts; i++) File.Delete(PathOf(i));
    }

    private string PathOf(int part) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{part:D2}.part"));

    // FNV-1a over the characters: the same in every process.
    private static int PartOf(string key)
    {
        var hash = 2166136261u;
        foreach (var character in key) hash = (hash ^ character) * 16777619u;
        return (int)((hash ^ (hash >> 16)) % Parts);
    }
}
