using System.Buffers;
using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>
/// Makes one Parquet file of several with the same columns by copying their row groups as they are, without decoding a value.
/// Trailing columns can be left out on the way; their pages are not copied.
/// </summary>
internal sealed class ParquetJoin
{
    // Field ids of parquet.thrift.
    private const short FileSchema = 2, FileRows = 3, FileRowGroups = 4, FileKeyValues = 5, FileColumnOrders = 7;
    private const short GroupColumns = 1, GroupBytes = 2, GroupRows = 3, GroupFileOffset = 5, GroupCompressedBytes = 6, GroupOrdinal = 7;
    private const short ChunkFileOffset = 2, ChunkMetadata = 3, ChunkOffsetIndex = 4, ChunkColumnIndex = 6;
    private const short ColumnUncompressed = 6, ColumnCompressed = 7, ColumnDataPage = 9, ColumnIndexPage = 10, ColumnDictionaryPage = 11, ColumnBloom = 14;
    private const short SchemaChildren = 5;

    private readonly int _columns;
    private readonly TargetMark _mark;

    /// <summary>Prepares the join.</summary>
    /// <param name="columns">Columns kept, from the first; the files must be flat.</param>
    /// <param name="mark">Whose the joined file is.</param>
    public ParquetJoin(int columns, TargetMark mark)
    {
        _columns = columns;
        _mark = mark;
    }

    /// <summary>Writes the joined file and forces it to disk.</summary>
    /// <param name="parts">Files in order, at least one; empty ones add nothing.</param>
    /// <param name="path">The file; one that is there is written anew.</param>
    /// <param name="threads">Threads that copy.</param>
    /// <param name="cancellationToken">Checked between blocks.</param>
    public void Write(IReadOnlyList<string> parts, string path, int threads, CancellationToken cancellationToken)
    {
        using var destination = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None);
        RandomAccess.Write(destination, ParquetFooter.Magic, 0);
        long at = ParquetFooter.Magic.Length;
        ThriftValue? joined = null;
        var groups = new List<ThriftValue>();
        var pieces = new List<Piece>();
        long rows = 0;
        foreach (var part in parts)
        {
            using var file = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.Read);
            var (metadata, end) = ParquetFooter.Read(file);
            joined ??= metadata;
            var moved = new Relocation(Cuts(metadata), at - ParquetFooter.Magic.Length, end);
            foreach (var group in metadata[FileRowGroups]!.Elements)
            {
                Move(group, moved, groups.Count);
                groups.Add(group);
                rows += group[GroupRows]!.Number;
            }

            foreach (var (from, to) in moved.Kept())
            {
                pieces.Add(new Piece(part, from, to, at));
                at += to - from;
            }
        }

        Copy(pieces, destination, threads, cancellationToken);
        Finish(joined ?? throw new ArgumentException("There is nothing to join.", nameof(parts)), groups, rows);
        using var footer = new MemoryStream();
        ParquetFooter.Write(footer, joined);
        RandomAccess.Write(destination, footer.GetBuffer().AsSpan(0, (int)footer.Length), at);
        RandomAccess.FlushToDisk(destination);
    }

    /// <summary>Bytes of a part, and where they come to lie.</summary>
    private readonly record struct Piece(string Path, long Start, long End, long To);

    private void Finish(ThriftValue metadata, List<ThriftValue> groups, long rows)
    {
        var schema = metadata[FileSchema]!;
        schema.Elements.RemoveRange(1 + _columns, schema.Elements.Count - 1 - _columns);
        schema.Elements[0].Set(SchemaChildren, _columns);
        metadata.Set(FileRows, rows);
        metadata.Fields[FileRowGroups] = ThriftValue.OfList(ThriftType.List, ThriftType.Struct, groups);
        if (metadata[FileColumnOrders] is { } orders) orders.Elements.RemoveRange(_columns, orders.Elements.Count - _columns);
        metadata.Fields[FileKeyValues] = ParquetFooter.KeyValues(_mark);
    }

    /// <summary>Pages of the columns left out, in file order.</summary>
    private List<(long Start, long End)> Cuts(ThriftValue metadata)
    {
        var cuts = new List<(long, long)>();
        foreach (var group in metadata[FileRowGroups]!.Elements)
        {
            foreach (var column in group[GroupColumns]!.Elements.Skip(_columns))
            {
                var about = column[ChunkMetadata]!;
                var start = about[ColumnDictionaryPage] is { Number: > 0 } dictionary
                    ? Math.Min(dictionary.Number, about[ColumnDataPage]!.Number)
                    : about[ColumnDataPage]!.Number;
                cuts.Add((start, start + about[ColumnCompressed]!.Number));
            }
        }

        cuts.Sort();
        return cuts;
    }

    private void Move(ThriftValue group, Relocation moved, int ordinal)
    {
        var columns = group[GroupColumns]!.Elements;
        foreach (var column in columns.Skip(_columns))
        {
            var about = column[ChunkMetadata]!;
            group.Map(GroupBytes, bytes => bytes - about[ColumnUncompressed]!.Number);
            group.Map(GroupCompressedBytes, bytes => bytes - about[ColumnCompressed]!.Number);
        }

        columns.RemoveRange(_columns, columns.Count - _columns);
        group.Map(GroupFileOffset, moved.Map);
        group.Map(GroupOrdinal, _ => ordinal);
        foreach (var column in columns)
        {
            column.Map(ChunkFileOffset, moved.Map);
            column.Map(ChunkOffsetIndex, moved.Map);
            column.Map(ChunkColumnIndex, moved.Map);
            var about = column[ChunkMetadata]!;
            about.Map(ColumnDataPage, moved.Map);
            about.Map(ColumnIndexPage, moved.Map);
            about.Map(ColumnDictionaryPage, moved.Map);
            about.Map(ColumnBloom, moved.Map);
        }
    }

    private static void Copy(List<Piece> pieces, SafeFileHandle destination, int threads, CancellationToken cancellationToken)
    {
        // Some at a time, so that a part is not opened for each of its row groups.
        const int together = 8;
        try
        {
            Parallel.ForEach(pieces.Chunk(together), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, some => Copy(some, destination, cancellationToken));
        }
        catch (AggregateException exception)
        {
            // What a thread met is what happened: a full disk is told from a defect by its type.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    private static void Copy(Piece[] pieces, SafeFileHandle destination, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            foreach (var of in pieces.GroupBy(static piece => piece.Path, StringComparer.Ordinal))
            {
                using var file = File.OpenHandle(of.Key);
                foreach (var piece in of) Copy(file, piece, destination, block, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static void Copy(SafeFileHandle file, Piece piece, SafeFileHandle destination, byte[] block, CancellationToken cancellationToken)
    {
        for (var (from, to) = (piece.Start, piece.To); from < piece.End;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(block.Length, piece.End - from)), from);
            if (read == 0) throw new EndOfStreamException("A part of the Parquet file became shorter while it was read.");
            RandomAccess.Write(destination, block.AsSpan(0, read), to);
            (from, to) = (from + read, to + read);
        }
    }

    /// <summary>Where bytes of a part come to lie in the joined file.</summary>
    private sealed class Relocation(List<(long Start, long End)> cuts, long shift, long end)
    {
        public long Map(long position)
        {
            // Offset 0 stands for absent in places.
            if (position == 0) return 0;
            var moved = position + shift;
            foreach (var cut in cuts)
            {
                if (cut.Start >= position) break;
                moved -= cut.End - cut.Start;
            }

            return moved;
        }

        public IEnumerable<(long Start, long End)> Kept()
        {
            var at = 4L;
            foreach (var cut in cuts)
            {
                if (cut.Start > at) yield return (at, cut.Start);
                at = cut.End;
            }

            if (end > at) yield return (at, end);
        }
    }
}
