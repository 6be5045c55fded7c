using System.Buffers;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Ingest.Json;

/// <summary>Turns records of a list into rows, one after the other. Not thread-safe.</summary>
internal sealed class JsonRecord(JsonColumns columns)
{
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly (int Start, int Length)[] _cells = new (int, int)[columns.Schema.Fields.Count];
    private readonly Dictionary<string, int> _names = columns.Fields.ToDictionary(static field => field.Name, static field => field.Ordinal, StringComparer.Ordinal);
    private List<RowIssue> _issues = [];
    private int _row;

    /// <summary>What was noticed since this was asked last.</summary>
    public List<RowIssue> TakeIssues()
    {
        var issues = _issues;
        _issues = [];
        return issues;
    }

    /// <summary>Adds the row of a record.</summary>
    /// <param name="record">The whole value.</param>
    /// <param name="rows">Takes the cells; the row is not ended.</param>
    public void AddTo(ReadOnlySpan<byte> record, TextBatchBuilder rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _row = rows.Rows;
        _text.ResetWrittenCount();
        _cells.AsSpan().Fill((0, -1));
        var reader = new Utf8JsonReader(record, JsonErrors.Options);
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: ReadObject(ref reader, record); break;
            case JsonTokenType.StartArray:
                for (var column = columns.FirstItem; reader.Read() && reader.TokenType != JsonTokenType.EndArray; column++) Set(column, ref reader, record);
                break;
            case JsonTokenType.Null: break;
            default: Set(columns.Value, ref reader, record); break;
        }

        foreach (var (start, length) in _cells)
        {
            if (length < 0) rows.AddNull();
            else rows.Add(_text.WrittenSpan.Slice(start, length));
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> record)
    {
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = next < columns.Fields.Count && reader.ValueTextEquals(columns.Fields[next].Utf8) ? next : _names[JsonText.NameOf(ref reader)];
            next = at + 1;
            reader.Read();
            if (columns.Places[at] is >= 0 and var column) Set(column, ref reader, record);
            else if (reader.TokenType == JsonTokenType.StartObject) ReadInner(columns.Fields[at], columns.Inner[at], ref reader, record);
        }
    }

    private void ReadInner(JsonField field, int[] places, ref Utf8JsonReader reader, ReadOnlySpan<byte> record)
    {
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = next < places.Length && reader.ValueTextEquals(field.InnerNames[next].Utf8) ? next : field.PlaceOf(JsonText.NameOf(ref reader));
            next = at + 1;
            reader.Read();
            Set(places[at], ref reader, record);
        }
    }

    // Of a key that stands twice the last value holds, as readers of JSON have it; the row says so.
    private void Set(int column, ref Utf8JsonReader reader, ReadOnlySpan<byte> record)
    {
        var before = _cells[column];
        var start = _text.WrittenCount;
        string? issue = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: break;
            case JsonTokenType.String: issue = JsonText.Write(reader.ValueSpan, reader.ValueIsEscaped, _text); break;
            case JsonTokenType.Number: JsonText.WriteNumber(reader.ValueSpan, _text); break;
            case JsonTokenType.True or JsonTokenType.False: _text.Write(reader.ValueSpan); break;
            default:
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                JsonText.WriteRaw(record[from..(int)reader.BytesConsumed], _text);
                break;
        }

        _cells[column] = reader.TokenType == JsonTokenType.Null ? (start, -1) : (start, _text.WrittenCount - start);
        if (before.Length >= 0 && !Same(before, _cells[column])) issue = "REPEATED_KEY";
        if (issue is not null) _issues.Add(new RowIssue(_row, issue, columns.Schema.Fields[column].Name));
    }

    private bool Same((int Start, int Length) a, (int Start, int Length) b) =>
        a.Length == b.Length && _text.WrittenSpan.Slice(a.Start, a.Length).SequenceEqual(_text.WrittenSpan.Slice(b.Start, b.Length));
}
