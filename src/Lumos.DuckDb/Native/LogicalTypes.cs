namespace Lumos.DuckDb.Native;

/// <summary>Turns types into the engine's handles and back.</summary>
internal static unsafe class LogicalTypes
{
    /// <summary>Makes a handle the caller disposes.</summary>
    internal static LogicalTypeHandle Create(DuckDbLogicalType type)
    {
        var handle = type.Kind switch
        {
            DuckDbType.Decimal => Api.duckdb_create_decimal_type((byte)type.Precision, (byte)type.Scale),
            DuckDbType.List => WithChildren([type.Element!], children => Api.duckdb_create_list_type(*children)),
            DuckDbType.Array => WithChildren([type.Element!], children => Api.duckdb_create_array_type(*children, (ulong)type.ArraySize)),
            DuckDbType.Map => WithChildren([type.Fields[0].Type, type.Fields[1].Type], children => Api.duckdb_create_map_type(children[0], children[1])),
            DuckDbType.Struct => WithFields(type.Fields, &Api.duckdb_create_struct_type),
            DuckDbType.Union => WithFields(type.Fields, &Api.duckdb_create_union_type),
            DuckDbType.Enum => WithNames(type.EnumValues, names => Api.duckdb_create_enum_type(names, (ulong)type.EnumValues.Count)),
            _ => Api.duckdb_create_logical_type((int)type.Kind),
        };
        if (handle == 0) throw new ArgumentException($"DuckDB cannot make the type {type}.", nameof(type));
        if (type.Alias is { } alias)
        {
            fixed (byte* name = Utf8Text.WithNul(alias)) Api.duckdb_logical_type_set_alias(handle, name);
        }

        return new LogicalTypeHandle(handle);
    }

    /// <summary>Reads a type and destroys the handle.</summary>
    internal static DuckDbLogicalType Take(nint handle)
    {
        try
        {
            return Read(handle);
        }
        finally
        {
            Api.duckdb_destroy_logical_type(ref handle);
        }
    }

    private static DuckDbLogicalType Read(nint handle)
    {
        var kind = (DuckDbType)Api.duckdb_get_type_id(handle);
        var type = kind switch
        {
            DuckDbType.Decimal => DuckDbLogicalType.Decimal(Api.duckdb_decimal_width(handle), Api.duckdb_decimal_scale(handle)),
            DuckDbType.List => DuckDbLogicalType.List(Take(Api.duckdb_list_type_child_type(handle))),
            DuckDbType.Array => DuckDbLogicalType.Array(Take(Api.duckdb_array_type_child_type(handle)), (int)Api.duckdb_array_type_array_size(handle)),
            DuckDbType.Map => DuckDbLogicalType.Map(Take(Api.duckdb_map_type_key_type(handle)), Take(Api.duckdb_map_type_value_type(handle))),
            DuckDbType.Struct => DuckDbLogicalType.Struct(ReadFields(
                handle, Api.duckdb_struct_type_child_count(handle), &Api.duckdb_struct_type_child_name, &Api.duckdb_struct_type_child_type)),
            DuckDbType.Union => DuckDbLogicalType.Union(ReadFields(
                handle, Api.duckdb_union_type_member_count(handle), &Api.duckdb_union_type_member_name, &Api.duckdb_union_type_member_type)),
            DuckDbType.Enum => ReadEnum(handle),
            _ when Enum.IsDefined(kind) => DuckDbLogicalType.Of(kind),
            _ => DuckDbLogicalType.Of(DuckDbType.Invalid),
        };
        var alias = Utf8Text.Take(Api.duckdb_logical_type_get_alias(handle));
        return alias is null ? type : alias == "JSON" && kind == DuckDbType.Varchar ? DuckDbLogicalType.Json : type.WithAlias(alias);
    }

    private static DuckDbField[] ReadFields(nint handle, ulong count, delegate*<nint, ulong, byte*> name, delegate*<nint, ulong, nint> type)
    {
        var fields = new DuckDbField[count];
        for (var i = 0; i < fields.Length; i++) fields[i] = new DuckDbField(Utf8Text.Take(name(handle, (ulong)i)) ?? "", Take(type(handle, (ulong)i)));
        return fields;
    }

    private static DuckDbLogicalType ReadEnum(nint handle)
    {
        var values = new string[Api.duckdb_enum_dictionary_size(handle)];
        for (var i = 0; i < values.Length; i++) values[i] = Utf8Text.Take(Api.duckdb_enum_dictionary_value(handle, (ulong)i)) ?? "";
        return DuckDbLogicalType.Enum(values);
    }

    internal delegate T WithTypes<out T>(nint* types);

    private delegate nint UseNames(byte** names);

    /// <summary>Calls <paramref name="use"/> with a native array of types, freed afterwards.</summary>
    internal static T WithChildren<T>(IReadOnlyList<DuckDbLogicalType> types, WithTypes<T> use)
    {
        var handles = new LogicalTypeHandle?[types.Count];
        var raw = new nint[types.Count];
        try
        {
            for (var i = 0; i < raw.Length; i++) raw[i] = (handles[i] = Create(types[i])).DangerousGetHandle();
            fixed (nint* pointer = raw) return use(pointer);
        }
        finally
        {
            foreach (var handle in handles) handle?.Dispose();
        }
    }

    private static nint WithFields(IReadOnlyList<DuckDbField> fields, delegate*<nint*, byte**, ulong, nint> create) =>
        WithChildren([.. fields.Select(field => field.Type)], types =>
            WithNames([.. fields.Select(field => field.Name)], names => create(types, names, (ulong)fields.Count)));

    private static nint WithNames(IReadOnlyList<string> names, UseNames use)
    {
        using var list = new NameList(names);
        return use(list.Pointer);
    }
}
