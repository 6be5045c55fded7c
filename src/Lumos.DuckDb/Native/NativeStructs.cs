using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Native;

// Structures of duckdb.h that cross the boundary by value or by pointer.

[StructLayout(LayoutKind.Sequential)]
internal struct ResultStruct
{
    public ulong ColumnCount;
    public ulong RowCount;
    public ulong RowsChanged;
    public nint Columns;
    public nint ErrorMessage;
    public nint InternalData;
}

/// <summary>duckdb_hugeint and duckdb_uhugeint: never Int128, whose alignment differs across the boundary.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HugeIntStruct(ulong lower, ulong upper)
{
    public ulong Lower = lower;
    public ulong Upper = upper;

    public static HugeIntStruct From(Int128 value) => From((UInt128)value);

    public static HugeIntStruct From(UInt128 value) => new((ulong)value, (ulong)(value >> 64));
}

[StructLayout(LayoutKind.Sequential)]
internal struct DecimalStruct
{
    public byte Width;
    public byte Scale;
    public HugeIntStruct Value;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BytesStruct
{
    public byte* Data;
    public ulong Size;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BigNumStruct
{
    public byte* Data;
    public ulong Size;
    public byte IsNegative;
}

[StructLayout(LayoutKind.Sequential)]
internal struct ProgressStruct
{
    public double Percentage;
    public ulong RowsProcessed;
    public ulong TotalRows;
}

internal enum ResultKind
{
    Invalid = 0,
    ChangedRows = 1,
    Nothing = 2,
    Rows = 3,
}
