using System.Buffers.Binary;

namespace Lumos.Core.Migration.Targets.Parquet.Reading;

/// <summary>Where one row group of a staged file lies.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">Rows.</param>
/// <param name="First">Number of its first row.</param>
/// <param name="Last">Number of its last row.</param>
/// <param name="Columns">Its columns; the last is the row's number.</param>
internal sealed record StagedGroup(string Path, int Rows, long First, long Last, IReadOnlyList<StagedPages> Columns)
{
    // Field ids of parquet.thrift.
    private const short FileRowGroups = 4, FileCreator = 6, GroupColumns = 1, GroupRows = 3, ChunkMetadata = 3;
    private const short Codec = 4, Compressed = 7, DataPage = 9, DictionaryPage = 11, Statistics = 12, StatisticsMax = 5, StatisticsMin = 6;

    /// <summary>Place of its first byte.</summary>
    public long Start => Columns[0].Start;

    /// <summary>Its bytes.</summary>
    public int Length => checked((int)(Columns[^1].Start + Columns[^1].Length - Start));

    /// <summary>Finds the row groups of some files.</summary>
    /// <returns>Null when one of the files was not written here, so that another reader has to do.</returns>
    /// <exception cref="InvalidDataException">A file is no whole Parquet file.</exception>
    public static IReadOnlyList<StagedGroup>? Find(IReadOnlyList<string> paths)
    {
        var groups = new List<StagedGroup>();
        foreach (var path in paths)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var (metadata, _) = ParquetFooter.Read(file);
            if (metadata[FileCreator] is not { } creator || !creator.Bytes.Span.SequenceEqual(Writing.SegmentFile.Creator)) return null;
            foreach (var group in metadata[FileRowGroups]?.Elements ?? []) groups.Add(Of(path, group));
        }

        return groups;
    }

    private static StagedGroup Of(string path, ThriftValue group)
    {
        var columns = new List<StagedPages>();
        ThriftValue? last = null;
        foreach (var chunk in group[GroupColumns]?.Elements ?? throw Damaged())
        {
            last = chunk[ChunkMetadata] ?? throw Damaged();
            var data = Number(last, DataPage);
            var dictionary = last[DictionaryPage]?.Number;
            columns.Add(new StagedPages(dictionary ?? data, Number(last, Compressed), dictionary is not null, Number(last, Codec) != 0));
        }

        var range = last?[Statistics] ?? throw Damaged();
        return new StagedGroup(path, checked((int)Number(group, GroupRows)), Bound(range, StatisticsMin), Bound(range, StatisticsMax), columns);
    }

    private static long Number(ThriftValue of, short field) => of[field]?.Number ?? throw Damaged();

    private static long Bound(ThriftValue range, short field) => range[field] is { Bytes.Length: 8 } bound ? BinaryPrimitives.ReadInt64LittleEndian(bound.Bytes.Span) : throw Damaged();

    private static InvalidDataException Damaged() => new("The footer of a staged Parquet file is damaged.");
}

/// <summary>Where the pages of one column lie.</summary>
/// <param name="Start">Place in the file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="HasDictionary">Whether a dictionary page comes first.</param>
/// <param name="IsCompressed">Whether the pages are compressed.</param>
internal sealed record StagedPages(long Start, long Length, bool HasDictionary, bool IsCompressed);
