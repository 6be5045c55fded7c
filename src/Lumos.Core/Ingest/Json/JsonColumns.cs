using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Json;

/// <summary>
/// Which columns the records of a list become: one for each key, behind it one for each key of an object that is spread out, then those of records that are lists or
/// single values. Columns that say where a record belongs stand before them, its number behind.
/// </summary>
internal sealed class JsonColumns
{
    private const int MostLevels = 4;
    private const int MostOfLevels = 500;

    private readonly List<ColumnField> _columns = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _scalars = new(StringComparer.Ordinal);
    private readonly List<int> _objects = [];
    private readonly List<int> _documents = [];
    private readonly int _before;

    /// <summary>The columns of a list.</summary>
    /// <param name="records">What its records are.</param>
    /// <param name="before">Names wanted for columns that stand before those of the record.</param>
    /// <param name="value">Name wanted for the column of single values.</param>
    /// <param name="numbered">Whether the number of the record is a column.</param>
    public JsonColumns(JsonShape records, IReadOnlyList<string>? before = null, string value = "value", bool numbered = false)
    {
        ArgumentNullException.ThrowIfNull(records);
        _before = before?.Count ?? 0;
        Levels = Enumerable.Range(1, MostLevels).Last(levels => levels == 1 || Width(records, levels) <= MostOfLevels);
        Root = PlanOf(records, "", [], Levels);
        FirstItem = _before + _columns.Count;
        for (var i = 1; records.Lists > 0 && i <= records.Width; i++) Add(FormattableString.Invariant($"column_{i}"));
        Value = records.Scalars > 0 || _columns.Count == 0 ? Add(value) : -1;
        if (numbered) Number = Add("record_number");
        var first = (before ?? []).Select(name => new ColumnField(Free(name), ColumnType.Text)).ToList();
        Schema = new ColumnSchema([.. first, .. _columns]);
    }

    /// <summary>Text columns.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>How deep objects are spread out.</summary>
    public int Levels { get; }

    /// <summary>Columns of the keys of records.</summary>
    public JsonPlan Root { get; }

    /// <summary>Column of the first value of a record that is a list.</summary>
    public int FirstItem { get; }

    /// <summary>Column of records that are single values; -1 when there are none.</summary>
    public int Value { get; }

    /// <summary>Column of the record's number; -1 when it has none.</summary>
    public int Number { get; } = -1;

    /// <summary>Columns of whole objects beside those of their keys.</summary>
    public IReadOnlyList<int> Objects => _objects;

    /// <summary>Columns of lists, and of objects whose keys are no columns.</summary>
    public IReadOnlyList<int> Documents => _documents;

    /// <summary>Keys that lead to the values of a column; null for a column that is not one of keys.</summary>
    public string[]? KeysOf(string column) => _scalars.GetValueOrDefault(column);

    private JsonPlan PlanOf(JsonShape shape, string prefix, string[] keys, int levels)
    {
        var (places, inner) = (new int[shape.Fields.Count], new JsonPlan?[shape.Fields.Count]);
        foreach (var field in shape.Fields)
        {
            string[] path = [.. keys, field.Name];
            places[field.Ordinal] = Add(prefix + field.Name);
            _scalars[_columns[^1].Name] = path;
            if (levels == 0 || !field.Shape.IsSpread)
            {
                if (field.Shape.Lists + field.Shape.Objects > 0) _documents.Add(places[field.Ordinal]);
                continue;
            }

            _objects.Add(places[field.Ordinal]);
            inner[field.Ordinal] = PlanOf(field.Shape, $"{prefix}{field.Name}.", path, levels - 1);
        }

        return new JsonPlan { Fields = shape.Fields, Shape = shape, Places = places, Inner = inner };
    }

    private static int Width(JsonShape shape, int levels) => shape.Fields.Sum(field => 1 + (levels > 0 && field.Shape.IsSpread ? Width(field.Shape, levels - 1) : 0));

    private int Add(string name)
    {
        _columns.Add(new ColumnField(Free(name), ColumnType.Text));
        return _before + _columns.Count - 1;
    }

    private string Free(string name)
    {
        var unique = name;
        for (var n = 2; !_taken.Add(unique); n++) unique = FormattableString.Invariant($"{name}_{n}");
        return unique;
    }
}
