using System.Text.Json;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>What the values at one place are, over the whole file: of which kinds, with which keys in which order, and what their lists hold.</summary>
/// <param name="mostKeys">Keys its objects may have between them.</param>
internal sealed class JsonShape(int mostKeys)
{
    /// <summary>Keys the records of a table may have between them.</summary>
    public const int MostFields = 20_000;

    /// <summary>Keys an object within a record may have, to be one column for each.</summary>
    public const int MostInner = 200;

    /// <summary>Keys the objects of a list within a record may have, to be rows.</summary>
    public const int MostOfItems = 2_000;

    private const double LeastShare = 0.1;

    private Dictionary<string, JsonField> _byName = new(StringComparer.Ordinal);
    private List<JsonField> _fields = [];
    private long _seen;
    private int _next;

    /// <summary>Values.</summary>
    public long Count => Objects + Lists + Scalars + Nulls;

    /// <summary>Values that are objects.</summary>
    public long Objects { get; private set; }

    /// <summary>Values that are lists.</summary>
    public long Lists { get; private set; }

    /// <summary>Values that are none of the others.</summary>
    public long Scalars { get; private set; }

    /// <summary>Scalars that are numbers.</summary>
    public long Numbers { get; private set; }

    /// <summary>Values that are null.</summary>
    public long Nulls { get; private set; }

    /// <summary>Most values in a list.</summary>
    public int Width { get; private set; }

    /// <summary>Whether its objects have more keys than are followed; they are text then.</summary>
    public bool IsUnfollowed { get; private set; }

    /// <summary>Keys in order of their first object.</summary>
    public IReadOnlyList<JsonField> Fields => _fields;

    /// <summary>What its lists hold; null without lists.</summary>
    public JsonShape? Items { get; private set; }

    /// <summary>Whether the same keys come again and again. Keys that differ from object to object are values, not names.</summary>
    public bool HasNames => Objects > 0 && !IsUnfollowed && _fields.Count > 0 && _seen >= LeastShare * _fields.Count * Objects;

    /// <summary>Whether it is one column for each key.</summary>
    public bool IsSpread => HasNames && Lists == 0 && Scalars == 0 && _fields.Count <= MostInner;

    /// <summary>What the records of a table are, over all its files. Single values in place of lists are lists of one in it.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">They have more keys than a table can have.</exception>
    public static JsonShape Of(IReadOnlyList<JsonPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var all = new JsonShape(MostFields);
        foreach (var part in parts) all.Add(part.List.Records);
        if (all.IsUnfollowed) throw JsonErrors.TooWide(parts[0].File, MostFields);
        all.JoinSingles();
        return all;
    }

    /// <summary>Counts a value.</summary>
    public void See(JsonTokenType token)
    {
        switch (token)
        {
            case JsonTokenType.StartObject: (Objects, _next) = (Objects + 1, 0); break;
            case JsonTokenType.StartArray: Lists++; break;
            case JsonTokenType.Null: Nulls++; break;
            case JsonTokenType.Number: (Scalars, Numbers) = (Scalars + 1, Numbers + 1); break;
            default: Scalars++; break;
        }
    }

    /// <summary>What its lists hold.</summary>
    /// <param name="mostKeys">Keys objects in them may have.</param>
    public JsonShape OpenItems(int mostKeys = MostOfItems) => Items ??= new JsonShape(mostKeys);

    /// <summary>Notes how long a list is.</summary>
    public void SeeWidth(int items) => Width = Math.Max(Width, items);

    /// <summary>The values of the key a reader stands at; null when they are not followed. Objects name their keys in the same order nearly always.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">Records have more keys than a table can have.</exception>
    public JsonShape? Key(ref Utf8JsonReader reader, SourceFile file)
    {
        if (IsUnfollowed) return null;
        _seen++;
        if (_next < _fields.Count && reader.ValueTextEquals(_fields[_next].Utf8)) return _fields[_next++].Shape;
        var field = Field(JsonText.NameOf(ref reader));
        if (field is null && mostKeys == MostFields) throw JsonErrors.TooWide(file, MostFields);
        if (field is null) return null;
        _next = field.Ordinal + 1;
        return field.Shape;
    }

    /// <summary>Single values that stand where others have a list, which are lists of one: objects among lists of objects, scalars among lists without.</summary>
    public long Singles => Items is not { } items ? 0 : items.Objects > 0 ? Objects : Scalars;

    // Adds what single values are to what lists hold, at every key below.
    private void JoinSingles()
    {
        foreach (var field in _fields)
        {
            var shape = field.Shape;
            if (shape.Items is { Objects: > 0 } items)
            {
                items.Objects += shape.Objects;
                items.AddKeys(shape);
            }
            else if (shape.Items is { } values)
            {
                (values.Scalars, values.Numbers) = (values.Scalars + shape.Scalars, values.Numbers + shape.Numbers);
            }

            shape.JoinSingles();
            shape.Items?.JoinSingles();
        }
    }

    /// <summary>Place of a key; -1 when there is none.</summary>
    public int PlaceOf(string name) => _byName.TryGetValue(name, out var field) ? field.Ordinal : -1;

    private void AddKeys(JsonShape other)
    {
        IsUnfollowed |= other.IsUnfollowed;
        _seen += other._seen;
        foreach (var field in other._fields) Field(field.Name)?.Shape.Add(field.Shape);
    }

    private void Add(JsonShape other)
    {
        (Objects, Lists, Scalars, Numbers, Nulls) = (Objects + other.Objects, Lists + other.Lists, Scalars + other.Scalars, Numbers + other.Numbers, Nulls + other.Nulls);
        SeeWidth(other.Width);
        AddKeys(other);
        if (other.Items is { } items) OpenItems().Add(items);
    }

    private JsonField? Field(string name)
    {
        if (_byName.TryGetValue(name, out var field)) return field;
        if (IsUnfollowed) return null;
        if (_fields.Count == mostKeys)
        {
            (IsUnfollowed, _fields, _byName) = (true, [], []);
            return null;
        }

        field = new JsonField(name, _fields.Count, new JsonShape(MostInner));
        _byName.Add(name, field);
        _fields.Add(field);
        return field;
    }
}
