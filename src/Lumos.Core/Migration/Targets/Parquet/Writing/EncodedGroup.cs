using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>A row group, encoded and compressed. Dispose it when it is written.</summary>
internal sealed class EncodedGroup(ColumnSchema schema, int rows, PageBuffer pages, IReadOnlyList<EncodedColumn> columns) : IDisposable
{
    /// <summary>Rows.</summary>
    public int Rows => rows;

    /// <summary>Its pages.</summary>
    public ReadOnlySpan<byte> Pages => pages.Written;

    /// <summary>As Parquet's footer has it.</summary>
    /// <param name="at">Place of the group in the file.</param>
    /// <param name="ordinal">Which group of the file it is, from 0.</param>
    public ThriftValue ToThrift(long at, int ordinal)
    {
        var chunks = columns.Select((column, i) => column.ToThrift(schema.Fields[i].Name, ParquetTypes.PhysicalOf(schema.Fields[i].Type), at)).ToList();
        return ParquetTypes.Struct(
            (1, ThriftValue.OfList(ThriftType.List, ThriftType.Struct, chunks)), (2, ParquetTypes.Long(columns.Sum(static column => (long)column.Uncompressed))), (3, ParquetTypes.Long(rows)),
            (5, ParquetTypes.Long(at)), (6, ParquetTypes.Long(pages.Length)), (7, ThriftValue.OfNumber(ThriftType.I16, ordinal)));
    }

    public void Dispose() => pages.Dispose();
}
