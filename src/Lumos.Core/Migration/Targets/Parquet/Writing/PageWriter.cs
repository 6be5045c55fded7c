namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Puts headers before pages and compresses them where that is worth it. Serves one thread.</summary>
internal sealed class PageWriter : IDisposable
{
    private const int DataPage = 0, DictionaryPage = 2, Plain = 0, Rle = 3, RleDictionary = 8;

    // A page that does not lose a tenth of a first part is left as it is: reading it costs less.
    private const int TrialBytes = 16 << 10;

    private readonly PageBuffer _compressed = new();

    /// <summary>Appends the pages of one column.</summary>
    /// <param name="to">Pages of the row group.</param>
    /// <param name="entries">Entries of the dictionary; 0 for none.</param>
    /// <param name="dictionary">Body of its page.</param>
    /// <param name="data">Body of the data page.</param>
    /// <param name="rows">Rows, NULLs included.</param>
    public EncodedColumn Write(PageBuffer to, int entries, ReadOnlySpan<byte> dictionary, ReadOnlySpan<byte> data, int rows)
    {
        var isCompressed = Shrinks(dictionary.Length > data.Length ? dictionary : data);
        var start = to.Length;
        var uncompressed = 0;
        int? dictionaryAt = null;
        if (entries > 0)
        {
            dictionaryAt = start;
            uncompressed += WritePage(to, DictionaryPage, 7, ParquetTypes.Struct((1, ParquetTypes.Int(entries)), (2, ParquetTypes.Int(Plain))), dictionary, isCompressed);
        }

        var dataAt = to.Length;
        var about = ParquetTypes.Struct(
            (1, ParquetTypes.Int(rows)), (2, ParquetTypes.Int(entries > 0 ? RleDictionary : Plain)), (3, ParquetTypes.Int(Rle)), (4, ParquetTypes.Int(Rle)));
        uncompressed += WritePage(to, DataPage, 5, about, data, isCompressed);
        return new EncodedColumn { Rows = rows, Dictionary = dictionaryAt, Data = dataAt, End = to.Length, Uncompressed = uncompressed, IsCompressed = isCompressed, Nulls = 0 };
    }

    public void Dispose() => _compressed.Dispose();

    /// <returns>Bytes of header and body before compression.</returns>
    private int WritePage(PageBuffer to, int type, short field, ThriftValue about, ReadOnlySpan<byte> body, bool compress)
    {
        var page = compress ? Compress(body) : body;
        var header = ThriftCompact.WriteStruct(ParquetTypes.Struct(
            (1, ParquetTypes.Int(type)), (2, ParquetTypes.Int(body.Length)), (3, ParquetTypes.Int(page.Length)), (field, about)));
        to.Write(header);
        to.Write(page);
        return header.Length + body.Length;
    }

    private bool Shrinks(ReadOnlySpan<byte> page)
    {
        var trial = page.Length <= TrialBytes ? page : page.Slice((page.Length - TrialBytes) / 2, TrialBytes);
        return Compress(trial).Length < trial.Length / 10 * 9;
    }

    private ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> body)
    {
        _compressed.Clear();
        _compressed.Advance(Snappy.Compress(body, _compressed.Reserve(Snappy.MostBytes(body.Length))));
        return _compressed.Written;
    }
}
