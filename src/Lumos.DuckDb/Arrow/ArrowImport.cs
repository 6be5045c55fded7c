using System.Runtime.InteropServices;
using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Arrow;

/// <summary>Turns Arrow's arrays of one schema into chunks, without copying where the layouts agree.</summary>
internal sealed unsafe class ArrowImport : IDisposable
{
    private readonly ConnectionHandle _connection;
    private readonly ArrowConvertedSchemaHandle _schema;

    /// <param name="connection">Used for its settings only.</param>
    /// <param name="schema">A struct of the columns; released by the caller.</param>
    internal ArrowImport(ConnectionHandle connection, ArrowSchema* schema)
    {
        _connection = connection;
        Errors.ThrowAndDestroy(Api.duckdb_schema_from_arrow(connection, schema, out var converted));
        _schema = new ArrowConvertedSchemaHandle(converted);
        try
        {
            Columns = ReadColumns(schema);
        }
        catch
        {
            _schema.Dispose();
            throw;
        }
    }

    internal IReadOnlyList<DuckDbField> Columns { get; }

    /// <summary>Takes over the array; it is released with the chunk.</summary>
    internal DuckDbDataChunk Import(ArrowArray* array)
    {
        // The engine would free the array after its first column, so it is shown a view of it that frees nothing.
        var owner = new ArrayOwner(array);
        try
        {
            Errors.ThrowAndDestroy(Api.duckdb_data_chunk_from_arrow(_connection, owner.View, _schema, out var chunk));
            return new DuckDbDataChunk(chunk, Columns, owner);
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    public void Dispose() => _schema.Dispose();

    /// <summary>The engine tells the types it made of a schema only through a chunk, so one without rows is made.</summary>
    private DuckDbField[] ReadColumns(ArrowSchema* schema)
    {
        using var empty = new EmptyArray(schema);
        Errors.ThrowAndDestroy(Api.duckdb_data_chunk_from_arrow(_connection, empty.Pointer, _schema, out var chunk));
        using var handle = new ChunkHandle(chunk);
        var columns = new DuckDbField[schema->ChildCount];
        for (var i = 0; i < columns.Length; i++)
        {
            var type = LogicalTypes.Take(Api.duckdb_vector_get_column_type(Api.duckdb_data_chunk_get_vector(chunk, (ulong)i)));
            columns[i] = new DuckDbField(Utf8Text.Read(schema->Children[i]->Name) ?? "", type);
        }

        return columns;
    }

    /// <summary>Holds an array until its chunk goes.</summary>
    private sealed class ArrayOwner : IDisposable
    {
        private readonly ArrowArray* _memory;

        internal ArrayOwner(ArrowArray* array)
        {
            var children = array->Offset == 0 ? 0 : (int)array->ChildCount;
            _memory = (ArrowArray*)NativeMemory.AllocZeroed((nuint)((2 + children) * sizeof(ArrowArray)) + (nuint)(children * sizeof(void*)));
            _memory[0] = *array;
            array->Release = null;
            _memory[1] = _memory[0];
            _memory[1].Release = &Nothing;
            if (children == 0) return;

            // The engine skips rows by a child's offset but not by the offset of the whole, so that one moves into the children.
            var pointers = (ArrowArray**)(_memory + 2 + children);
            for (var i = 0; i < children; i++)
            {
                _memory[2 + i] = *_memory[0].Children[i];
                _memory[2 + i].Offset += array->Offset;
                pointers[i] = _memory + 2 + i;
            }

            _memory[1].Children = pointers;
            _memory[1].Offset = 0;
        }

        ~ArrayOwner() => Free();

        internal ArrowArray* View => _memory + 1;

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            _memory->Dispose();
            NativeMemory.Free(_memory);
        }

        [UnmanagedCallersOnly]
        private static void Nothing(ArrowArray* array) => array->Release = null;
    }
}
