using System.Globalization;
using System.Text.Json;

namespace Lumos.Core.State.Leases;

/// <summary>
/// The leases of a run that several processes share: a folder with one small file per entry, numbered without gaps. A number is given to whoever makes its file first, which the file
/// system decides; nobody holds a lock, so a process that is stopped anywhere holds up nobody. Thread-safe.
/// </summary>
/// <param name="folder">The folder; only the owner of the run makes and removes it.</param>
/// <param name="worker">Who writes through this object.</param>
/// <param name="time">The clock.</param>
internal sealed class LeaseLog(string folder, string worker, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LeaseTable _table = new();
    private long _last;
    private int _written;

    /// <summary>Who writes through this object.</summary>
    public string Worker => worker;

    /// <summary>Whether the folder is there.</summary>
    public bool IsOpen => Directory.Exists(folder);

    /// <summary>Reads what was added, and asks.</summary>
    public T Look<T>(Func<LeaseTable, DateTimeOffset, T> ask)
    {
        lock (_gate)
        {
            Read();
            return ask(_table, time.GetUtcNow());
        }
    }

    /// <summary>Adds an entry.</summary>
    /// <returns>Its number; 0 when the log is closed.</returns>
    public long Append(LeaseEntry entry)
    {
        lock (_gate)
        {
            var made = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{worker}-{_written++}.new"));
            try
            {
                File.WriteAllBytes(made, JsonSerializer.SerializeToUtf8Bytes(entry, LeaseJson.Default.LeaseEntry));
                while (true)
                {
                    Read();
                    var number = _last + 1;
                    if (HardLink.TryMake(made, PathOf(number)))
                    {
                        Read();
                        return number;
                    }

                    // Somebody else was first; where nobody was, the folder is gone.
                    if (!File.Exists(PathOf(number))) return 0;
                }
            }
            catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
            {
                return 0;
            }
            finally
            {
                if (File.Exists(made)) File.Delete(made);
            }
        }
    }

    private void Read()
    {
        for (; File.Exists(PathOf(_last + 1)); _last++)
        {
            var entry = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(_last + 1)), LeaseJson.Default.LeaseEntry);
            if (entry is not null) _table.Apply(_last + 1, entry);
        }
    }

    private string PathOf(long number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D12}.json"));

    /// <summary>An entry of this worker, now.</summary>
    public LeaseEntry Entry(string kind, string? slice = null, long? token = null, TimeSpan? lasts = null) => new()
    {
        Kind = kind, Worker = worker, At = time.GetUtcNow(), Slice = slice, Token = token, Until = lasts is { } span ? time.GetUtcNow() + span : null,
    };
}
