using System.Text.Json;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>Gathers what the records of one list hold, over the whole file: which keys in which order, and which of them are objects.</summary>
/// <param name="file">The file, for errors.</param>
/// <param name="depth">Depth at which the records begin.</param>
internal sealed class JsonFields(SourceFile file, int depth)
{
    private const int MostFields = 20_000;

    private readonly Dictionary<string, JsonField> _byName = new(StringComparer.Ordinal);
    private readonly List<JsonField> _fields = [];
    private JsonTokenType _record;
    private JsonField? _current;
    private int _next;
    private int _items;
    private bool _inList;

    /// <summary>Keys in order of their first record.</summary>
    public IReadOnlyList<JsonField> Fields => _fields;

    /// <summary>Records.</summary>
    public long Count => Objects + Arrays + Scalars + Nulls;

    /// <summary>Records that are objects.</summary>
    public long Objects { get; private set; }

    /// <summary>Records that are lists.</summary>
    public long Arrays { get; private set; }

    /// <summary>Records that are neither.</summary>
    public long Scalars { get; private set; }

    /// <summary>Records that are null.</summary>
    public long Nulls { get; private set; }

    /// <summary>Most values in a record that is a list.</summary>
    public int Width { get; private set; }

    /// <summary>Looks at a token at or below the records.</summary>
    public void See(ref Utf8JsonReader reader)
    {
        switch (reader.CurrentDepth - depth)
        {
            case 0: Record(reader.TokenType); break;
            case 1 when _record == JsonTokenType.StartObject: Field(ref reader); break;
            case 1 when reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray): Width = Math.Max(Width, ++_items); break;
            case 2 when reader.TokenType == JsonTokenType.PropertyName && _record == JsonTokenType.StartObject: _current!.Inner(ref reader); break;
            case 2 when _inList && reader.TokenType == JsonTokenType.StartObject: _current!.Listed++; break;
            default: break;
        }
    }

    private void Record(JsonTokenType token)
    {
        if (token is JsonTokenType.EndArray or JsonTokenType.EndObject) return;
        (_record, _next, _items, _inList) = (token, 0, 0, false);
        switch (token)
        {
            case JsonTokenType.StartObject: Objects++; break;
            case JsonTokenType.StartArray: Arrays++; break;
            case JsonTokenType.Null: Nulls++; break;
            default: Scalars++; break;
        }
    }

    private void Field(ref Utf8JsonReader reader)
    {
        _inList = reader.TokenType == JsonTokenType.StartArray;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName: _current = Find(ref reader); break;
            case JsonTokenType.StartObject: _current!.Objects++; break;
            case JsonTokenType.Null or JsonTokenType.EndObject or JsonTokenType.EndArray: break;
            default: _current!.Others++; break;
        }
    }

    // Records name their keys in the same order nearly always.
    private JsonField Find(ref Utf8JsonReader reader)
    {
        if (_next < _fields.Count && reader.ValueTextEquals(_fields[_next].Utf8)) return _fields[_next++];
        var name = JsonText.NameOf(ref reader);
        if (!_byName.TryGetValue(name, out var field))
        {
            if (_fields.Count == MostFields) throw JsonErrors.TooWide(file, MostFields);
            field = new JsonField(name, _fields.Count);
            _byName.Add(name, field);
            _fields.Add(field);
        }

        _next = field.Ordinal + 1;
        return field;
    }
}
