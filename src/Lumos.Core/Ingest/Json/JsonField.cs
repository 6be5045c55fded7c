using System.Text;
using System.Text.Json;

namespace Lumos.Core.Ingest.Json;

/// <summary>One key of the records of a list, and the keys below it where it is an object.</summary>
internal sealed class JsonField(string name, int ordinal)
{
    private const int MostInner = 200;
    private const double LeastShare = 0.1;

    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<(string Name, byte[] Utf8)> _inner = [];
    private long _seen;
    private int _next;

    /// <summary>The key.</summary>
    public string Name { get; } = name;

    /// <summary>The key as it is mostly written.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>Place among the keys.</summary>
    public int Ordinal { get; } = ordinal;

    /// <summary>Records in which it is an object.</summary>
    public long Objects { get; set { field = value; _next = 0; } }

    /// <summary>Records in which it is neither an object nor null.</summary>
    public long Others { get; set; }

    /// <summary>Objects in the lists it holds, of all records.</summary>
    public long Listed { get; set; }

    /// <summary>Keys below it, in order.</summary>
    public IReadOnlyList<(string Name, byte[] Utf8)> InnerNames => _inner;

    /// <summary>Whether it is spread out over one column for each key below it. Keys that differ from record to record are values, not names.</summary>
    public bool IsSpread => Objects > 0 && Others == 0 && _inner.Count is > 0 and <= MostInner && _seen >= LeastShare * _inner.Count * Objects;

    /// <summary>Place of a key below it.</summary>
    public int PlaceOf(string inner) => _byName[inner];

    /// <summary>Looks at a key below it.</summary>
    public void Inner(ref Utf8JsonReader reader)
    {
        _seen++;
        if (_inner.Count > MostInner) return;
        if (_next < _inner.Count && reader.ValueTextEquals(_inner[_next].Utf8))
        {
            _next++;
            return;
        }

        var name = JsonText.NameOf(ref reader);
        if (!_byName.TryGetValue(name, out var at))
        {
            at = _inner.Count;
            _byName.Add(name, at);
            _inner.Add((name, Encoding.UTF8.GetBytes(name)));
        }

        _next = at + 1;
    }
}
