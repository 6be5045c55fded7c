using System.Collections;

namespace Lumos.DuckDb.Native;

internal static unsafe partial class Values
{
    private static nint Elements(object value, DuckDbLogicalType type, delegate*<nint, nint*, ulong, nint> create)
    {
        if (value is string || value is not IEnumerable items) throw new InvalidCastException($"A {value.GetType().Name} is no list for {type}.");
        using var element = LogicalTypes.Create(type.Element!);
        using var values = new ValueList();
        foreach (var item in items) values.Add(Create(item, type.Element));
        fixed (nint* pointer = values.ToArray()) return create(element.DangerousGetHandle(), pointer, (ulong)values.Count);
    }

    private static nint Struct(object value, DuckDbLogicalType type)
    {
        if (value is not IEnumerable<KeyValuePair<string, object?>> pairs) throw new InvalidCastException($"A {value.GetType().Name} is no dictionary for {type}.");
        var byName = new Dictionary<string, object?>(pairs, StringComparer.OrdinalIgnoreCase);
        foreach (var name in byName.Keys)
        {
            if (!type.Fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))) throw new ArgumentException($"{type} has no field '{name}'.", nameof(value));
        }

        using var handle = LogicalTypes.Create(type);
        using var values = new ValueList();
        foreach (var field in type.Fields) values.Add(Create(byName.GetValueOrDefault(field.Name), field.Type));
        fixed (nint* pointer = values.ToArray()) return Api.duckdb_create_struct_value(handle.DangerousGetHandle(), pointer);
    }

    private static nint Map(object value, DuckDbLogicalType type)
    {
        if (value is not IDictionary map) throw new InvalidCastException($"A {value.GetType().Name} is no dictionary for {type}.");
        using var handle = LogicalTypes.Create(type);
        using var keys = new ValueList();
        using var values = new ValueList();
        foreach (DictionaryEntry entry in map)
        {
            keys.Add(Create(entry.Key, type.Fields[0].Type));
            values.Add(Create(entry.Value, type.Fields[1].Type));
        }

        fixed (nint* keyPointer = keys.ToArray(), valuePointer = values.ToArray())
        {
            return Api.duckdb_create_map_value(handle.DangerousGetHandle(), keyPointer, valuePointer, (ulong)keys.Count);
        }
    }

    /// <summary>A pair of member name and value.</summary>
    private static nint Union(object value, DuckDbLogicalType type)
    {
        if (value is not KeyValuePair<string, object?> pair) throw new InvalidCastException($"A value of {type} is given as KeyValuePair<string, object?>: member name and value.");
        for (var tag = 0; tag < type.Fields.Count; tag++)
        {
            if (!string.Equals(type.Fields[tag].Name, pair.Key, StringComparison.OrdinalIgnoreCase)) continue;
            using var handle = LogicalTypes.Create(type);
            using var member = Create(pair.Value, type.Fields[tag].Type);
            return Api.duckdb_create_union_value(handle.DangerousGetHandle(), (ulong)tag, member.DangerousGetHandle());
        }

        throw new ArgumentException($"{type} has no member '{pair.Key}'.", nameof(value));
    }

    private static nint Enumerated(object value, DuckDbLogicalType type)
    {
        var text = Convert.ToString(value, Invariant);
        for (var i = 0; i < type.EnumValues.Count; i++)
        {
            if (type.EnumValues[i] != text) continue;
            using var handle = LogicalTypes.Create(type);
            return Api.duckdb_create_enum_value(handle.DangerousGetHandle(), (ulong)i);
        }

        throw new ArgumentException("The text is not a value of the ENUM.", nameof(value));
    }

    private sealed class ValueList : IDisposable
    {
        private readonly List<ValueHandle> _values = [];

        internal int Count => _values.Count;

        internal void Add(ValueHandle value) => _values.Add(value);

        /// <summary>Never empty, so that its address is never null.</summary>
        internal nint[] ToArray()
        {
            var raw = new nint[Math.Max(1, _values.Count)];
            for (var i = 0; i < _values.Count; i++) raw[i] = _values[i].DangerousGetHandle();
            return raw;
        }

        public void Dispose()
        {
            foreach (var value in _values) value.Dispose();
        }
    }
}
