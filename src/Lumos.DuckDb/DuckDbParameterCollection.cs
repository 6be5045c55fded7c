using System.Collections;
using System.Data.Common;

namespace Lumos.DuckDb;

/// <summary>The parameters of a command, in order.</summary>
public sealed class DuckDbParameterCollection : DbParameterCollection, IEnumerable<DuckDbParameter>
{
    private readonly List<DuckDbParameter> _items = [];

    /// <inheritdoc />
    public override int Count => _items.Count;

    /// <inheritdoc />
    public override object SyncRoot => ((ICollection)_items).SyncRoot;

    /// <summary>A parameter by position.</summary>
    public new DuckDbParameter this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    /// <summary>Adds a parameter by position.</summary>
    public DuckDbParameter AddValue(object? value) => Append(new DuckDbParameter(value));

    /// <summary>Adds a parameter by name.</summary>
    public DuckDbParameter AddWithValue(string name, object? value) => Append(new DuckDbParameter(name, value));

    /// <inheritdoc />
    public override int Add(object value)
    {
        _items.Add(Cast(value));
        return _items.Count - 1;
    }

    /// <inheritdoc />
    public override void AddRange(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values) Add(value!);
    }

    /// <inheritdoc />
    public override void Clear() => _items.Clear();

    /// <inheritdoc />
    public override bool Contains(object value) => value is DuckDbParameter parameter && _items.Contains(parameter);

    /// <inheritdoc />
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc />
    public override void CopyTo(Array array, int index) => ((ICollection)_items).CopyTo(array, index);

    /// <inheritdoc />
    public override IEnumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<DuckDbParameter> IEnumerable<DuckDbParameter>.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc />
    public override int IndexOf(object value) => value is DuckDbParameter parameter ? _items.IndexOf(parameter) : -1;

    /// <inheritdoc />
    public override int IndexOf(string parameterName)
    {
        var bare = new DuckDbParameter(parameterName, null).BareName;
        return _items.FindIndex(item => string.Equals(item.BareName, bare, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc />
    public override void Insert(int index, object value) => _items.Insert(index, Cast(value));

    /// <inheritdoc />
    public override void Remove(object value) => _items.Remove(Cast(value));

    /// <inheritdoc />
    public override void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc />
    public override void RemoveAt(string parameterName) => _items.RemoveAt(Find(parameterName));

    /// <inheritdoc />
    protected override DbParameter GetParameter(int index) => _items[index];

    /// <inheritdoc />
    protected override DbParameter GetParameter(string parameterName) => _items[Find(parameterName)];

    /// <inheritdoc />
    protected override void SetParameter(int index, DbParameter value) => _items[index] = Cast(value);

    /// <inheritdoc />
    protected override void SetParameter(string parameterName, DbParameter value) => _items[Find(parameterName)] = Cast(value);

    private DuckDbParameter Append(DuckDbParameter parameter)
    {
        _items.Add(parameter);
        return parameter;
    }

    private int Find(string name) => IndexOf(name) is var index and >= 0 ? index : throw new ArgumentException($"There is no parameter '{name}'.", nameof(name));

    private static DuckDbParameter Cast(object value) =>
        value as DuckDbParameter ?? throw new InvalidCastException($"A {nameof(DuckDbParameter)} is needed, not {value?.GetType().Name ?? "null"}.");
}
