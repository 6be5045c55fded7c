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

    /// <summary>Writes the joined file.</summary>
    /// <param name="parts">Files in order, at least one; empty ones add nothing.</param>
    /// <param name="destination">Positioned at its start.</param>
    /// <param name="cancellationToken">Checked between blocks.</param>
    public void Write(IReadOnlyList<string> parts, Stream destination, CancellationToken cancellationToken)
    {
        destination.Write(ParquetFooter.Magic);
        ThriftValue? joined = null;
        var groups = new List<ThriftValue>();
        long rows = 0;
        foreach (var part in parts)
        {
            using var file = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            var (metadata, end) = ParquetFooter.Read(file);
            joined ??= metadata;
            var moved = new Relocation(Cuts(metadata), destination.Position - 4, end);
            foreach (var group in metadata[FileRowGroups]!.Elements)
            {
                Move(group, moved, groups.Count);
                groups.Add(group);
                rows += group[GroupRows]!.Number;
            }

            Copy(file, moved, destination, cancellationToken);
        }

        Finish(joined ?? throw new ArgumentException("There is nothing to join.", nameof(parts)), groups, rows);
        ParquetFooter.Write(destination, joined);
    }

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

    private static void Copy(FileStream file, Relocation moved, Stream destination, CancellationToken cancellationToken)
    {
        var block = new byte[1 << 20];
        foreach (var (start, end) in moved.Kept())
        {
            file.Position = start;
            for (var left = end - start; left > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = file.Read(block, 0, (int)Math.Min(block.Length, left));
                if (read == 0) throw new EndOfStreamException("A part of the Parquet file became shorter while it was read.");
                destination.Write(block, 0, read);
                left -= read;
            }
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
