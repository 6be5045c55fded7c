using Lumos.DuckDb.Arrow;

namespace Lumos.DuckDb.Columns;

public sealed unsafe partial class DuckDbResult
{
    /// <summary>Writes the columns as an Arrow struct, which the caller releases.</summary>
    public void ExportArrowSchema(ArrowSchema* schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        using var export = new ArrowExport(_connection);
        *schema = default;
        export.Schema(Columns, schema);
    }

    /// <summary>Writes a chunk of this result as an Arrow record batch, which the caller releases and which outlives the chunk.</summary>
    public void ExportArrow(DuckDbDataChunk chunk, ArrowArray* array)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ArgumentNullException.ThrowIfNull(array);
        using var export = new ArrowExport(_connection);
        *array = default;
        export.Chunk(chunk, array);
    }

    /// <summary>Writes the rows that are left as an Arrow stream, which owns the result from here on. The connection must stay open.</summary>
    public void ExportArrowStream(ArrowArrayStream* stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArrowStreamExport.Start(this, stream);
    }
}
