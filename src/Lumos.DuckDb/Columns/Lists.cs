namespace Lumos.DuckDb.Columns;

/// <summary>Reads LIST and ARRAY values as arrays and lists of the types a caller may ask for, without reflection.</summary>
internal static class Lists
{
    internal static object?[] Boxed(in DuckDbVector vector, int row)
    {
        var entry = vector.GetList(row);
        var elements = vector.Elements;
        var values = new object?[entry.Count];
        for (var i = 0; i < values.Length; i++) values[i] = ValueReader.GetBoxed(elements, (int)entry.Offset + i);
        return values;
    }

    internal static bool TryGet<T>(in DuckDbVector vector, int row, out T value)
    {
        object? list = null;
        if (vector.Type.Kind is DuckDbType.List or DuckDbType.Array)
        {
            list = Try<T, int>(vector, row) ?? Try<T, long>(vector, row) ?? Try<T, double>(vector, row) ?? Try<T, float>(vector, row)
                ?? Try<T, bool>(vector, row) ?? Try<T, decimal>(vector, row) ?? Try<T, short>(vector, row) ?? Try<T, sbyte>(vector, row)
                ?? Try<T, byte>(vector, row) ?? Try<T, ushort>(vector, row) ?? Try<T, uint>(vector, row) ?? Try<T, ulong>(vector, row)
                ?? Try<T, Guid>(vector, row) ?? Try<T, DateTime>(vector, row) ?? Try<T, DateOnly>(vector, row) ?? Try<T, TimeOnly>(vector, row)
                ?? Try<T, Int128>(vector, row) ?? TryText<T>(vector, row);
        }

        value = list is null ? default! : (T)list;
        return list is not null;
    }

    private static object? Try<T, TElement>(in DuckDbVector vector, int row) where TElement : struct
    {
        if (typeof(T) == typeof(TElement[])) return Read<TElement>(vector, row);
        if (typeof(T) == typeof(List<TElement>)) return new List<TElement>(Read<TElement>(vector, row));
        if (typeof(T) == typeof(TElement?[])) return ReadNullable<TElement>(vector, row);
        return typeof(T) == typeof(List<TElement?>) ? new List<TElement?>(ReadNullable<TElement>(vector, row)) : null;
    }

    private static object? TryText<T>(in DuckDbVector vector, int row)
    {
        if (typeof(T) != typeof(string[]) && typeof(T) != typeof(List<string>)) return null;
        var entry = vector.GetList(row);
        var elements = vector.Elements;
        var values = new string?[entry.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var at = (int)entry.Offset + i;
            values[i] = elements.IsNull(at) ? null : ValueReader.Text(elements, at);
        }

        return typeof(T) == typeof(string[]) ? values : new List<string?>(values);
    }

    private static TElement[] Read<TElement>(in DuckDbVector vector, int row)
    {
        var entry = vector.GetList(row);
        var elements = vector.Elements;
        var values = new TElement[entry.Count];
        for (var i = 0; i < values.Length; i++) values[i] = ValueReader.Get<TElement>(elements, (int)entry.Offset + i);
        return values;
    }

    private static TElement?[] ReadNullable<TElement>(in DuckDbVector vector, int row) where TElement : struct
    {
        var entry = vector.GetList(row);
        var elements = vector.Elements;
        var values = new TElement?[entry.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var at = (int)entry.Offset + i;
            if (!elements.IsNull(at)) values[i] = ValueReader.Get<TElement>(elements, at);
        }

        return values;
    }
}
