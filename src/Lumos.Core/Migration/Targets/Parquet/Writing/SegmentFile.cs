using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Writes a Parquet file of encoded row groups and forces it to disk.</summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly ColumnSchema _schema;
    private readonly FileStream _file;
    private readonly List<ThriftValue> _groups = [];
    private long _at;

    public SegmentFile(string path, ColumnSchema schema)
    {
        _schema = schema;
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _file.Write(ParquetFooter.Magic);
        _at = ParquetFooter.Magic.Length;
    }

    /// <summary>By whom the file says it was made.</summary>
    public static ReadOnlySpan<byte> Creator => "lumos"u8;

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Appends a group.</summary>
    public void Write(EncodedGroup group)
    {
        _file.Write(group.Pages);
        _groups.Add(group.ToThrift(_at, _groups.Count));
        _at += group.Pages.Length;
        Rows += group.Rows;
    }

    /// <summary>Ends the file.</summary>
    /// <param name="mark">Whose it is, for its key-value metadata; null for none.</param>
    public void Complete(TargetMark? mark = null)
    {
        const long version = 1;
        var orders = _schema.Fields.Select(static _ => ParquetTypes.Struct((1, ParquetTypes.Struct()))).ToList();
        var footer = ParquetTypes.Struct(
            (1, ParquetTypes.Int(version)), (2, ParquetTypes.SchemaOf(_schema)), (3, ParquetTypes.Long(Rows)),
            (4, ThriftValue.OfList(ThriftType.List, ThriftType.Struct, _groups)), (5, mark is null ? null : ParquetFooter.KeyValues(mark)), (6, ThriftValue.OfBytes(Creator.ToArray())),
            (7, ThriftValue.OfList(ThriftType.List, ThriftType.Struct, orders)));
        ParquetFooter.Write(_file, footer);
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();
}
