using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Ingest.Json;

/// <summary>Goes down from records to the values of a list within them and collects their rows in batches. Not thread-safe.</summary>
internal sealed class JsonNestedWalk
{
    private readonly string _name;
    private readonly SourceReadOptions _options;
    private readonly Level[] _levels;
    private readonly JsonCell _position = new();
    private readonly JsonRecord _record;
    private readonly TextBatchBuilder _rows;
    private readonly long _start;
    private readonly long _numberedFrom;
    private long _seen;
    private long _first;
    private long _line;
    private int _lineAt;
    private bool _any;

    /// <summary>A walk from the first record on.</summary>
    /// <param name="name">Name of the source.</param>
    /// <param name="steps">The way down.</param>
    /// <param name="columns">Columns of the rows.</param>
    /// <param name="options">Which rows are asked for.</param>
    /// <param name="before">Records of earlier parts, by level.</param>
    public JsonNestedWalk(string name, IReadOnlyList<JsonStep> steps, JsonColumns columns, SourceReadOptions options, IReadOnlyList<long> before)
    {
        (_name, _options, _start) = (name, options, options.From?.Row ?? 0);
        _first = _start;
        _levels = [.. steps.Select((step, i) => new Level(step, i, before[i]))];
        _numberedFrom = before[^1];
        _record = new JsonRecord(columns, [.. _levels.SelectMany(static level => level.Cells), _position]);
        _rows = new TextBatchBuilder(columns.Schema);
    }

    /// <summary>Whole batches, in order.</summary>
    public Queue<ColumnBatch> Ready { get; } = [];

    /// <summary>Whether all rows that were asked for are there.</summary>
    public bool IsFull => _options.MaxRows is { } most && _seen - _start >= most;

    /// <summary>Adds the rows of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="line">Its 1-based line.</param>
    public void Add(ReadOnlySpan<byte> record, long line)
    {
        (_line, _lineAt) = (line, 0);
        Descend(record, record, 0, 0);
    }

    /// <summary>The rows behind the last whole batch; null when there are none and others were.</summary>
    public ColumnBatch? Rest() => _rows.Rows > 0 || !_any ? Take(null) : null;

    private void Descend(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> record, int at, int depth)
    {
        var level = _levels[depth];
        level.See(record);
        var (from, length) = level.List;
        if (length == 0) return;
        var value = record.Slice(from, length);
        var reader = new Utf8JsonReader(value, JsonErrors.Options);
        reader.Read();
        var position = 0;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    Item(whole, value[start..(int)reader.BytesConsumed], at + from + start, depth, ++position);
                }

                break;
            case JsonTokenType.StartObject when level.HoldsObjects:
            case JsonTokenType.String when !level.HoldsObjects && reader.ValueSpan.Length > 0:
            case JsonTokenType.Number when !level.HoldsObjects:
                Item(whole, value, at + from, depth, 1);
                break;
            default: break;
        }
    }

    private void Item(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> item, int at, int depth, int position)
    {
        if (depth + 1 < _levels.Length)
        {
            _levels[depth + 1].Position?.Set(position);
            Descend(whole, item, at, depth + 1);
            return;
        }

        if (IsFull) return;
        if (_seen++ < _start) return;
        _line += whole[_lineAt..at].Count((byte)'\n');
        _lineAt = at;
        _position.Set(position);
        _record.AddTo(item, _numberedFrom + _seen, _rows);
        _rows.EndRow(-1, _line);
        if (_rows.Rows == _options.BatchRows) Ready.Enqueue(Take(new SourcePosition(_seen, 0, _line)));
    }

    private ColumnBatch Take(SourcePosition? next)
    {
        _any = true;
        var batch = _rows.Take(_name, _first, next);
        _first = _seen;
        var issues = _record.TakeIssues();
        return issues.Count == 0 ? batch : new ColumnBatch(batch.Schema, batch.RowCount, batch.Columns, batch.Origin, batch) { Issues = issues };
    }

    private sealed class Level
    {
        private readonly JsonPick _pick;
        private readonly JsonCell _reference = new();
        private readonly bool _hasKey;
        private long _number;

        public Level(JsonStep step, int depth, long before)
        {
            _pick = new JsonPick(step.Key is { } key ? [step.Keys, key] : [step.Keys]);
            _hasKey = step.Key is not null;
            _number = before;
            HoldsObjects = step.Shape.Items is { Objects: > 0 };
            if (!_hasKey && depth > 0) Position = new JsonCell();
        }

        public bool HoldsObjects { get; }

        /// <summary>Place of the record in its own list; null for records that have a key, or are in no list.</summary>
        public JsonCell? Position { get; }

        public IEnumerable<JsonCell> Cells => Position is null ? [_reference] : [_reference, Position];

        public (int Start, int Length) List => _pick.Found[0];

        public void See(ReadOnlySpan<byte> record)
        {
            _pick.Look(record);
            _number++;
            if (!_hasKey) _reference.Set(_number);
            else _reference.Set(_pick.Found[1] is { Length: > 0 } found ? record.Slice(found.Start, found.Length) : default);
        }
    }
}
