using System.Buffers;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Ingest.Json;

/// <summary>Turns records of a list into rows, one after the other. Not thread-safe.</summary>
/// <param name="columns">Columns of the rows.</param>
/// <param name="before">Cells of the columns before those of the record; null for none.</param>
internal sealed class JsonRecord(JsonColumns columns, IReadOnlyList<JsonCell>? before = null)
{
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly (int Start, int Length)[] _cells = new (int, int)[columns.Schema.Fields.Count];
    private readonly JsonCell _number = new();
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
    /// <param name="number">Its number, from 1.</param>
    /// <param name="rows">Takes the cells; the row is not ended.</param>
    public void AddTo(ReadOnlySpan<byte> record, long number, TextBatchBuilder rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _row = rows.Rows;
        _text.ResetWrittenCount();
        _cells.AsSpan().Fill((0, -1));
        var reader = new Utf8JsonReader(record, JsonErrors.Options);
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: ReadObject(columns.Root, ref reader, record); break;
            case JsonTokenType.StartArray:
                for (var column = columns.FirstItem; reader.Read() && reader.TokenType != JsonTokenType.EndArray; column++) Set(column, ref reader, record);
                break;
            case JsonTokenType.Null: break;
            default: Set(columns.Value, ref reader, record); break;
        }

        var first = before?.Count ?? 0;
        for (var i = 0; i < first; i++) Add(before![i], rows);
        for (var i = first; i < _cells.Length; i++)
        {
            var (start, length) = _cells[i];
            if (i == columns.Number)
            {
                _number.Set(number);
                Add(_number, rows);
            }
            else if (length < 0)
            {
                rows.AddNull();
            }
            else
            {
                rows.Add(_text.WrittenSpan.Slice(start, length));
            }
        }
    }

    private static void Add(JsonCell cell, TextBatchBuilder rows)
    {
        if (cell.IsNull) rows.AddNull();
        else rows.Add(cell.Text);
    }

    private void ReadObject(JsonPlan plan, ref Utf8JsonReader reader, ReadOnlySpan<byte> record)
    {
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = next < plan.Fields.Count && reader.ValueTextEquals(plan.Fields[next].Utf8) ? next : plan.Shape.PlaceOf(JsonText.NameOf(ref reader));
            next = at + 1;
            reader.Read();
            if (at < 0)
            {
                reader.Skip();
            }
            else if (plan.Inner[at] is { } inner && reader.TokenType == JsonTokenType.StartObject)
            {
                // The object is a column of its own beside those of its keys.
                var whole = reader;
                Set(plan.Places[at], ref whole, record);
                ReadObject(inner, ref reader, record);
            }
            else
            {
                Set(plan.Places[at], ref reader, record);
            }
        }
    }

    // Of a key that stands twice the last value holds, as readers of JSON have it; the row says so.
    private void Set(int column, ref Utf8JsonReader reader, ReadOnlySpan<byte> record)
    {
        var earlier = _cells[column];
        var start = _text.WrittenCount;
        var isNull = reader.TokenType == JsonTokenType.Null;
        var issue = JsonText.WriteValue(ref reader, record, _text);
        _cells[column] = isNull ? (start, -1) : (start, _text.WrittenCount - start);
        if (earlier.Length >= 0 && !Same(earlier, _cells[column])) issue = "REPEATED_KEY";
        if (issue is not null) _issues.Add(new RowIssue(_row, issue, columns.Schema.Fields[column].Name));
    }

    private bool Same((int Start, int Length) a, (int Start, int Length) b) =>
        a.Length == b.Length && _text.WrittenSpan.Slice(a.Start, a.Length).SequenceEqual(_text.WrittenSpan.Slice(b.Start, b.Length));
}
