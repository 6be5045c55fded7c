using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Csv;

/// <summary>A file, or anything else that can be opened as a stream again and again. Gzip and zstd are undone on the way.</summary>
public sealed class CsvInput
{
    private readonly Func<Stream> _open;

    /// <summary>An input over any bytes; gzip and zstd are recognised when the stream can seek.</summary>
    /// <param name="name">Name for messages and row origins.</param>
    /// <param name="open">Opens the bytes from the start; called once per sniff or read, and disposed by the reader.</param>
    public CsvInput(string name, Func<Stream> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(open);
        Name = name;
        _open = open;
    }

    /// <summary>Name for messages and row origins.</summary>
    public string Name { get; }

    /// <summary>A file, by path.</summary>
    public static CsvInput File(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new CsvInput(path, () => OpenFile(path));
    }

    /// <summary>Opens the decompressed bytes.</summary>
    internal async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var stream = _open();
        if (!stream.CanSeek) return stream;
        var magic = new byte[4];
        var read = await stream.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        stream.Seek(0, SeekOrigin.Begin);
        if (ZstdFileStream.IsZstd(magic.AsSpan(0, read))) return new ZstdFileStream(stream, Name);
        if (read >= 2 && magic[0] == 0x1F && magic[1] == 0x8B) return new GzipFileStream(stream, _open);
        return stream;
    }

    /// <summary>Reads into a buffer; damaged gzip and I/O failures become the errors of this room.</summary>
    internal async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw CsvErrors.GzipTruncated(Name, e);
        }
        catch (EndOfStreamException e)
        {
            throw CsvErrors.GzipTruncated(Name, e);
        }
        catch (IOException e)
        {
            throw CsvErrors.Read(Name, e);
        }
    }

    private static FileStream OpenFile(string path)
    {
        if (Directory.Exists(path)) throw CsvErrors.Folder(path);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (FileNotFoundException e)
        {
            throw CsvErrors.Missing(path, e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw CsvErrors.Missing(path, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw CsvErrors.Unreadable(path, e);
        }
        catch (IOException e)
        {
            throw CsvErrors.Unreadable(path, e);
        }
    }
}
