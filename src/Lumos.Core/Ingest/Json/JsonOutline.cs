using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>
/// Reads a JSON file once from end to end, checks that it is well-formed, and finds the lists of records in it: what an array at the top holds, the values that follow one another,
/// or, where the file is one object, the arrays below its keys. Not thread-safe.
/// </summary>
internal sealed class JsonOutline
{
    private const int MostNamed = 10;

    private readonly SourceFile _file;
    private readonly JsonShaper _shaper;
    private readonly JsonShape _roots;
    private readonly List<JsonList> _lists = [];
    private readonly List<string> _keys = [];
    private JsonReaderState _state = new(JsonErrors.Options);
    private JsonList? _list;
    private int _listDepth;
    private string _key = "";

    private JsonOutline(SourceFile file)
    {
        (_file, _shaper) = (file, new JsonShaper(file));
        _roots = _shaper.Roots;
    }

    /// <summary>Values outside of any array, when the file is one object.</summary>
    public long Others { get; private set; }

    /// <summary>The first of their keys.</summary>
    public List<string> OtherNames { get; } = [];

    /// <summary>Whether the tables lie below the keys of one object.</summary>
    public bool IsWrapped { get; private set; }

    /// <summary>Lists that are tables, in order of the file.</summary>
    public IReadOnlyList<JsonList> Tables { get; private set; } = [];

    /// <summary>Looks through a file.</summary>
    /// <exception cref="LumosException">It is not well-formed, or has no list where its location says.</exception>
    public static async ValueTask<JsonOutline> ReadAsync(SourceFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var outline = new JsonOutline(file);
        var window = await JsonWindow.OpenAsync(file, null, cancellationToken).ConfigureAwait(false);
        await using var _ = window.ConfigureAwait(false);
        for (outline.Step(window); !window.AtEnd; outline.Step(window))
        {
            await window.FillAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (outline._roots.Count == 0) throw IngestErrors.Empty(file.Location);
        outline.Tables = outline.Choose();
        return outline;
    }

    private List<JsonList> Choose()
    {
        var whole = new JsonList("", _roots);
        if (_file.Table == JsonList.WholeFile) return [whole];
        if (_file.Table is { } wanted)
        {
            var found = _lists.Find(list => list.Path == wanted) ?? throw JsonErrors.NoSuchPlace(_file, [.. _lists.Where(static list => list.Path.Length > 0).Select(static list => list.Path)]);
            if (found.IsRepeated) throw JsonErrors.SamePlace(_file, wanted);
            IsWrapped = true;
            return [found];
        }

        // Arrays one after the other are pages of one list, unless each is a record of its own: [1,"a"] on every line.
        if (_roots.Lists == _roots.Count) return [_roots.Count == 1 || _lists[0].HasRecords ? _lists[0] : whole];
        if (_roots.Count > 1 || _file.Format == SourceFormats.Ndjson) return [whole];
        var tables = _lists.FindAll(static list => list.HasRecords);
        if (tables.Count == 0) return [whole];
        if (tables.Find(static list => list.IsRepeated) is { } twice) throw JsonErrors.SamePlace(_file, twice.Path);
        IsWrapped = true;
        foreach (var list in _lists.Where(static list => !list.HasRecords)) Other(list.Path);
        return tables;
    }

    private void Step(JsonWindow window)
    {
        var reader = new Utf8JsonReader(window.Bytes, window.AtEnd, _state);
        try
        {
            while (reader.Read()) See(ref reader, window);
        }
        catch (JsonException) when (window.AtEnd && _roots.Count == 0 && window.Bytes.TrimStart(" \t\r\n"u8).IsEmpty)
        {
            // Nothing but blanks: said by the caller.
            return;
        }
        catch (JsonException e)
        {
            throw JsonErrors.Malformed(_file, window, _state, e);
        }

        _state = reader.CurrentState;
        window.Advance((int)reader.BytesConsumed);
    }

    private void See(ref Utf8JsonReader reader, JsonWindow window)
    {
        _shaper.See(ref reader);
        if (_list is not null)
        {
            if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == _listDepth) _list = null;
            return;
        }

        // Of values that follow one another each is a record, and what lies in it is its own.
        if (reader.CurrentDepth > 0 && _roots.Count > 1) return;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName: _key = JsonText.NameOf(ref reader); break;
            case JsonTokenType.StartObject: _keys.Add(_key); break;
            case JsonTokenType.EndObject: _keys.RemoveAt(_keys.Count - 1); break;
            case JsonTokenType.StartArray: Begin(ref reader, window); break;
            default:
                if (reader.CurrentDepth > 0) Other(Path(_key));
                break;
        }
    }

    private void Begin(ref Utf8JsonReader reader, JsonWindow window)
    {
        var path = reader.CurrentDepth == 0 ? "" : Path(_key);
        _listDepth = reader.CurrentDepth;
        _list = _lists.Find(list => list.Path == path);
        if (_list is not null)
        {
            _list.IsRepeated = true;
            _shaper.Follow(_list.Values);
            return;
        }

        var values = _shaper.Opened ?? new JsonShape(JsonShape.MostInner);
        _shaper.Follow(values);
        values.OpenItems(JsonShape.MostFields);
        var place = (int)reader.TokenStartIndex;
        _list = new JsonList(path, values) { IsArray = true, Start = window.Offset + place + 1, StartLine = window.Line + window.Bytes[..place].Count((byte)'\n') };
        _lists.Add(_list);
    }

    // The first key on the way down is that of the file's own object, which has none.
    private string Path(string key) => string.Join('.', [.. _keys.Skip(1), key]);

    private void Other(string path)
    {
        Others++;
        if (OtherNames.Count < MostNamed && !OtherNames.Contains(path)) OtherNames.Add(path);
    }
}
