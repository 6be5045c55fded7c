using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Json;

/// <summary>Which columns the records of a list become: one for each key, one for each key of an object one level down, then those of records that are lists or single values.</summary>
internal sealed class JsonColumns
{
    private readonly List<ColumnField> _columns = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The columns of a list.</summary>
    public JsonColumns(JsonFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = fields.Fields;
        Places = new int[fields.Fields.Count];
        Inner = new int[fields.Fields.Count][];
        foreach (var field in fields.Fields)
        {
            if (!field.IsSpread)
            {
                Places[field.Ordinal] = Add(field.Name);
                continue;
            }

            Places[field.Ordinal] = -1;
            Inner[field.Ordinal] = [.. field.InnerNames.Select(inner => Add($"{field.Name}.{inner.Name}"))];
        }

        FirstItem = _columns.Count;
        for (var i = 1; i <= fields.Width; i++) Add(FormattableString.Invariant($"column_{i}"));
        Value = fields.Scalars > 0 || _columns.Count == 0 ? Add("value") : -1;
        Schema = new ColumnSchema([.. _columns]);
    }

    /// <summary>Text columns.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Keys in order.</summary>
    public IReadOnlyList<JsonField> Fields { get; }

    /// <summary>Column of each key; -1 when it is spread out.</summary>
    public int[] Places { get; }

    /// <summary>Columns of the keys below each key that is spread out.</summary>
    public int[][] Inner { get; }

    /// <summary>Column of the first value of a record that is a list.</summary>
    public int FirstItem { get; }

    /// <summary>Column of records that are single values; -1 when there are none.</summary>
    public int Value { get; }

    private int Add(string name)
    {
        var unique = name;
        for (var n = 2; !_taken.Add(unique); n++) unique = FormattableString.Invariant($"{name}_{n}");
        _columns.Add(new ColumnField(unique, ColumnType.Text));
        return _columns.Count - 1;
    }
}
