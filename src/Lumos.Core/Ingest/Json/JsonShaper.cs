using System.Text.Json;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>Goes along the tokens of a file and gathers what its values are. What lies very deep is not followed. Not thread-safe.</summary>
/// <param name="file">The file, for errors.</param>
internal sealed class JsonShaper(SourceFile file)
{
    private const int MostDepth = 24;

    private readonly JsonShape?[] _open = new JsonShape?[MostDepth];
    private readonly bool[] _isList = new bool[MostDepth];
    private readonly int[] _items = new int[MostDepth];
    private JsonShape? _key;
    private int _depth;

    /// <summary>The values of the file itself.</summary>
    public JsonShape Roots { get; } = new(JsonShape.MostFields);

    /// <summary>What was opened last; null when it is not followed.</summary>
    public JsonShape? Opened => _depth <= MostDepth ? _open[_depth - 1] : null;

    /// <summary>Follows what was opened last by a shape of its own.</summary>
    public void Follow(JsonShape shape)
    {
        if (_depth <= MostDepth) _open[_depth - 1] = shape;
    }

    /// <summary>Looks at the next token.</summary>
    public void See(ref Utf8JsonReader reader)
    {
        var token = reader.TokenType;
        switch (token)
        {
            case JsonTokenType.PropertyName:
                _key = _depth <= MostDepth ? _open[_depth - 1]?.Key(ref reader, file) : null;
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _depth--;
                if (_depth < MostDepth && token == JsonTokenType.EndArray) _open[_depth]?.SeeWidth(_items[_depth]);
                break;
            default:
                var shape = Value();
                shape?.See(token);
                if (token is JsonTokenType.StartObject or JsonTokenType.StartArray) Open(shape, token == JsonTokenType.StartArray);
                break;
        }
    }

    private JsonShape? Value()
    {
        if (_depth == 0) return Roots;
        if (_depth > MostDepth) return null;
        if (!_isList[_depth - 1]) return _key;
        _items[_depth - 1]++;
        return _open[_depth - 1]?.OpenItems();
    }

    private void Open(JsonShape? shape, bool list)
    {
        if (_depth < MostDepth) (_open[_depth], _isList[_depth], _items[_depth]) = (shape, list, 0);
        _depth++;
    }
}
