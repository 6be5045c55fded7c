namespace Lumos.Abstractions;

/// <summary>One column of a batch: its name, type and whether it may hold NULL.</summary>
/// <param name="Name">Column name, as the batch's producer spells it.</param>
/// <param name="Type">Value type.</param>
/// <param name="Nullable">Whether NULL may occur.</param>
public sealed record ColumnField(string Name, ColumnType Type, bool Nullable = true);

/// <summary>The ordered columns of a batch, source or target.</summary>
public sealed class ColumnSchema
{
    private readonly Dictionary<string, int> _ordinals;

    /// <summary>Creates a schema.</summary>
    /// <exception cref="ArgumentException">Two fields share a name (compared by code point).</exception>
    public ColumnSchema(IReadOnlyList<ColumnField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = fields;
        _ordinals = new Dictionary<string, int>(fields.Count, StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            if (!_ordinals.TryAdd(fields[i].Name, i)) throw new ArgumentException($"Column '{fields[i].Name}' occurs twice.", nameof(fields));
        }
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<ColumnField> Fields { get; }

    /// <summary>Position of a column, or -1.</summary>
    public int IndexOf(string name) => _ordinals.GetValueOrDefault(name, -1);
}
